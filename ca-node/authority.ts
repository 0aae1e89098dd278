// What every verb of the authority works with, as one value. Constructed by `start` for the running node and by
// the command line for a node that is off; a verb cannot tell which.
import type { Role } from '@parley/shared/certificates/role.ts'
import type { HostPort } from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { AuditLog } from './audit/log.ts'
import type { Keys } from './keys/open.ts'
import type { LdapLink } from './ldap/link.ts'
import type { PasswordHasher } from './people/password.ts'
import type { Realm } from './realm/realm.ts'
import type { Store } from './store/open.ts'

export interface Authority {
  readonly store: Store
  readonly realm: Realm
  /** Undefined when the vault was not opened: such a verb needs no signature. */
  readonly keys: Keys | undefined
  readonly passwords: PasswordHasher
  readonly live: Live
  /** Undefined where the realm has no LDAP directory, and while the node is off. */
  readonly ldap?: LdapLink | undefined
  /** What everybody did and tried, in a chain that cannot be changed unseen. */
  readonly audit: AuditLog
  readonly log: Log
  now(): Date
}

/** What only the running node can do. While it is off, lists wait and nobody is connected. */
export interface Live {
  /** host:port of the HTTPS, the best first. */
  httpsAddresses(): readonly [HostPort, ...HostPort[]]
  /** The libp2p node: its addresses; none while it is off. */
  p2pAddresses(): readonly string[]
  /** To every connected peer. */
  pushList(der: Uint8Array): void
  /** Ends the sessions of a person or device that is no longer welcome. */
  closeUser(login: Login): void
  closeDevice(peerId: PeerIdText): void
  /** Somebody's entry in the directory is new. */
  personChanged(login: Login): void
  /** Roots, issuing CAs or this node's keys are new: read again, and everybody connected hears of it. */
  realmChanged(): Promise<void>
  /** Devices with a session to this node now. */
  connected(): readonly ConnectedDevice[]
  /** Called when one came or went. @returns a function that ends it */
  onConnected(listener: (device: ConnectedDevice, here: boolean) => void): () => void
}

export interface ConnectedDevice {
  readonly peerId: PeerIdText
  readonly login: Login
  readonly role: Role
  readonly since: Date
}

/** Who asks, for rights and for the audit log. */
export interface Asker {
  /** A login; `keeper` for who has the data folder; undefined for nobody known. */
  readonly who: string | undefined
  /** What they may do goes by it; undefined for nobody known. */
  readonly role: Role | 'keeper' | undefined
  /** An IP address, or `local`. */
  readonly source: string
}

/** Whoever can open the data folder or its control socket. */
export const LOCAL: Asker = { who: 'keeper', role: 'keeper', source: 'local' }

/** Somebody who has not proved who they are. */
export function nobodyAt(source: string): Asker {
  return { who: undefined, role: undefined, source }
}

/** @throws Fault SECRET_NOT_GIVEN when the vault was not opened */
export function keysOf(authority: Authority): Keys {
  if (!authority.keys) throw new Fault('SECRET_NOT_GIVEN', { option: '--passphrase-file' })
  return authority.keys
}
