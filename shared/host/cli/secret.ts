// Where a command gets a secret: a file, standard input, the data folder, a person, or chance. Never argv.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, faultIn } from '../../faults/fault.ts'
import { wordsOf } from '../../faults/words.ts'
import { cliWords } from '../../text/cli.ts'
import { sayIn } from '../../text/define.ts'
import { randomBytes } from '../crypto.ts'
import { ensureFolder, exists, fileFault, readBounded, writeAtomically } from '../files.ts'
import { MADE_SECRET_BYTES, PROMPT_ATTEMPTS_MAX, SECRET_BYTES_MAX } from './constants.ts'
import { type Host, isInteractive } from './host.ts'
import type { Output } from './output.ts'
import { askSecret } from './prompt.ts'

export type SecretKind = 'passphrase' | 'password'

export interface SecretRequest {
  readonly kind: SecretKind
  /** What --passphrase-file or --password-file says; `-` is standard input. */
  readonly file: string | undefined
  /** The data folder: a secret that was made is kept there as <folder>/<kind>. */
  readonly folder: string
  /**
   * `open`: it exists, find it out. `create`: a new one is being chosen: asked for twice, and made by chance where
   * nobody can be asked.
   */
  readonly purpose: 'open' | 'create'
  /** What a person is asked; a sensible question otherwise. */
  readonly prompt?: string
  /** Judges a new one before it is typed again: throws a Fault, which the person reads and then chooses another. */
  readonly accept?: Accept | undefined
}

type Accept = (secret: Uint8Array) => void

/**
 * @returns the secret's bytes: zero them when done
 * @throws Fault SECRET_NOT_GIVEN, SECRET_EMPTY, SECRET_TOO_LONG, FILE_UNREADABLE, INTERRUPTED
 */
export async function readSecret(host: Host, out: Output, request: SecretRequest): Promise<Uint8Array> {
  const say = sayIn(cliWords, host.language)
  const { kind, file, folder, purpose } = request
  if (file === '-') return cut('stdin', await readInput(host))
  if (file !== undefined) return cut(file, await readFileBounded(file))
  const kept = join(folder, kind)
  if (await exists(kept)) return cut(kept, await readFileBounded(kept))
  if (isInteractive(host)) {
    const fallback = purpose === 'create' ? say('newPassphrasePrompt') : say('passphrasePrompt', { folder })
    return purpose === 'create'
      ? askTwice(host, request.prompt ?? fallback, request.accept)
      : cut('stdin', await askSecret(host, request.prompt ?? fallback))
  }
  if (purpose === 'open') throw new Fault('SECRET_NOT_GIVEN', { option: `--${kind}-file` })
  const made = Buffer.from(randomBytes(MADE_SECRET_BYTES)).toString('base64url')
  await ensureFolder(folder)
  await writeAtomically(kept, `${made}\n`)
  out.note(say('secretMade', { kind: say(kind), path: kept }))
  return new Uint8Array(Buffer.from(made))
}

/** What it was made for did not come about: it opens nothing, and whoever was told of it is told that it is gone. */
export async function takeBack(host: Host, out: Output, folder: string, kind: SecretKind): Promise<void> {
  const kept = join(folder, kind)
  if (!(await exists(kept))) return
  await rm(kept, { force: true })
  out.note(sayIn(cliWords, host.language)('secretTakenBack', { path: kept }))
}

export interface NewSecretRequest {
  /** What the option says; `-` is standard input. */
  readonly file: string | undefined
  /** Its name, for who gave none where nobody can be asked. */
  readonly option: string
  readonly prompt: string
  readonly accept?: Accept
}

/**
 * A secret in place of one there is: never found in the data folder, never made by chance.
 * @throws Fault SECRET_NOT_GIVEN, SECRET_EMPTY, SECRET_TOO_LONG, FILE_UNREADABLE, INTERRUPTED
 */
export async function readNewSecret(
  host: Host,
  { file, option, prompt, accept }: NewSecretRequest,
): Promise<Uint8Array> {
  if (file === '-') return cut('stdin', await readInput(host))
  if (file !== undefined) return cut(file, await readFileBounded(file))
  if (!isInteractive(host)) throw new Fault('SECRET_NOT_GIVEN', { option })
  return askTwice(host, prompt, accept)
}

/** Both options cannot be `-`: standard input is one stream. @throws Fault USAGE */
export function assertOneReadsInput(
  host: Host,
  command: string,
  ...files: readonly (string | undefined)[]
): void {
  if (files.filter((file) => file === '-').length > 1)
    throw new Fault('USAGE', { reason: sayIn(cliWords, host.language)('stdinTwice'), command })
}

async function askTwice(host: Host, prompt: string, accept: Accept = () => undefined): Promise<Uint8Array> {
  const say = sayIn(cliWords, host.language)
  for (let attempt = 1; ; attempt++) {
    const first = await askSecret(host, prompt)
    try {
      cut('stdin', first)
      accept(first)
    } catch (error) {
      first.fill(0)
      const fault = faultIn(error)
      if (fault === undefined || attempt >= PROMPT_ATTEMPTS_MAX) throw error
      const { what, todo } = wordsOf(fault, host.language)
      // Where it was typed, who typed nothing knows.
      host.stderr.write(`  ${fault.code === 'SECRET_EMPTY' ? todo : `${what} ${todo}`}\n`)
      continue
    }
    const second = await askSecret(host, say('againPrompt'))
    const same = Buffer.compare(first, second) === 0
    second.fill(0)
    if (same) return first
    first.fill(0)
    host.stderr.write(`  ${say('differ')}\n`)
    if (attempt >= PROMPT_ATTEMPTS_MAX) throw new Fault('INTERRUPTED')
  }
}

async function readFileBounded(path: string): Promise<Uint8Array> {
  try {
    return await readBounded(path, SECRET_BYTES_MAX)
  } catch (error) {
    if (error instanceof Fault && error.code === 'FILE_TOO_LARGE')
      throw new Fault('SECRET_TOO_LONG', { source: path, limit: SECRET_BYTES_MAX - 2 }, { cause: error })
    throw error
  }
}

async function readInput(host: Host): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of host.stdin) {
      const bytes = Buffer.from(chunk as Uint8Array | string)
      length += bytes.length
      if (length > SECRET_BYTES_MAX)
        throw new Fault('SECRET_TOO_LONG', { source: 'stdin', limit: SECRET_BYTES_MAX - 2 })
      chunks.push(bytes)
    }
  } catch (error) {
    throw fileFault('stdin', error, 'read')
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Takes one newline off the end: editors and `echo` add it. */
function cut(source: string, bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  if (bytes[end - 1] === 0x0a) end--
  if (end < bytes.length && bytes[end - 1] === 0x0d) end--
  if (end === 0) throw new Fault('SECRET_EMPTY', { source })
  return bytes.subarray(0, end)
}
