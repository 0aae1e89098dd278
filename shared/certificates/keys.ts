// Public keys as certificates carry them (SubjectPublicKeyInfo), and the identifiers computed from them.
import { toString as encode } from 'uint8arrays/to-string'
import type { Primitives, SignatureScheme } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { type PeerIdText, peerIdText } from '../identity/ids.ts'
import { hex, sameBytes } from './bytes.ts'
import { DerError, readWhole, TAG } from './der-read.ts'
import { NULL, oid } from './der-write.ts'
import { OID } from './oids.ts'

export type KeyKind = 'ed25519' | 'rsa' | 'p256' | 'p384' | 'p521'

export interface PublicKey {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  /** `other`: well-formed, and of no kind that Parley uses. */
  readonly kind: KeyKind | 'other'
  readonly bits: number
  /** RSA only. */
  readonly exponent?: number
  /** The BIT STRING: an Ed25519 key, an EC point, or a DER RSAPublicKey. */
  readonly raw: Uint8Array
}

/** How a key of each kind signs in Parley. */
export const SCHEME_OF_KIND = {
  ed25519: 'ed25519',
  rsa: 'rsa-pkcs1-sha256',
  p256: 'ecdsa-p256-sha256',
  p384: 'ecdsa-p384-sha384',
  p521: 'ecdsa-p521-sha512',
} as const satisfies Record<KeyKind, SignatureScheme>

const CURVES = [
  { kind: 'p256', bits: 256, parameters: oid(OID.p256) },
  { kind: 'p384', bits: 384, parameters: oid(OID.p384) },
  { kind: 'p521', bits: 521, parameters: oid(OID.p521) },
] as const

/** @throws DerError */
export function readPublicKey(spki: Uint8Array): PublicKey {
  return readWhole(spki, TAG.sequence, (info) => {
    const algorithm = info.enter(TAG.sequence)
    const name = algorithm.oid()
    const parameters = algorithm.more ? algorithm.whole() : undefined
    algorithm.finish()
    const raw = info.bits()
    if (name === OID.ed25519) return { spki, raw, ...ed25519(raw, parameters) }
    if (name === OID.rsaEncryption) return { spki, raw, ...rsa(raw, parameters) }
    if (name === OID.ecPublicKey) return { spki, raw, ...ellipticCurve(raw, parameters) }
    return { spki, raw, kind: 'other', bits: 0 }
  })
}

function ed25519(raw: Uint8Array, parameters: Uint8Array | undefined) {
  if (parameters !== undefined || raw.length !== 32) throw new DerError('bad Ed25519 key')
  return { kind: 'ed25519', bits: 256 } as const
}

function rsa(raw: Uint8Array, parameters: Uint8Array | undefined) {
  if (parameters === undefined || !sameBytes(parameters, NULL)) throw new DerError('bad RSA key')
  return readWhole(raw, TAG.sequence, (key) => {
    const modulus = key.unsigned()
    const exponent = key.unsigned()
    const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24
    // Larger exponents exist on paper only; 0 is refused by whoever asks for 65537.
    const value = exponent.length <= 4 ? exponent.reduce((sum, byte) => sum * 256 + byte, 0) : 0
    if (((modulus.at(-1) ?? 0) & 1) === 0) throw new DerError('bad RSA key')
    return { kind: 'rsa', bits, exponent: value } as const
  })
}

function ellipticCurve(raw: Uint8Array, parameters: Uint8Array | undefined) {
  if (parameters === undefined) throw new DerError('bad EC key')
  const curve = CURVES.find((each) => sameBytes(each.parameters, parameters))
  if (curve === undefined) return { kind: 'other', bits: 0 } as const
  const size = 2 * Math.ceil(curve.bits / 8)
  if (raw[0] !== 4 || raw.length !== 1 + size) throw new DerError('bad EC point')
  return { kind: curve.kind, bits: curve.bits } as const
}

/** Keys already hashed: one check asks for the same identifier in several places. */
const keyIds = new WeakMap<PublicKey, Uint8Array>()

/** Subject key identifier: RFC 7093 section 2 method 1, the first 20 bytes of SHA-256 over the BIT STRING. */
export function keyIdOf(key: PublicKey, primitives: Primitives): Uint8Array {
  const known = keyIds.get(key)
  if (known !== undefined) return known
  const keyId = primitives.sha256(key.raw).subarray(0, 20)
  keyIds.set(key, keyId)
  return keyId
}

export function hexKeyIdOf(key: PublicKey, primitives: Primitives): string {
  return hex(keyIdOf(key, primitives))
}

/** multihash `identity`, 36 bytes: protobuf PublicKey { Type: Ed25519, Data: 32 bytes } (libp2p peer-ids spec). */
const ED25519_PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20)
/** multihash `sha2-256`, 32 bytes. */
const SHA256_PREFIX = Uint8Array.of(0x12, 0x20)

/** The libp2p peer ID of a device key. @throws Fault CERT_KEY_UNSUPPORTED for anything but Ed25519 and RSA */
export function peerIdOfSpki(spki: Uint8Array, primitives: Primitives): PeerIdText {
  try {
    return peerIdOfKey(readPublicKey(spki), primitives)
  } catch (cause) {
    if (cause instanceof DerError) throw new Fault('CERT_KEY_UNSUPPORTED', { kind: '?' }, { cause })
    throw cause
  }
}

/** @throws Fault CERT_KEY_UNSUPPORTED */
export function peerIdOfKey(key: PublicKey, primitives: Primitives): PeerIdText {
  switch (key.kind) {
    case 'ed25519':
      return base58(ED25519_PREFIX, key.raw)
    case 'rsa':
      return base58(SHA256_PREFIX, primitives.sha256(rsaPublicKeyMessage(key.spki)))
    default:
      throw new Fault('CERT_KEY_UNSUPPORTED', { kind: key.kind })
  }
}

/** protobuf PublicKey { Type: RSA (0), Data: SubjectPublicKeyInfo }. */
function rsaPublicKeyMessage(spki: Uint8Array): Uint8Array {
  const length = spki.length < 0x80 ? [spki.length] : [(spki.length & 0x7f) | 0x80, spki.length >> 7]
  return Uint8Array.from([0x08, 0x00, 0x12, ...length, ...spki])
}

function base58(prefix: Uint8Array, rest: Uint8Array): PeerIdText {
  const multihash = new Uint8Array(prefix.length + rest.length)
  multihash.set(prefix)
  multihash.set(rest, prefix.length)
  return peerIdText(encode(multihash, 'base58btc'))
}
