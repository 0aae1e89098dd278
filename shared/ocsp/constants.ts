// Limits of OCSP requests, each with unit and source.

/** Bytes. MAX_ASKED certificates named by SHA-256, the longest nonce and a requestor's name fit. */
export const MAX_OCSP_REQUEST_BYTES = 4_096
/** Certificates one request may ask about. A chain has three; RFC 5019 section 2.1.1 asks about one. */
export const MAX_ASKED = 16
/** Bytes of a nonce (RFC 9654 section 2.1). */
export const NONCE_BYTES = { min: 1, max: 128 } as const
/** Bytes of an issuer's hash: the longest in use is SHA-512. */
export const MAX_ISSUER_HASH_BYTES = 64
