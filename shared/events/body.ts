// Bodies of the kinds this version knows. Fields added by later versions are passed over; bytes that are no
// fields at all are refused. Text is kept exactly as written: showing it safely is the faces' part.
import { Fault } from '../faults/fault.ts'
import { DEVICE_BYTES, READ_PLACES_MAX, SEQ_MAX, TEXT_BYTES_MAX } from './constants.ts'
import { KIND } from './kinds.ts'
import { ReadBody, TextBody } from './wire/event.gen.ts'

/** An event before it has a place in a chain. */
export interface Draft {
  readonly kind: number
  readonly body: Uint8Array
}

/** A place in the chain of a device. */
export interface Place {
  readonly device: Uint8Array
  readonly seq: number
}

export type Content =
  | { readonly kind: typeof KIND.text; readonly text: string }
  | { readonly kind: typeof KIND.read; readonly places: readonly Place[] }

const utf8 = new TextEncoder()
/** A byte order mark is text like any other here: what was signed is what is shown. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws Fault TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_UNICODE */
export function textDraft(text: string): Draft {
  if (text.length === 0) throw new Fault('TEXT_EMPTY')
  if (!text.isWellFormed()) throw new Fault('TEXT_NOT_UNICODE')
  const bytes = utf8.encode(text)
  if (bytes.length > TEXT_BYTES_MAX) throw new Fault('TEXT_TOO_LONG', { limit: TEXT_BYTES_MAX })
  return { kind: KIND.text, body: TextBody.encode({ text: bytes }) }
}

/** For text that comes as bytes. @throws Fault TEXT_NOT_UNICODE */
export function textOf(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch (cause) {
    throw new Fault('TEXT_NOT_UNICODE', {}, { cause })
  }
}

export function readDraft(places: readonly Place[]): Draft {
  return { kind: KIND.read, body: ReadBody.encode({ places: places.slice(0, READ_PLACES_MAX) }) }
}

/** @returns undefined for a kind from the future. @throws Fault EVENT_BODY_MALFORMED */
export function readBody({ kind, body }: Draft): Content | undefined {
  switch (kind) {
    case KIND.text:
      return { kind, text: readText(body) }
    case KIND.read:
      return { kind, places: readPlaces(body) }
    default:
      return undefined
  }
}

function readText(body: Uint8Array): string {
  const { text } = decoded(() => TextBody.decode(body))
  if (text.length === 0) throw malformed('text is empty')
  if (text.length > TEXT_BYTES_MAX) throw malformed('text is too long')
  return decoded(() => strict.decode(text), 'text is not UTF-8')
}

function readPlaces(body: Uint8Array): Place[] {
  const { places } = decoded(() => ReadBody.decode(body, { limits: { places: READ_PLACES_MAX } }))
  for (const { device, seq } of places) {
    if (device.length < DEVICE_BYTES.min || device.length > DEVICE_BYTES.max) throw malformed('device')
    if (seq < 1 || seq > SEQ_MAX) throw malformed('seq')
  }
  return places
}

function decoded<Body>(decode: () => Body, otherwise = 'it cannot be read'): Body {
  try {
    return decode()
  } catch (cause) {
    throw malformed(otherwise, cause)
  }
}

function malformed(reason: string, cause?: unknown): Fault {
  return new Fault('EVENT_BODY_MALFORMED', { reason }, { cause })
}
