// Limits of evidence files: what a verifier takes from a stranger.

/** Version of the format this code writes and reads. */
export const EVIDENCE_VERSION = 1
/** Characters of one line: an event with its body in base64, or a revocation list of 16 MiB. */
export const LINE_MAX = 24 * 1024 * 1024
/** Certificates and lists of one file: a large group over years. */
export const PAPERS_MAX = 100_000
/** People who wrote in a conversation: a realm over years. */
export const PEOPLE_MAX = 100_000
/** Contradictions shown. */
export const CONTRADICTIONS_MAX = 1_000
