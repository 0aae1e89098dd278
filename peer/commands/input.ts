// Standard input as messages: bounded, and UTF-8 or refused.
import { TEXT_BYTES_MAX } from '@parley/shared/events/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { BATCH_BYTES_MAX } from './constants.ts'

type Bytes = AsyncIterable<unknown>

/** All of it as one message, without the newline at its end. @throws Fault TEXT_TOO_LONG, TEXT_NOT_UNICODE */
export async function readText(input: Bytes): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of input) {
    const bytes = toBytes(part)
    size += bytes.length
    // Two more for the newline that is cut off.
    if (size > TEXT_BYTES_MAX + 2) throw tooLong()
    parts.push(bytes)
  }
  return decode(withoutReturn(withoutNewline(Buffer.concat(parts))))
}

/**
 * The lines that are there already, as soon as there are some: a batch grows while the reader is busy. Empty lines
 * are no messages. Lines before a bad one are given first.
 * @throws Fault TEXT_TOO_LONG, TEXT_NOT_UNICODE
 */
export async function* readBatches(input: Bytes, most: number): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const part of input) {
    let bytes = Buffer.concat([rest, toBytes(part)])
    let batch: string[] = []
    let size = 0
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a)) {
      const line = withoutReturn(bytes.subarray(0, end))
      bytes = bytes.subarray(end + 1)
      if (line.length === 0) continue
      let text: string
      try {
        text = checked(line)
      } catch (error) {
        if (batch.length > 0) yield batch
        throw error
      }
      batch.push(text)
      size += line.length
      if (batch.length < most && size < BATCH_BYTES_MAX) continue
      yield batch
      batch = []
      size = 0
    }
    if (batch.length > 0) yield batch
    if (bytes.length > TEXT_BYTES_MAX + 1) throw tooLong()
    rest = Buffer.from(bytes)
  }
  const last = withoutReturn(rest)
  if (last.length > 0) yield [checked(last)]
}

function checked(line: Buffer): string {
  if (line.length > TEXT_BYTES_MAX) throw tooLong()
  return decode(line)
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Fault('TEXT_NOT_UNICODE', {}, { cause })
  }
}

const tooLong = (): Fault => new Fault('TEXT_TOO_LONG', { limit: TEXT_BYTES_MAX })
const toBytes = (part: unknown): Buffer =>
  typeof part === 'string'
    ? Buffer.from(part)
    : part instanceof Uint8Array
      ? Buffer.from(part)
      : Buffer.alloc(0)
const withoutNewline = (bytes: Buffer): Buffer => (bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes)
const withoutReturn = (bytes: Buffer): Buffer => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes)
