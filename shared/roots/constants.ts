// Limits of root lists, each with unit and source.
import { MAX_CERTIFICATE_BYTES, MAX_ROOTS } from '../certificates/constants.ts'

/** Lists a realm may ever make: a change of root takes three, and roots last 20 years. Count. */
export const ROOT_LISTS_MAX = 32
/** Bytes of one list: every root in it at its largest, and as many signatures. */
export const ROOT_LIST_BYTES_MAX = MAX_ROOTS * (MAX_CERTIFICATE_BYTES + 256)
/** Bytes of all lists together as they travel: a root takes 500, so a realm's 32 lists of 2 to 8 roots stay far below. */
export const ROOT_LISTS_BYTES_MAX = 262_144
