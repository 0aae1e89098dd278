// The operations sealing needs beyond Primitives, as a value: shared/host/sealing.ts holds the real ones.
import type { Primitives } from './primitives.ts'

/** One half of an X25519 agreement (RFC 7748 section 6.1). */
export interface KeyAgreement {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** @returns 32 bytes. @throws Fault KEY_AGREEMENT_FAILED for a point of small order or another length */
  sharedWith(publicKey: Uint8Array): Uint8Array
}

export interface SealingPrimitives extends Primitives {
  /** HMAC-SHA-256 (RFC 2104). @returns 32 bytes */
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array
  /** ChaCha20-Poly1305 (RFC 8439). Key 32 bytes, nonce 12. @returns ciphertext, then the 16-byte tag */
  aeadSeal(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array
  /** @param sealed ciphertext and tag. @throws Fault CIPHERTEXT_BROKEN */
  aeadOpen(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array
  /** @param secret 32 bytes of randomness */
  x25519(secret: Uint8Array): KeyAgreement
}
