// What a command says: results on stdout, everything else on stderr; with --json one object a line.
import { once } from 'node:events'
import { faults } from '../../faults/catalogue.ts'
import type { Fault } from '../../faults/fault.ts'
import { wordsOf } from '../../faults/words.ts'
import { type Host, hasColours, type Screen } from './host.ts'

export interface Output {
  readonly json: boolean
  /** One result. `text` is what a person reads instead. Waits while the reader is slower. */
  result(value: object, text: string | (() => string)): Promise<void>
  /** Something to know that is not a result: on stderr. */
  note(text: string): void
  /** What is wrong though the command goes on. On stderr. */
  warning(fault: Fault): void
  /** The one way a command fails. */
  fault(fault: Fault): void
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

const STYLES: Record<Style, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
}

export type Paint = (style: Style, text: string) => string

/** SGR sequences where `screen` shows them, plain text elsewhere. */
export function painter(host: Host, screen: Screen): Paint {
  if (!hasColours(host, screen)) return (_, text) => text
  return (style, text) => `\u001b[${STYLES[style][0]}m${text}\u001b[${STYLES[style][1]}m`
}

export function createOutput(host: Host, json: boolean): Output {
  const paint = painter(host, host.stderr)
  const say = (fault: Fault, kind: 'error' | 'warning', style: Style) => {
    const { what, todo } = wordsOf(fault, host.language)
    const line = json
      ? JSON.stringify({ [kind]: { code: fault.code, message: `${what} ${todo}` } })
      : `${paint(style, 'parley:')} ${what} ${paint('dim', `[${fault.code}]`)}\n        ${todo}`
    host.stderr.write(`${line}\n`)
  }
  return {
    json,
    async result(value, text) {
      const line = json ? JSON.stringify(value) : typeof text === 'string' ? text : text()
      if (host.stdout.destroyed) return
      if (!host.stdout.write(`${line}\n`)) await once(host.stdout, 'drain').catch(() => undefined)
    },
    note(text) {
      host.stderr.write(json ? `${JSON.stringify({ note: { message: text } })}\n` : `${text}\n`)
    },
    warning: (fault) => say(fault, 'warning', 'yellow'),
    fault: (fault) => say(fault, 'error', 'red'),
  }
}

/** Whether `code` is one of the catalogue: for answers that came over a wire. */
export function isFaultCode(code: string): code is keyof typeof faults {
  return Object.hasOwn(faults, code)
}
