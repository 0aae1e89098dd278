// Limits of the command line.

/** Longest argument taken, bytes: what Linux itself lets through (MAX_ARG_STRLEN, execve(2)). */
export const ARGUMENT_BYTES_MAX = 131_072
/** Longest path taken, bytes (PATH_MAX of Linux). */
export const PATH_BYTES_MAX = 4096
/** Largest secret read from a file, standard input or a prompt, bytes, its newline included. */
export const SECRET_BYTES_MAX = 1026
/** Random bytes of a secret made where nobody can be asked: 160 bits. */
export const MADE_SECRET_BYTES = 20
/** Longest line taken from a prompt with echo, bytes. */
export const PROMPT_BYTES_MAX = 4096
/** How often a person is asked again after an answer that cannot be taken. */
export const PROMPT_ATTEMPTS_MAX = 5
/** Longest duration an option takes, s: ten years. */
export const DURATION_SECONDS_MAX = 315_360_000
/** Longest part of a value repeated in an error, characters. */
export const SHOWN_VALUE_MAX = 80
/** Width of help where the terminal does not say, columns. */
export const HELP_COLUMNS = 100
/** How often a progress line is drawn again, ms. */
export const PROGRESS_TICK_MS = 100
/** Waiting shorter than this shows no progress line, ms: a flash would only disturb. */
export const PROGRESS_DELAY_MS = 300
/** How often a program that stays looks whether it could give memory back, ms: first connections are made by then. */
export const SETTLE_MS = 3000
/** Share of that time it may have been busy and still counts as idle, 0 to 1. */
export const SETTLE_BUSY_MAX = 0.1
/** Garbage that is worth a collection, bytes: one takes some 30 ms. */
export const SETTLE_GARBAGE_BYTES = 4_194_304
/** Light modules around a QR code (ISO/IEC 18004 section 6.3.8), and what readers still take on a narrow terminal. */
export const QR_QUIET_ZONE = 4
export const QR_QUIET_ZONE_LEAST = 2
