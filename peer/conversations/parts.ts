// What the parts of conversations share: given once, by the program's composition.
import type { OwnCertificate, VerifiedCert } from '@parley/shared/certificates/check.ts'
import type { Primitives, Signer } from '@parley/shared/crypto/primitives.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Sessions, Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { History } from '../history/history.ts'
import type { Choices } from '../peace/choices.ts'
import type { Rights } from '../peace/rights.ts'
import type { Sealing } from '../sealing/sealing.ts'
import type { Store } from '../store/open.ts'
import type { BegunLines } from './begun.ts'
import type { AuthorCertificates } from './certificates.ts'
import type { Chats } from './chats.ts'
import type { Expiry } from './expiry.ts'
import type { Feed } from './feed.ts'

/** A device of somebody, with its certificate while it holds, and the prekey it showed to everybody. */
export interface KnownDevice {
  readonly peerId: PeerIdText
  readonly cert?: VerifiedCert | undefined
  readonly prekey?: Uint8Array | undefined
}

/** Who the devices of a person are, as far as is known here and now. */
export interface DeviceDirectory {
  /** @throws Fault PERSON_UNKNOWN, DIRECTORY_UNREACHABLE */
  devicesOf(login: Login): Promise<readonly { readonly peerId: PeerIdText }[]>
  /** Devices of somebody that are certified and not revoked, as far as they are known here. */
  known(login: Login): readonly KnownDevice[]
  /** Shows others this device's prekey. */
  show(prekey: Uint8Array): void
  /** Devices came or went. @returns a function that ends it */
  onChange(listener: () => void): () => void
  /** People who keep order in the realm, as far as they are known here. */
  keepers(): readonly Login[]
}

export interface ConversationsOptions {
  readonly store: Store
  readonly sessions: Sessions
  readonly directory: DeviceDirectory
  readonly trust: Pick<Trust, 'pastRoots' | 'lists' | 'check' | 'onChange'>
  /** The device key. */
  readonly signer: Signer
  /** The newest certificate of this device, also while it does not hold. */
  own(): OwnCertificate
  readonly primitives: Primitives
  now(): Date
  readonly log: Log
  /** For waiting times only: 0 to 1. Default: Math.random. */
  random?(): number
}

export interface Parts extends Required<ConversationsOptions> {
  readonly history: History
  readonly chats: Chats
  readonly feed: Feed
  readonly expiry: Expiry
  /** Certificates of those who wrote. */
  readonly certificates: AuthorCertificates
  readonly sealing: Sealing
  /** What the owner decided about others. */
  readonly choices: Choices
  /** Whose word counts when a message is hidden. */
  readonly rights: Rights
  /** Lines that were begun. */
  readonly begun: BegunLines
}
