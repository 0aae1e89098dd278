// Parsers of values that many commands take. Each returns the checked value or throws its own Fault.
import { Fault } from '../../faults/fault.ts'
import type { Parse } from './command.ts'
import { DURATION_SECONDS_MAX, PATH_BYTES_MAX, SHOWN_VALUE_MAX } from './constants.ts'

export const shown = (raw: string): string =>
  raw.length <= SHOWN_VALUE_MAX ? raw : `${raw.slice(0, SHOWN_VALUE_MAX)}…`

/** Text of 1 to `maxBytes` bytes of UTF-8. Its meaning is checked by whoever owns it. */
export function text(maxBytes: number): Parse<string> {
  return (raw, name) => {
    if (raw === '') throw new Fault('VALUE_EMPTY', { name })
    if (Buffer.byteLength(raw) > maxBytes) throw new Fault('VALUE_TOO_LONG', { name, limit: maxBytes })
    return raw
  }
}

/** A path, as given; `-` is left to whoever reads standard input. */
export const path: Parse<string> = (raw, name) => {
  if (raw.includes('\0')) throw new Fault('VALUE_INVALID', { name, value: shown(raw), expected: 'PATH' })
  return text(PATH_BYTES_MAX)(raw, name)
}

/** A whole number in decimal digits, `min` and `max` included. */
export function integer(min: number, max: number): Parse<number> {
  return (raw, name) => {
    const number = /^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN
    if (!(number >= min && number <= max))
      throw new Fault('NUMBER_OUT_OF_RANGE', { name, value: shown(raw), min, max })
    return number
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `10s`, `90m`, `24h`, `7d`; `500ms` too. @returns milliseconds, at least 1 */
export const duration: Parse<number> = (raw, name) => {
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(raw) ?? []
  const milliseconds =
    digits === undefined || unit === undefined
      ? Number.NaN
      : Number(digits) * (unit === 'ms' ? 1 : (UNITS[unit] ?? Number.NaN) * 1000)
  if (!(milliseconds >= 1 && milliseconds <= DURATION_SECONDS_MAX * 1000))
    throw new Fault('VALUE_INVALID', { name, value: shown(raw), expected: '10s, 5m, 24h, 7d' })
  return milliseconds
}

export interface HostPort {
  readonly host: string
  readonly port: number
}

/** `HOST:PORT`, `[IPV6]:PORT`, or `:PORT` for every address. */
export const hostPort: Parse<HostPort> = (raw, name) => {
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([^\s:[\]/@]{0,253})):(\d{1,5})$/.exec(raw) ?? []
  const port = Number(digits)
  if (digits === undefined || port > 65_535)
    throw new Fault('VALUE_INVALID', { name, value: shown(raw), expected: 'HOST:PORT' })
  return { host: bracketed ?? (plain === '' || plain === undefined ? '0.0.0.0' : plain), port }
}

/** A host name or an IP address, without a port. */
export const hostName: Parse<string> = (raw, name) => {
  const good =
    raw.length <= 253 &&
    (/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(raw) || /^[0-9A-Fa-f:]{2,45}$/.test(raw))
  if (!good) throw new Fault('VALUE_INVALID', { name, value: shown(raw), expected: 'HOST' })
  return raw
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(...words: Words): Parse<Words[number]> {
  return (raw, name) => {
    const found = words.find((word) => word === raw)
    if (found === undefined)
      throw new Fault('VALUE_INVALID', { name, value: shown(raw), expected: words.join(', ') })
    return found
  }
}
