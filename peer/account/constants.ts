// Limits of a person's account at the authority, asked for from the command line. Milliseconds.

/** Until an address of the authority has answered with the root: as when a certificate is renewed. */
export const PROBE_TIMEOUT = 5000
/** One request: in a crowd the authority may make us wait two minutes for a password hash. */
export const ACCOUNT_TIMEOUT = 180_000
