// Limits of the directory's serving side, each with unit and source.

/** Milliseconds in which changes are gathered before everybody who watches is told: 1,000 arrivals, 4 tellings a second. */
export const CHANGES_GATHERED_MS = 250
/** Bytes that may wait for one watcher who does not read before its stream is cut; it will ask again from where it was. */
export const WATCHER_BACKLOG_BYTES_MAX = 1_048_576
/** Streams of this protocol one session may have: one, and the next while the last is closing. */
export const STREAMS_PER_SESSION = 2
/** Milliseconds a watcher is told again of what it may have been told before: clocks of one machine step that much. */
export const OVERLAP_MS = 60_000
/** People a guest may look up in one session within `GUEST_WINDOW_MS`: enough to talk, too few to guess a directory. */
export const GUEST_LOOKUPS = 60
export const GUEST_WINDOW_MS = 60_000
/** Milliseconds an asker may take to read one reply. */
export const REPLY_MS = 30_000
/** Look-ups that are read from the database together when so many have arrived: 100 KB of answers. */
export const LOOKUPS_TOGETHER_MAX = 64
