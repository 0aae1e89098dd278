// Limits of the device's database.

/** Length of the database key, bytes: AES-256. */
export const KEY_BYTES = 32
/** SQLCipher 4's page, bytes; the file is a whole number of them. */
export const PAGE_BYTES = 4096
/** Pages in the write-ahead log before it is folded into the database (16 MiB): folding costs two fsyncs. */
export const WAL_PAGES = 4096
/** How long writes that may be lost in a crash are collected, ms: each costs a page, however small it is. */
export const LAZY_WRITE_MS = 200
/** Decrypted pages kept in memory at most, KiB: reading one again costs an AES and a HMAC over 4 KiB. */
export const CACHE_KIB = 8_192
