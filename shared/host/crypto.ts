// The real cryptographic primitives, by node:crypto. Holds keys in memory only; never writes one anywhere.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomBytes as nodeRandomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Primitives, SignatureScheme, Signer } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { PUBLIC_KEYS_CACHED_MAX, RSA_MODULUS_BITS } from './constants.ts'

/** Digest name for node:crypto and the key type the scheme needs. Ed25519 hashes by itself (RFC 8032). */
const SCHEMES: Record<SignatureScheme, { digest: string | null; keyType: string; curve?: string }> = {
  'ecdsa-p256-sha256': { digest: 'sha256', keyType: 'ec', curve: 'prime256v1' },
  'ecdsa-p384-sha384': { digest: 'sha384', keyType: 'ec', curve: 'secp384r1' },
  'ecdsa-p521-sha512': { digest: 'sha512', keyType: 'ec', curve: 'secp521r1' },
  'rsa-pkcs1-sha256': { digest: 'sha256', keyType: 'rsa' },
  'rsa-pkcs1-sha384': { digest: 'sha384', keyType: 'rsa' },
  'rsa-pkcs1-sha512': { digest: 'sha512', keyType: 'rsa' },
  ed25519: { digest: null, keyType: 'ed25519' },
}

const publicKeys = new Map<string, KeyObject>()

/** Imports a key once: the cache is bounded and drops the key used longest ago. */
function importPublicKey(spki: Uint8Array): KeyObject {
  const id = hash('sha256', spki, 'base64')
  const known = publicKeys.get(id)
  if (known !== undefined) {
    publicKeys.delete(id)
    publicKeys.set(id, known)
    return known
  }
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  publicKeys.set(id, key)
  if (publicKeys.size > PUBLIC_KEYS_CACHED_MAX) {
    const oldest = publicKeys.keys().next()
    if (oldest.done !== true) publicKeys.delete(oldest.value)
  }
  return key
}

function fits(key: KeyObject, scheme: SignatureScheme): boolean {
  const wanted = SCHEMES[scheme]
  if (key.asymmetricKeyType !== wanted.keyType) return false
  return wanted.curve === undefined || key.asymmetricKeyDetails?.namedCurve === wanted.curve
}

export const primitives: Primitives = {
  sha256: (data) => new Uint8Array(hash('sha256', data, 'buffer')),
  verify(scheme, spki, data, signature) {
    let good: boolean
    try {
      const key = importPublicKey(spki)
      good = fits(key, scheme) && verify(SCHEMES[scheme].digest, data, key, signature)
    } catch (cause) {
      throw new Fault('SIGNATURE_INVALID', { scheme }, { cause })
    }
    if (!good) throw new Fault('SIGNATURE_INVALID', { scheme })
  },
}

function schemeOf(key: KeyObject): SignatureScheme {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return 'ed25519'
    case 'rsa':
      return 'rsa-pkcs1-sha256'
    case 'ec':
      if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ecdsa-p256-sha256'
  }
  throw new Fault('KEY_UNSUPPORTED', { kind: key.asymmetricKeyType ?? 'unknown' })
}

/** @param pkcs8 DER PrivateKeyInfo of a P-256, Ed25519 or RSA key. @throws Fault KEY_UNSUPPORTED */
export function signerFromPkcs8(pkcs8: Uint8Array): Signer {
  let key: KeyObject
  try {
    key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  } catch (cause) {
    throw new Fault('KEY_UNSUPPORTED', { kind: 'unreadable' }, { cause })
  }
  const scheme = schemeOf(key)
  const { digest } = SCHEMES[scheme]
  const spki = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }))
  return { scheme, spki, sign: (data) => new Uint8Array(sign(digest, data, key)) }
}

export type KeyKind = 'p256' | 'ed25519' | 'rsa'

/** Makes a key pair. `pkcs8` is the secret: put it into a vault, then zero it. */
export function generateKey(kind: KeyKind): { pkcs8: Uint8Array; signer: Signer } {
  const pair =
    kind === 'p256'
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      : kind === 'ed25519'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: RSA_MODULUS_BITS, publicExponent: 65_537 })
  const pkcs8 = new Uint8Array(pair.privateKey.export({ type: 'pkcs8', format: 'der' }))
  return { pkcs8, signer: signerFromPkcs8(pkcs8) }
}

/** @returns `count` bytes from the operating system's generator */
export function randomBytes(count: number): Uint8Array {
  return new Uint8Array(nodeRandomBytes(count))
}
