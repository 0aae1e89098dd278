// Limits of certificates, requests and revocation lists, each with unit and source.

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** Bytes. A device certificate with an RSA-4096 key and long URLs takes 1,500; nothing larger is parsed. */
export const MAX_CERTIFICATE_BYTES = 8_192
/** Bytes. An RSA-4096 request takes 1,200; openssl adds little. */
export const MAX_CSR_BYTES = 8_192
/** Bytes. 100,000 entries take 3.9 MB. */
export const MAX_REVOCATION_LIST_BYTES = 8 * 1_048_576
/** Certificates in a presented chain: device, issuing CA and, if it likes, the root. */
export const MAX_CHAIN_LENGTH = 3
/** Roots a checker trusts at once: rotation needs two. */
export const MAX_ROOTS = 8
/** Constructed values inside each other; a certificate needs 8. */
export const MAX_DER_DEPTH = 16
/** Extensions in one certificate or list; the widest profile has 9. */
export const MAX_EXTENSIONS = 32
/** Arcs of an object identifier, and bytes of one. */
export const MAX_OID_BYTES = 64
/** Bytes of a serial number (RFC 5280 section 4.1.2.2). */
export const MAX_SERIAL_BYTES = 20
/** Bytes of Parley's serials: 126 random bits, more than the 64 that CAs need (CA/B BR 7.1). */
export const SERIAL_BYTES = 16
/** Characters of one URL in a certificate. */
export const MAX_URL_LENGTH = 256
/** Names in one HTTPS certificate: a machine with many addresses has 20. */
export const MAX_ALT_NAMES = 64

/** Bits of a device's RSA key: below is weak, above is slow for everybody who checks. */
export const RSA_BITS = { min: 2048, max: 4096 } as const
/** The one public exponent: others are slow, or need care that signers forget. */
export const RSA_EXPONENT = 65_537

/**
 * Milliseconds by which the authority dates notBefore and thisUpdate back, so that a device whose clock is slow by
 * less accepts what was signed this instant. The check itself has no tolerance: an expired certificate is expired.
 */
export const BACK_DATING = HOUR

/** Milliseconds a certificate may be valid, from notBefore to notAfter. */
export const MAX_VALIDITY = {
  root: 25 * YEAR,
  issuing: 5 * YEAR + 2 * DAY, // 5 years with their leap days
  device: 90 * DAY,
  https: 398 * DAY, // what browsers take (CA/B BR 6.3.2)
  ocsp: 14 * DAY, // nobody asks whether it was revoked: it must end soon by itself
} as const
/** Milliseconds: a device certificate as a realm starts with it, and back-dating comes on top. */
export const DEVICE_VALIDITY = 7 * DAY
/** Milliseconds from now to nextUpdate of an issuing CA's list. */
export const REVOCATION_LIST_LIFETIME = 7 * DAY
/** Milliseconds from now to nextUpdate of a root's list: the root is offline and signs rarely. */
export const ROOT_REVOCATION_LIST_LIFETIME = YEAR
/** Milliseconds after nextUpdate in which a list still serves for known contacts, with a warning. */
export const REVOCATION_GRACE = 14 * DAY

/** Milliseconds after its expiry in which a device may still renew its certificate (DESIGN.md, Certificates). */
export const RENEWAL_GRACE = 30 * DAY

/** Remembered signature checks of one cache: 32-byte keys, so under 2 MB. */
export const SIGNATURE_CACHE_ENTRIES = 10_000
