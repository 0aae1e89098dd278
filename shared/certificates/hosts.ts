// Host names and IP addresses as text, for HTTPS certificates. Resolves nothing.
import { Fault } from '../faults/fault.ts'

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const HOST_NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`)
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`)

/** Lower case, no wildcard, and not an IPv4 address in disguise. */
export function isHostName(text: string): boolean {
  return text.length <= 253 && HOST_NAME.test(text) && !/(?:^|\.)[0-9]+$/.test(text)
}

/**
 * @param text IPv4 in four decimals, or IPv6 (RFC 4291 section 2.2) without zone
 * @returns 4 or 16 bytes. @throws Fault CERT_REQUEST_WRONG
 */
export function addressBytes(text: string): Uint8Array {
  if (IPV4.test(text)) return Uint8Array.from(text.split('.'), Number)
  const bytes = text.length <= 45 ? ipv6(text) : undefined
  if (bytes === undefined) {
    throw new Fault('CERT_REQUEST_WRONG', { reason: `"${text.slice(0, 64)}" is not an IP address` })
  }
  return bytes
}

function ipv6(text: string): Uint8Array | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half, at) => groups(half, at === halves.length - 1))
  if (head === undefined) return undefined
  if (tail === undefined) return halves.length === 1 && head.length === 16 ? Uint8Array.from(head) : undefined
  const missing = 16 - head.length - tail.length
  return missing < 2 ? undefined : Uint8Array.from([...head, ...Array<number>(missing).fill(0), ...tail])
}

/** Bytes of `a:b:c`, the last of which may be an IPv4 address at the very end. */
function groups(text: string, atEnd: boolean): number[] | undefined {
  if (text === '') return []
  const bytes: number[] = []
  const parts = text.split(':')
  for (const [at, part] of parts.entries()) {
    if (atEnd && at === parts.length - 1 && IPV4.test(part)) bytes.push(...part.split('.').map(Number))
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      const value = Number.parseInt(part, 16)
      bytes.push(value >> 8, value & 0xff)
    } else return undefined
  }
  return bytes
}
