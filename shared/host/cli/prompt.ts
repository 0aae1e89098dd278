// Asks a person on a terminal: with echo for plain answers, without for secrets. Never used where nobody sits.
import { createInterface } from 'node:readline/promises'
import { Fault, faultIn } from '../../faults/fault.ts'
import { wordsOf } from '../../faults/words.ts'
import type { Parse } from './command.ts'
import { PROMPT_ATTEMPTS_MAX, PROMPT_BYTES_MAX, SECRET_BYTES_MAX } from './constants.ts'
import type { Host } from './host.ts'

/** Asks until `parse` takes the answer, then gives up with its fault. */
export async function ask<T>(host: Host, question: string, parse: Parse<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await readLine(host, question)
    try {
      if (Buffer.byteLength(answer) > PROMPT_BYTES_MAX)
        throw new Fault('VALUE_TOO_LONG', { name: question.trim(), limit: PROMPT_BYTES_MAX })
      return parse(answer.trim(), question.replace(/\s*:?\s*$/u, ''))
    } catch (error) {
      const fault = faultIn(error)
      if (fault === undefined || attempt >= PROMPT_ATTEMPTS_MAX) throw error
      const { what, todo } = wordsOf(fault, host.language)
      host.stderr.write(`  ${what} ${todo}\n`)
    }
  }
}

async function readLine(host: Host, question: string): Promise<string> {
  const lines = createInterface({ input: host.stdin, output: host.stderr, terminal: true })
  const gone = new AbortController()
  // Ctrl-C and Ctrl-D both mean: I do not want to answer.
  lines.on('SIGINT', () => gone.abort())
  lines.on('close', () => gone.abort())
  try {
    return await lines.question(question, { signal: gone.signal })
  } catch (cause) {
    host.stderr.write('\n')
    throw new Fault('INTERRUPTED', {}, { cause })
  } finally {
    lines.close()
  }
}

const ENTER = new Set(['\r', '\n'])
const ERASE = new Set(['\u007f', '\b'])
const GIVE_UP = new Set(['\u0003', '\u0004'])
const KILL_LINE = '\u0015'

/** Reads one line with no echo; erase and kill work as on any terminal. The prompt is on stderr. */
export function askSecret(host: Host, question: string): Promise<Uint8Array> {
  const { stdin, stderr } = host
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  let typed = ''
  const finish = (settle: () => void) => {
    stdin.off('data', take)
    stdin.setRawMode?.(false)
    stdin.pause()
    stderr.write('\n')
    settle()
  }
  const take = (chunk: Buffer | string) => {
    for (const char of String(chunk)) {
      if (ENTER.has(char)) return finish(() => resolve(new Uint8Array(Buffer.from(typed))))
      if (GIVE_UP.has(char)) return finish(() => reject(new Fault('INTERRUPTED')))
      if (ERASE.has(char)) typed = [...typed].slice(0, -1).join('')
      else if (char === KILL_LINE) typed = ''
      else if (char >= ' ' && typed.length < SECRET_BYTES_MAX) typed += char
    }
  }
  stderr.write(question)
  stdin.setRawMode?.(true)
  stdin.on('data', take)
  stdin.resume()
  return promise
}
