// What the parts of conversations share: given once, by the program's composition.
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import type { Primitives, Signer } from '@parley/shared/crypto/primitives.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Sessions, Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { History } from '../history/history.ts'
import type { Store } from '../store/open.ts'
import type { Chats } from './chats.ts'
import type { Expiry } from './expiry.ts'
import type { Feed } from './feed.ts'

/** Who the devices of a person are, as far as is known here and now. */
export interface DeviceDirectory {
  /** @throws Fault PERSON_UNKNOWN, DIRECTORY_UNREACHABLE */
  devicesOf(login: Login): Promise<readonly { readonly peerId: PeerIdText }[]>
}

export interface ConversationsOptions {
  readonly store: Store
  readonly sessions: Sessions
  readonly directory: DeviceDirectory
  readonly trust: Pick<Trust, 'pastRoots' | 'lists' | 'check'>
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
}
