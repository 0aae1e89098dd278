// The private halves of a device's prekeys, for one conversation or for the directory: when to make the next one, and
// when to forget the old ones. State in, state out; a secret that is not in the ring any more opens nothing.
import type { Signer } from '../crypto/primitives.ts'
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import { Fault } from '../faults/fault.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { copyOf } from './bytes.ts'
import { isAhead, nextDate } from './clock.ts'
import {
  KEY_BYTES,
  PREKEY_AGE_MAX,
  PREKEY_FRESH_AGE,
  PREKEY_GRACE,
  PREKEY_GRACE_MOVED_ON,
  PREKEY_RENEW_AGE,
  PREKEYS_KEPT_MAX,
  SMALL_DEVICES_MAX,
} from './constants.ts'
import type { PrekeyId } from './ids.ts'
import { type ClaimedPrekey, readPrekey, signPrekey } from './prekey.ts'
import type { OwnCertificate } from './signed.ts'

export interface HeldPrekey {
  readonly prekey: ClaimedPrekey
  readonly secret: Uint8Array
  /** As it travels: what the directory gets and events carry. */
  readonly signed: Uint8Array
  /** Milliseconds since 1970; undefined for the newest. */
  readonly supersededAt: number | undefined
  /** Somebody sealed to it. */
  readonly used: boolean
}

export interface PrekeyRing {
  readonly device: PeerIdText
  /** The newest last. */
  readonly held: readonly HeldPrekey[]
  /** When the newest prekey that another device has sealed to was made; kept for few devices only. */
  readonly uses: ReadonlyMap<PeerIdText, number>
}

export function emptyRing(device: PeerIdText): PrekeyRing {
  return { device, held: [], uses: new Map() }
}

export type PrekeyReason = 'none' | 'used' | 'old' | 'certificate' | 'turn'

interface PrekeyMoment {
  readonly certificate: OwnCertificate
  readonly now: Date
  /** Where the prekey is shown: in the directory, or by the events of one small conversation. */
  readonly shown: 'directory' | 'events'
  /** A chain of one's own begins there: its events carry a prekey made for it. */
  readonly turn: boolean
}

/** Why a new prekey is to be made before the newest is shown again. */
export function prekeyDue(ring: PrekeyRing, moment: PrekeyMoment): PrekeyReason | undefined {
  const newest = ring.held.at(-1)
  if (newest === undefined) return 'none'
  const { createdAt, certificate } = newest.prekey
  const byEvents = moment.shown === 'events'
  if (certificate !== moment.certificate.fingerprint) return 'certificate'
  if (byEvents && newest.used) return 'used'
  if (byEvents && moment.turn) return 'turn'
  const limit = byEvents ? PREKEY_FRESH_AGE : PREKEY_RENEW_AGE
  if (moment.now.getTime() - createdAt >= limit || isAhead(createdAt, moment.now)) return 'old'
  return undefined
}

interface RenewInput {
  readonly certificate: OwnCertificate
  readonly signer: Signer
  readonly now: Date
  /** 32 random bytes: the new private half. */
  readonly randomness: Uint8Array
  readonly primitives: SealingPrimitives
}

/** A ring with a new prekey; the one before it is superseded from now on. */
export function renewPrekey(ring: PrekeyRing, input: RenewInput): PrekeyRing {
  const { certificate, now, primitives } = input
  if (certificate.peerId !== ring.device) throw new RangeError('another device’s certificate')
  if (input.randomness.length !== KEY_BYTES) throw new RangeError(`${KEY_BYTES} random bytes are needed`)
  const secret = copyOf(input.randomness)
  const createdAt = nextDate(ring.held.at(-1)?.prekey.createdAt, now)
  const signed = signPrekey(primitives.x25519(secret).publicKey, { ...input, createdAt })
  const made: HeldPrekey = {
    prekey: readPrekey(signed, primitives),
    secret,
    signed,
    supersededAt: undefined,
    used: false,
  }
  const before = ring.held.map((held) =>
    held.supersededAt === undefined ? { ...held, supersededAt: now.getTime() } : held,
  )
  return { ...ring, held: [...before, made].slice(-PREKEYS_KEPT_MAX) }
}

/** @throws Fault PREKEY_UNKNOWN when it was never in this ring or is deleted */
export function heldPrekey(ring: PrekeyRing, id: PrekeyId): HeldPrekey {
  const found = ring.held.find(({ prekey }) => prekey.id === id)
  if (found === undefined) throw new Fault('PREKEY_UNKNOWN')
  return found
}

/** Notes that `by` sealed to a prekey of this ring, after what it sealed was proved. */
export function notePrekeyUse(ring: PrekeyRing, id: PrekeyId, by: PeerIdText): PrekeyRing {
  const { prekey } = heldPrekey(ring, id)
  const uses = new Map(ring.uses)
  uses.set(by, Math.max(uses.get(by) ?? 0, prekey.createdAt))
  return {
    ...ring,
    held: ring.held.map((held) => (held.prekey.id === id ? { ...held, used: true } : held)),
    uses: uses.size <= SMALL_DEVICES_MAX ? uses : ring.uses,
  }
}

/**
 * Deletes the private halves nobody will seal to any more: superseded and a grace over, the shorter one when every
 * other device has sealed to a newer prekey.
 * @param others the other devices of a small conversation; empty for the directory and for large ones
 */
export function forgetPrekeys(ring: PrekeyRing, others: readonly PeerIdText[], now: Date): PrekeyRing {
  const movedOn = Math.min(Number.POSITIVE_INFINITY, ...others.map((device) => ring.uses.get(device) ?? 0))
  const from = others.length > 0 ? movedOn : 0
  const held = ring.held.filter(({ prekey, supersededAt }) => {
    if (supersededAt === undefined) return now.getTime() - prekey.createdAt <= PREKEY_AGE_MAX + PREKEY_GRACE
    const grace = prekey.createdAt < from ? PREKEY_GRACE_MOVED_ON : PREKEY_GRACE
    return now.getTime() - supersededAt <= grace
  })
  const uses = new Map([...ring.uses].filter(([device]) => others.includes(device)))
  return { ...ring, held, uses }
}
