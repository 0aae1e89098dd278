// HPKE (RFC 9180), single-shot, base mode, and only this suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
// ChaCha20-Poly1305. Own code because @hpke/core is asynchronous and three to five times slower: docs/SEALING.md.
// Checked by the RFC's vectors in test/vectors/hpke.json.
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import { joined } from './bytes.ts'
import { KEY_BYTES, NONCE_BYTES } from './constants.ts'

const utf8 = new TextEncoder()
const HPKE_V1 = utf8.encode('HPKE-v1')
/** "KEM", then DHKEM(X25519, HKDF-SHA256) (section 7.1). */
const KEM_SUITE = joined(utf8.encode('KEM'), Uint8Array.of(0x00, 0x20))
/** "HPKE", then KEM, KDF HKDF-SHA256 and AEAD ChaCha20Poly1305 (section 5.1). */
const HPKE_SUITE = joined(utf8.encode('HPKE'), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x03))
const MODE_BASE = Uint8Array.of(0)
const NONE = new Uint8Array()

/** What is sealed to a public key. */
export interface HpkeSealed {
  /** Encapsulated key, 32 bytes. */
  readonly enc: Uint8Array
  readonly ciphertext: Uint8Array
}

interface SealInput {
  /** The recipient's public key. */
  readonly recipient: Uint8Array
  readonly info: Uint8Array
  readonly associated: Uint8Array
  readonly plaintext: Uint8Array
  /** 32 bytes of randomness, used once. */
  readonly ephemeral: Uint8Array
}

interface OpenInput extends HpkeSealed {
  /** The recipient's secret key. */
  readonly secret: Uint8Array
  readonly info: Uint8Array
  readonly associated: Uint8Array
}

/** SealBase (section 6.1). @throws Fault KEY_AGREEMENT_FAILED */
export function hpkeSeal(input: SealInput, primitives: SealingPrimitives): HpkeSealed {
  const { publicKey: enc, sharedWith } = primitives.x25519(input.ephemeral)
  const shared = sharedSecret(sharedWith(input.recipient), joined(enc, input.recipient), primitives)
  const { key, nonce } = keySchedule(shared, input.info, primitives)
  return { enc, ciphertext: primitives.aeadSeal(key, nonce, input.associated, input.plaintext) }
}

/** OpenBase (section 6.1). @throws Fault KEY_AGREEMENT_FAILED, CIPHERTEXT_BROKEN */
export function hpkeOpen(input: OpenInput, primitives: SealingPrimitives): Uint8Array {
  const { publicKey, sharedWith } = primitives.x25519(input.secret)
  const shared = sharedSecret(sharedWith(input.enc), joined(input.enc, publicKey), primitives)
  const { key, nonce } = keySchedule(shared, input.info, primitives)
  return primitives.aeadOpen(key, nonce, input.associated, input.ciphertext)
}

/** ExtractAndExpand (section 4.1). */
function sharedSecret(dh: Uint8Array, kemContext: Uint8Array, primitives: SealingPrimitives): Uint8Array {
  const kdf = labeled(KEM_SUITE, primitives)
  return kdf.expand(kdf.extract(NONE, 'eae_prk', dh), 'shared_secret', kemContext, KEY_BYTES)
}

/** KeySchedule (section 5.1) with neither PSK nor exporter. */
export function keySchedule(
  shared: Uint8Array,
  info: Uint8Array,
  primitives: SealingPrimitives,
): { key: Uint8Array; nonce: Uint8Array } {
  const kdf = labeled(HPKE_SUITE, primitives)
  const context = joined(
    MODE_BASE,
    kdf.extract(NONE, 'psk_id_hash', NONE),
    kdf.extract(NONE, 'info_hash', info),
  )
  const secret = kdf.extract(shared, 'secret', NONE)
  return {
    key: kdf.expand(secret, 'key', context, KEY_BYTES),
    nonce: kdf.expand(secret, 'base_nonce', context, NONCE_BYTES),
  }
}

/** LabeledExtract and LabeledExpand (section 4) over HKDF-SHA256 (RFC 5869). */
function labeled(suite: Uint8Array, { hmacSha256 }: SealingPrimitives) {
  return {
    extract: (salt: Uint8Array, label: string, material: Uint8Array) =>
      hmacSha256(salt, joined(HPKE_V1, suite, utf8.encode(label), material)),
    /** @param length at most 32: one block of HKDF-Expand */
    expand: (key: Uint8Array, label: string, info: Uint8Array, length: number) => {
      const counter = Uint8Array.of(1)
      const size = Uint8Array.of(length >>> 8, length)
      return hmacSha256(key, joined(size, HPKE_V1, suite, utf8.encode(label), info, counter)).subarray(
        0,
        length,
      )
    },
  }
}
