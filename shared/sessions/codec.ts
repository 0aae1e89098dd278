// Canonical decoding for every protons message: one encoding per message, nothing left over.
import { sameBytes } from '../certificates/bytes.ts'

/**
 * Decodes `bytes` only if encoding the result gives the very same bytes: no unknown field, no field twice, no
 * trailing byte, no second way to say one thing. `decode` must carry its own limits.
 * @throws whatever `refuse` makes
 */
export function decodeCanonical<T>(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => T,
  encode: (message: T) => Uint8Array,
  refuse: (cause?: unknown) => Error,
): T {
  let message: T
  let again: Uint8Array
  try {
    message = decode(bytes)
    again = encode(message)
  } catch (cause) {
    throw refuse(cause)
  }
  if (!sameBytes(again, bytes)) throw refuse()
  return message
}

/** The one field of `message` that is set, undefined when there is none or more than one. */
export function onlyField<T extends object>(message: T): keyof T | undefined {
  const set = (Object.keys(message) as (keyof T)[]).filter((name) => message[name] !== undefined)
  return set.length === 1 ? set[0] : undefined
}
