// What all readers of bodies share: one fault for what cannot be read, strict UTF-8, places with their bounds.
import { Fault } from '../faults/fault.ts'
import { DEVICE_BYTES, SEQ_MAX } from './constants.ts'

/** A place in the chain of a device. */
export interface Place {
  readonly device: Uint8Array
  readonly seq: number
}

/** A byte order mark is text like any other here: what was signed is what is shown. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws Fault EVENT_BODY_MALFORMED */
export function decoded<Body>(decode: () => Body, otherwise = 'it cannot be read'): Body {
  try {
    return decode()
  } catch (cause) {
    throw malformed(otherwise, cause)
  }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readUtf8(bytes: Uint8Array, bytesMax: number): string {
  if (bytes.length === 0) throw malformed('text is empty')
  if (bytes.length > bytesMax) throw malformed('text is too long')
  return decoded(() => strict.decode(bytes), 'text is not UTF-8')
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readPlace(place: Place | undefined): Place {
  if (place === undefined) throw malformed('it names no message')
  const { device, seq } = place
  if (device.length < DEVICE_BYTES.min || device.length > DEVICE_BYTES.max) throw malformed('device')
  if (seq < 1 || seq > SEQ_MAX) throw malformed('seq')
  return place
}

export function malformed(reason: string, cause?: unknown): Fault {
  return new Fault('EVENT_BODY_MALFORMED', { reason }, { cause })
}
