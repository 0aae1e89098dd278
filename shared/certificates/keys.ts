// Public keys as certificates carry them (SubjectPublicKeyInfo), and the identifiers computed from them.
import type { Primitives } from '../crypto/primitives.ts'
import type { PeerIdText } from '../identity/ids.ts'

export type KeyKind = 'ed25519' | 'rsa' | 'p256' | 'p384' | 'p521'

/** The libp2p peer ID of a device key. @throws Fault CERT_KEY_UNSUPPORTED for anything but Ed25519 and RSA */
export function peerIdOfSpki(_spki: Uint8Array, _primitives: Primitives): PeerIdText {
  throw new Error('not yet')
}
