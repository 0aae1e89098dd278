// When a chain must not seal any more and a new one begins: the whole rule, as one function over values.
import { sameBytes } from '../certificates/bytes.ts'
import { isAhead } from './clock.ts'
import { CHAIN_AGE_MAX, CHAIN_MESSAGES_MAX, SMALL_DEVICES_MAX } from './constants.ts'
import type { DeviceSet } from './ids.ts'

export type RotationReason = 'first' | 'devices' | 'messages' | 'age' | 'turn'

/** What the rule needs to know of a chain. */
export interface ChainFacts {
  /** Digest of the devices it was made for. */
  readonly devices: Uint8Array
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Messages sealed so far. */
  readonly next: number
}

export interface Situation {
  /** Everybody who may read from now on, this device included: members' certified devices, none revoked. */
  readonly entitled: DeviceSet
  /** Another device has written in the conversation since this chain began. */
  readonly answered: boolean
  readonly now: Date
}

/** @returns why a new chain must begin before the next message; undefined when the chain may go on */
export function rotationDue(chain: ChainFacts | undefined, situation: Situation): RotationReason | undefined {
  if (chain === undefined) return 'first'
  const { entitled, answered, now } = situation
  if (!sameBytes(chain.devices, entitled.digest)) return 'devices'
  if (chain.next >= CHAIN_MESSAGES_MAX) return 'messages'
  // Dated ahead: this clock was wrong then, or is now.
  if (now.getTime() - chain.startedAt >= CHAIN_AGE_MAX || isAhead(chain.startedAt, now)) return 'age'
  if (answered && entitled.devices.size <= SMALL_DEVICES_MAX) return 'turn'
  return undefined
}
