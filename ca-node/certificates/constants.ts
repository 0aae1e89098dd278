// Limits of what is said about certificates. Milliseconds unless said otherwise.

/** How often devices that have not renewed are looked for: the look reads a row for each device. */
export const OVERDUE_PERIOD = 3_600_000
/** Of these, named in the log, count; `parley ca certs --overdue` names all. */
export const OVERDUE_NAMED = 10
