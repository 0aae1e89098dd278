// A person as the directory tells it: claims, until each device's chain was checked.

import type { Role } from '../certificates/role.ts'
import type { PeerIdText } from '../identity/ids.ts'
import type { Login } from '../identity/login.ts'

export type PersonStatus = 'active' | 'suspended'

export interface ClaimedDevice {
  readonly peerId: PeerIdText
  readonly name: string
  /** Leaf, issuing CA. DER. */
  readonly chain: readonly Uint8Array[]
  readonly addresses: readonly string[]
  readonly online: boolean
  /** Signed; not looked at by the directory's reader. Empty when it has shown none. */
  readonly prekey: Uint8Array
}

export interface ClaimedPerson {
  readonly login: Login
  readonly firstName: string
  readonly lastName: string
  readonly role: Role
  readonly status: PersonStatus
  readonly devices: readonly ClaimedDevice[]
}

/** Who came, went, or can be dialled elsewhere. */
export interface Presence {
  readonly peerId: PeerIdText
  readonly online: boolean
  readonly addresses: readonly string[]
}
