// Noise's cryptography with keys imported once: the library's default imports each private key anew for every
// operation, which is most of what a handshake costs. Ciphers and hashes are those of its default.
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
} from 'node:crypto'
import { ChaCha20Poly1305, newInstance } from '@chainsafe/as-chacha20poly1305'
import { type ICryptoInterface, pureJsCrypto } from '@chainsafe/libp2p-noise'
import type { PrivateKey } from '@libp2p/interface'
import type { Uint8ArrayList } from 'uint8arraylist'
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'

/** DER before the 32 bytes of a raw key (RFC 8410 section 7 and 4). */
const X25519_PKCS8 = fromString('302e020100300506032b656e04220420', 'hex')
const ED25519_PKCS8 = fromString('302e020100300506032b657004220420', 'hex')
const RAW_KEY_BYTES = 32

/** Private keys this module made, by the very bytes object Noise holds; they go with it. */
const imported = new WeakMap<object, KeyObject>()

export const noiseCrypto: ICryptoInterface = {
  ...pureJsCrypto,
  hashSHA256: (data) => new Uint8Array(hash('sha256', data.subarray(), 'buffer')),
  generateX25519KeyPair() {
    const pair = generateKeyPairSync('x25519')
    const publicKey = rawOf(pair.publicKey.export({ type: 'spki', format: 'der' }))
    // Noise wants bytes to hold; what is computed with is the key they stand for.
    const privateKey = rawOf(pair.privateKey.export({ type: 'pkcs8', format: 'der' }))
    imported.set(privateKey, pair.privateKey)
    return { publicKey, privateKey }
  },
  generateX25519SharedKey(privateKey, publicKey) {
    return new Uint8Array(
      diffieHellman({
        privateKey: imported.get(privateKey) ?? importPrivate(privateKey.subarray()),
        publicKey: createPublicKey({
          key: { kty: 'OKP', crv: 'X25519', x: toText(publicKey.subarray(), 'base64url') },
          format: 'jwk',
        }),
      }),
    )
  },
  chaCha20Poly1305Encrypt: (plain, nonce, ad, key) => seal(plain.subarray(), nonce, ad, key),
  chaCha20Poly1305Decrypt: (sealed, nonce, ad, key) => open(sealed.subarray(), nonce, ad, key),
}

/** Bytes from which OpenSSL's ChaCha20-Poly1305 is faster than WebAssembly's: its set-up costs 10 us (measured). */
const OPENSSL_FROM_BYTES = 1_200
const TAG_BYTES = 16
const CIPHER = 'chacha20-poly1305'
const wasm = new ChaCha20Poly1305(newInstance())

function seal(plain: Uint8Array, nonce: Uint8Array, ad: Uint8Array, key: Uint8Array): Uint8Array {
  if (plain.length < OPENSSL_FROM_BYTES) return wasm.seal(key, nonce, plain, ad)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(ad, { plaintextLength: plain.length })
  const body = cipher.update(plain)
  cipher.final()
  return concat([body, cipher.getAuthTag()], plain.length + TAG_BYTES)
}

/** @throws when the tag does not fit */
function open(sealed: Uint8Array, nonce: Uint8Array, ad: Uint8Array, key: Uint8Array): Uint8Array {
  if (sealed.length < OPENSSL_FROM_BYTES) {
    const plain = wasm.open(key, nonce, sealed, ad)
    if (plain === null) throw new Error('the Noise message was altered')
    return plain
  }
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(ad, { plaintextLength: end })
  decipher.setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(0, end))
  decipher.final()
  return plain
}

/** `key` with a faster way to sign; the same key in every other way. */
export function quickSigner(key: PrivateKey): PrivateKey {
  if (key.type !== 'Ed25519') return key
  const seed = key.raw.subarray(0, RAW_KEY_BYTES)
  const ready = createPrivateKey({
    key: Buffer.from(concat([ED25519_PKCS8, seed])),
    type: 'pkcs8',
    format: 'der',
  })
  const quick: PrivateKey = Object.create(key, {
    sign: {
      value: (data: Uint8Array | Uint8ArrayList) => new Uint8Array(sign(null, data.subarray(), ready)),
    },
  })
  return quick
}

function importPrivate(raw: Uint8Array): KeyObject {
  const der = concat([X25519_PKCS8, raw])
  return createPrivateKey({ key: Buffer.from(der), type: 'pkcs8', format: 'der' })
}

/** Both DER forms end in the raw key. */
function rawOf(der: Uint8Array): Uint8Array {
  return Uint8Array.from(der.subarray(der.length - RAW_KEY_BYTES))
}
