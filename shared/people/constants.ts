// Limits of what people say about themselves. Lengths are Unicode code points after normalisation.

/** RFC 5280 upper bound of a common name (ub-common-name), the tightest place a name may ever have to fit. */
export const MAX_NAME = 64
/** Marks that may stand on one letter: Vietnamese needs 2, Hebrew pointing 3; more is a stacked-marks trick. */
export const MAX_MARKS = 4
/** RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3 (path of 256 minus the angle brackets). */
export const MAX_EMAIL_LOCAL = 64
export const MAX_EMAIL = 254
/** Printed card numbers: a school's are 5-10 digits, ISO/IEC 7812 at most 19, and some carry letters and dashes. */
export const MIN_CARD = 4
export const MAX_CARD = 32
/** NIST SP 800-63B section 5.1.1.2 asks for 8 at least and 64 allowed at least; passwords here also face offline theft. */
export const MIN_PASSWORD = 10
export const MAX_PASSWORD = 256
/** A login or name shorter than this may stand in a password: `li` is in half of all words. */
export const MIN_NAME_IN_PASSWORD = 3
