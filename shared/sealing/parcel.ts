// What one device gets, by whatever way it goes: an envelope, and the box with its chain's key where the device may not
// have it. Opaque to whoever carries it, complete in itself, in any order; given twice it does no harm.
import { Fault } from '../faults/fault.ts'
import { decodeCanonical } from '../sessions/codec.ts'
import { BOX_BYTES } from './box.ts'
import { ENVELOPE_BYTES_MAX } from './envelope.ts'
import { Parcel as Wire } from './wire/sealing.gen.ts'

export interface Parcel {
  readonly box: Uint8Array | undefined
  readonly envelope: Uint8Array
}

/** Bytes before each of its two fields. */
const FIELDS_BYTES = 8

/** Largest parcel, bytes. */
export const PARCEL_BYTES_MAX = BOX_BYTES + ENVELOPE_BYTES_MAX + FIELDS_BYTES

export function encodeParcel({ box, envelope }: Parcel): Uint8Array {
  return Wire.encode({ ...(box === undefined ? {} : { box }), envelope })
}

/** Looks into neither of the two. @throws Fault PARCEL_MALFORMED */
export function decodeParcel(bytes: Uint8Array): Parcel {
  if (bytes.length > PARCEL_BYTES_MAX) throw malformed('it is too long')
  const { box, envelope } = decodeCanonical(
    bytes,
    (raw) => Wire.decode(raw),
    Wire.encode,
    (cause) => malformed('it cannot be read', cause),
  )
  if (envelope.length === 0) throw malformed('no envelope')
  return { box, envelope }
}

function malformed(reason: string, cause?: unknown): Fault {
  return new Fault('PARCEL_MALFORMED', { reason }, { cause })
}
