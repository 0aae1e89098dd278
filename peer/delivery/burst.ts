// A stretch of a chain on this disk as a burst that can travel.
import { encodeBurst } from '@parley/shared/events/burst.ts'
import { eventHash, signedBytes } from '@parley/shared/events/hash.ts'
import type { Parts } from '../conversations/parts.ts'
import type { Stretch } from '../history/events.ts'

type Here = Pick<Parts, 'history' | 'signer' | 'primitives'>

/** @param certificates rows of those to be shown along with it */
export function burstOf(here: Here, stretch: Stretch, certificates: readonly number[]): Uint8Array {
  return encodeBurst(
    stretch.events,
    stretch.signature ?? sign(here, stretch),
    certificates.map((row) => here.history.places.certificateChain(row)),
  )
}

/** Where a stretch ends between two signed events, its end is signed now: the chain is this device's own. */
function sign({ signer, primitives }: Here, { events }: Stretch): Uint8Array {
  const last = events.at(-1)
  if (last === undefined) throw new RangeError('an empty stretch')
  return signer.sign(signedBytes(eventHash(last.headerBytes, primitives)))
}
