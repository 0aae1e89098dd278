// The cryptographic operations pure code needs, as a value: shared/host/crypto.ts holds the real ones.

/** Signature schemes Parley reads or writes. Hash and padding are part of the name. */
export type SignatureScheme =
  | 'ecdsa-p256-sha256'
  | 'ecdsa-p384-sha384'
  | 'ecdsa-p521-sha512'
  | 'rsa-pkcs1-sha256'
  | 'rsa-pkcs1-sha384'
  | 'rsa-pkcs1-sha512'
  | 'ed25519'

export interface Primitives {
  /** @returns 32 bytes */
  sha256(data: Uint8Array): Uint8Array
  /** @param spki DER SubjectPublicKeyInfo. @throws Fault SIGNATURE_INVALID, also for a key it cannot read */
  verify(scheme: SignatureScheme, spki: Uint8Array, data: Uint8Array, signature: Uint8Array): void
}

/** A private key that signs and never shows itself. */
export interface Signer {
  readonly scheme: SignatureScheme
  /** DER SubjectPublicKeyInfo of its public half. */
  readonly spki: Uint8Array
  sign(data: Uint8Array): Uint8Array
}
