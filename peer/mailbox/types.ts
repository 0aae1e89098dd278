// What mailboxes need of conversations and sealing, and what the daemon sees of them. Shapes only.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import type { ChainTag } from '@parley/shared/events/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { DevicePlace } from '../history/places.ts'

/** A conversation, by the chain this device writes in it. */
export interface OwnChain {
  readonly own: { readonly tag: ChainTag }
}

/** A stretch of an own chain, sealed for one device. */
export interface Stretch {
  readonly chat: OwnChain
  /** The last event in it. */
  readonly upTo: number
  readonly parcel: Uint8Array
}

/** Both ends of what travels through mailboxes: nothing in between can read it. */
export interface Post {
  /** What a device lacks of own chains, above what is said of each: bounded, in the order of each chain. */
  parcelsFor(device: DevicePlace, above: (chat: OwnChain) => number): readonly Stretch[]
  /** Resolves when what is in it is on this disk. @throws Fault when it is refused */
  takeParcel(parcel: Uint8Array, holder: VerifiedCert): Promise<void>
  /** An own chain has left this device up to that event. */
  left(chain: ChainTag, upTo: number): void
}

/** The post, and who waits for it. */
export interface PostOffice extends Post {
  /** @param listener is told of devices that lack something and cannot be reached: at each vain attempt, and for more */
  onAbsent(listener: (device: DevicePlace) => void): void
}

/** Who leaves something here, as their certificate says. */
export type Depositor = Pick<VerifiedCert, 'login' | 'peerId' | 'issuerKeyId' | 'serial'> & {
  readonly login: Login
}

export interface Held {
  /** Whether more is taken. What is held is handed over in any case. */
  readonly state: 'on' | 'off'
  readonly parcels: number
  readonly bytes: number
  /** Devices it is for. */
  readonly devices: number
}

export interface Mailbox {
  held(): Held
  /** Until the program ends. */
  setHolding(on: boolean): void
  /** A device that lacks something could not be reached. */
  absent(device: DevicePlace): void
  stop(): Promise<void>
}
