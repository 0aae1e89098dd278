// Names and limits of the handshake and of what is said later about papers.
import {
  MAX_CERTIFICATE_BYTES,
  MAX_CHAIN_LENGTH,
  MAX_REVOCATION_LIST_BYTES,
} from '../certificates/constants.ts'

/** Multistream id under which peers negotiate encryption; `/noise` alone is never offered. */
export const CERTIFIED_NOISE_PROTOCOL = '/parley/certified-noise/1'
/** In-session exchange of renewed chains and newer revocation lists. */
export const PAPERS_PROTOCOL = '/parley/1/papers'

/** Certificates a Hello may carry: one more than a chain may have, so that the checker names that fault. */
export const HELLO_CERTIFICATES_MAX = MAX_CHAIN_LENGTH + 1
/** Issuers whose lists one peer may name, count: roots and issuing CAs of one realm. */
export const LISTS_MAX = 16
/** Longest key identifier of an issuer, bytes (SHA-1 has 20, SHA-256 32). */
export const ISSUER_ID_BYTES_MAX = 32

/** Largest frame without revocation lists, bytes: a Hello with the largest certificates allowed. */
export const HELLO_BYTES_MAX = HELLO_CERTIFICATES_MAX * (MAX_CERTIFICATE_BYTES + 4) + LISTS_MAX * 64
/** Largest frame of revocation lists, bytes: one of the largest size and small ones of other issuers. */
export const LISTS_BYTES_MAX = MAX_REVOCATION_LIST_BYTES + 1_048_576
/** The same from somebody whose root this side does not know yet: the lists of roots, and what a new root's CAs revoked. */
export const STRANGER_LISTS_BYTES_MAX = 2 * 1_048_576
/** Longest fault code, characters. */
export const CODE_CHARACTERS_MAX = 64
