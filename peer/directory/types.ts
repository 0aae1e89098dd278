// What a peer knows of people: shapes for conversations, the local API and the faces. Holds no rule.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'

export interface KnownDevice {
  readonly peerId: PeerIdText
  /** What its owner calls it; empty when only its certificate is known. */
  readonly name: string
  /** A session with this peer is open, or the directory says it is connected to the authority. */
  readonly online: boolean
  readonly addresses: readonly string[]
  /** Where the chain came from. */
  readonly source: 'session' | 'directory' | 'own'
  /** Leaf, issuing CA. DER. Was proved when it was taken. */
  readonly chain: readonly Uint8Array[]
  /** Checked just now; undefined when it no longer holds. */
  readonly cert: VerifiedCert | undefined
  /** Why not, when `cert` is undefined: CERT_EXPIRED of a device that was off for long, CERT_REVOKED... */
  readonly code: FaultCode | undefined
  /** What it shows to everybody, as the directory tells it; not looked at. */
  readonly prekey: Uint8Array | undefined
}

export interface KnownPerson {
  readonly login: Login
  /** Empty where the directory has none, or was never asked. */
  readonly firstName: string
  readonly lastName: string
  readonly role: Role
  readonly status: 'active' | 'suspended'
  readonly online: boolean
  readonly self: boolean
  readonly devices: readonly KnownDevice[]
}

export interface DirectoryState {
  readonly state: 'reachable' | 'unreachable' | 'off'
  readonly since: Date
}

export interface Directory {
  state(): DirectoryState
  /** Asks the directory where it can be reached, and answers from what is known where not. @throws Fault PERSON_UNKNOWN, DIRECTORY_UNTRUSTED */
  lookup(login: Login, signal: AbortSignal): Promise<KnownPerson>
  /** By the beginning of login or names. Asks the directory where it can be reached. */
  search(words: string, limit: number, signal: AbortSignal): Promise<readonly KnownPerson[]>
  /** Everybody known, ordered by login: directory, cache and live sessions. */
  list(): readonly KnownPerson[]
  /** What is known now, without asking anybody. */
  person(login: Login): KnownPerson | undefined
  /**
   * The devices a message for `login` is for: certified, not revoked; those whose certificate ran out while they were
   * off among them. Asks the directory when nobody of that login is known. @throws Fault PERSON_UNKNOWN
   */
  devicesOf(login: Login, signal?: AbortSignal): Promise<readonly KnownDevice[]>
  /** People who keep order in the realm and are not suspended, as far as they are known here; those who are there first. */
  keepers(): readonly Login[]
  /** Devices of somebody, known now: as devicesOf(), without asking anybody. */
  known(login: Login): readonly KnownDevice[]
  /** Whether a device is known to have been revoked for good; its person may have others. */
  isRevoked(device: PeerIdText): boolean
  /** Shows others this device's prekey, through the directory, now and whenever it can be reached again. */
  show(prekey: Uint8Array): void
  /** People, presence or state changed; coalesced. @returns a function that ends it */
  onChange(listener: () => void): () => void
  stop(): void
}
