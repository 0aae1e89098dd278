// Limits and costs of the Node edges both sides share.

/** argon2id memory for what a passphrase seals, KiB (RFC 9106 section 4, second recommended option: 64 MiB). */
export const ARGON2_MEMORY_KIB = 65_536
/** argon2id passes for it (RFC 9106 section 4, second recommended option). */
export const ARGON2_PASSES = 3
/** argon2id lanes for it. RFC 9106 says 4; small machines have fewer cores, the memory cost is what counts. */
export const ARGON2_LANES = 1
/** Bounds of what a file may ask of this machine, so that a forged one cannot exhaust it. */
export const ARGON2_MEMORY_KIB_MAX = 1_048_576
export const ARGON2_PASSES_MAX = 32
export const ARGON2_LANES_MAX = 16
/** Largest vault file read, bytes: a few keys of at most 3 KiB each, with room. */
export const VAULT_FILE_BYTES_MAX = 262_144
/** Largest secret kept in a vault, bytes: an RSA-4096 key in PKCS#8 has 2.4 KiB. */
export const VAULT_SECRET_BYTES_MAX = 16_384
/** Largest passphrase taken, bytes. */
export const PASSPHRASE_BYTES_MAX = 1024

/** Imported public keys kept ready, count: importing one costs about as much as verifying with it. */
export const PUBLIC_KEYS_CACHED_MAX = 2048

/** RSA modulus made when a person asks for RSA, bits (NIST SP 800-57 part 1: 128-bit strength). */
export const RSA_MODULUS_BITS = 3072

/** Size at which a log file is set aside, bytes, and how many old ones are kept. */
export const LOG_FILE_BYTES_MAX = 8_388_608
export const LOG_FILES_KEPT = 3
/** How often the size of the log is looked at, ms. */
export const LOG_SIZE_CHECK_MS = 10_000
