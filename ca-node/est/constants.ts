// Limits of EST, each with unit and source.

/** Characters of an Authorization header: a login, a secret and the longest password, in base64, fit twice. */
export const MAX_CREDENTIALS_LENGTH = 2_048
/** Random bytes of a password nobody knows: as strong as the keys. */
export const UNKNOWN_PASSWORD_BYTES = 32
/** Characters of a line of base64 (RFC 7468 section 2; openssl reads no longer ones). */
export const BASE64_LINE = 64
