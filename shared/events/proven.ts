// Events that count: only compose() (own ones) and accept() (others', signature checked) make them.
import type { Fingerprint, PeerIdText } from '../identity/ids.ts'
import type { Login } from '../identity/login.ts'
import type { Content } from './body.ts'
import type { Event } from './burst.ts'
import type { Clock } from './clock.ts'

declare const proven: unique symbol

/** The newest event of a chain: what the next one must follow. */
export interface Head extends Clock {
  readonly seq: number
  readonly hash: Uint8Array
}

export interface ProvenEvent extends Event {
  /** undefined for a kind from the future, and where the body is gone. */
  readonly content: Content | undefined
}

export interface ProvenParts {
  readonly author: {
    readonly login: Login
    readonly peerId: PeerIdText
  }
  /** Certificates the events name, the newest last. */
  readonly certificates: ReadonlyMap<Fingerprint, readonly Uint8Array[]>
  readonly events: readonly ProvenEvent[]
  readonly head: Head
  /** Over the hash of the last event. */
  readonly signature: Uint8Array
}

/** Consecutive events under one good signature of the author's certified device. */
export interface ProvenBurst extends ProvenParts {
  readonly [proven]: true
}

/** For compose() and accept() alone: whoever else calls it claims a check that was not made. */
export function proveBurst(parts: ProvenParts): ProvenBurst {
  return parts as ProvenBurst
}

export function headOf({ header, hash }: Event): Head {
  return { seq: header.seq, hash, time: header.time, count: header.count }
}
