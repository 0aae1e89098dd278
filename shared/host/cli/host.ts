// What a program gets from its process, as one value. Only `main` makes one from the real process.
import { homedir } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { Language } from '../../text/define.ts'
import { languageOf } from '../../text/language.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type Input = Readable & {
  readonly isTTY?: boolean | undefined
  setRawMode?: ((raw: boolean) => unknown) | undefined
}

export type Screen = Writable & {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export interface Host {
  readonly environment: Environment
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly language: Language
  readonly version: string
  readonly stdin: Input
  readonly stdout: Screen
  readonly stderr: Screen
}

/** The version of Parley, as in package.json (a test holds them together). */
export const VERSION = '0.1.0'

/** Reads the environment: for `main` alone. */
export function hostOfProcess(): Host {
  return {
    environment: process.env,
    platform: process.platform,
    home: homedir(),
    language: languageOf(process.env),
    version: VERSION,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
  }
}

/** Whether a person sits there: asks can be asked and answers typed. */
export function isInteractive(host: Host): boolean {
  return host.stdin.isTTY === true && host.stderr.isTTY === true
}

/** Colours only on a terminal that wants them (no-color.org; TERM=dumb has none). */
export function hasColours(host: Host, screen: Screen): boolean {
  if (screen.isTTY !== true) return false
  return (host.environment.NO_COLOR ?? '') === '' && host.environment.TERM !== 'dumb'
}
