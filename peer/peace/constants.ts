// Limits of peace, each with unit and reason.

/** People one can have blocked, and conversations muted, at once: each is a signed event and some hundred bytes of memory. */
export const CHOICES_MAX = 10_000
/** Moderators one report goes to: those of a large realm take turns, and each copy is an event on both disks. */
export const REPORT_RECIPIENTS_MAX = 32
/** Pieces of reports read for one list: some thousand reports. */
export const REPORT_PIECES_MAX = 4_096
/** Reports in one answer, the newest. */
export const REPORTS_MAX = 500
/** Certificates whose role is remembered, count: each is read from disk once. */
export const ROLES_REMEMBERED = 1_024
