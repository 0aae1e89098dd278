// The device's one key as libp2p wants it. The bytes live in memory only.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'
import { Fault } from '../../faults/fault.ts'

/** @param pkcs8 DER PrivateKeyInfo of an Ed25519 or RSA key. @throws Fault KEY_UNSUPPORTED */
export function libp2pKey(pkcs8: Uint8Array): PrivateKey {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  switch (key.asymmetricKeyType) {
    case 'ed25519': {
      // libp2p's raw form is seed || public key (RFC 8037 names them d and x).
      const { d = '' } = key.export({ format: 'jwk' })
      const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
      return privateKeyFromRaw(concat([fromString(d, 'base64url'), fromString(x, 'base64url')]))
    }
    case 'rsa':
      return privateKeyFromRaw(new Uint8Array(key.export({ format: 'der', type: 'pkcs1' })))
    default:
      throw new Fault('KEY_UNSUPPORTED', { kind: key.asymmetricKeyType ?? 'unknown' })
  }
}
