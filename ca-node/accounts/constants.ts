// Every limit of accounts: passwords, second factors, sessions, reset links. Milliseconds unless said otherwise.

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How tries of one kind are slowed down: `free` of them, then waits that double from `first` to `longest`. */
export interface Bound {
  readonly free: number
  readonly first: number
  readonly longest: number
  /** After this long without a try all is forgotten. */
  readonly forget: number
}

// --- second factor (RFC 6238; the values every authenticator app knows) ---
export const TOTP_DIGITS = 6
export const TOTP_PERIOD_SECONDS = 30
/** RFC 4226 section 4 R6: 160 bits recommended. */
export const TOTP_SECRET_BYTES = 20
/** Steps before and after now that count, for clocks that drift (RFC 6238 section 5.2 and 6). */
export const TOTP_WINDOW = 1
export const RECOVERY_CODES = 10
/** 20 characters of base 32 are 100 random bits: out of reach of guessing even for who stole the hashes. */
export const RECOVERY_CODE_CHARACTERS = 20
/** Characters of anything that may be a code, before it is looked at. */
export const MAX_CODE_LENGTH = 64

// --- how tries are slowed down (NIST SP 800-63B section 5.2.2: at most 100 in a row) ---
/** One login from one place: a person who mistypes barely notices, a guesser gets about 100 tries a day. */
export const PASSWORD_FROM_ONE_PLACE: Bound = {
  free: 5,
  first: 2 * SECOND,
  longest: 15 * MINUTE,
  forget: 1 * DAY,
}
/** One login from all places where it never signed in before. Places it knows are not counted here. */
export const PASSWORD_FROM_ANYWHERE: Bound = {
  free: 50,
  first: 10 * SECOND,
  longest: 15 * MINUTE,
  forget: 1 * DAY,
}
/** One place, all logins: guessing one password for everybody. A school behind one address fits. */
export const PLACE_FOR_ALL_LOGINS: Bound = {
  free: 200,
  first: 1 * SECOND,
  longest: 1 * MINUTE,
  forget: 10 * MINUTE,
}
/** Codes: 3 in a million are right at any time, so about 30 tries a day leave a guesser 1 chance in 10,000. */
export const CODE_FROM_ONE_PLACE: Bound = { free: 5, first: 5 * SECOND, longest: 1 * HOUR, forget: 1 * DAY }
export const CODE_FROM_ANYWHERE: Bound = { free: 10, first: 30 * SECOND, longest: 1 * HOUR, forget: 1 * DAY }
/** Nothing above is remembered longer. */
export const LONGEST_MEMORY = 1 * DAY
/** Rows of counted tries. Above it the oldest go first: a stranger who invents logins cannot fill the disk. */
export const MAX_TRIES_KEPT = 100_000
/** How often a first try that two nodes count at once is counted again. */
export const MAX_CLAIM_RETRIES = 3
/** Places a person has signed in from that are remembered, and for how long. */
export const MAX_KNOWN_PLACES = 16
export const KNOWN_PLACE_LIFE = 90 * DAY

// --- sessions over HTTPS (OWASP ASVS 3.3: at most 12 h, and half an hour idle, for what is worth protecting) ---
export const SESSION_SECRET_BYTES = 32
export const SESSION_LIFE = 12 * HOUR
export const SESSION_IDLE = 30 * MINUTE
/** How exactly the last use is kept: not every request writes. */
export const SESSION_SEEN_PERIOD = 1 * MINUTE
/** After this, what changes how one proves oneself wants the password again. */
export const SESSION_FRESH = 5 * MINUTE
/** Of one person. Above it the oldest ends. */
export const MAX_SESSIONS_OF_ONE = 20
/** Rows of one page of sessions. */
export const MAX_SESSIONS_LISTED = 1000
/** Characters of User-Agent that are kept, to tell one's sessions apart. */
export const MAX_AGENT_LENGTH = 200
/** Random bytes of what a browser keeps to be known again, and for how long. */
export const BROWSER_TOKEN_BYTES = 16
/** Bytes of the body of a verb: a CSV import of people is the largest. Read only from who is signed in. */
export const MAX_VERB_BYTES = 8 * 1024 * 1024

// --- reset links ---
export const RESET_LINK_LIFE = 24 * HOUR
