// Limits of requests that wait for approval. Milliseconds unless said otherwise.

const DAY = 24 * 3_600_000

/** A request nobody decided about, and a decision nobody fetched: long enough for a week away. */
export const REQUEST_LIFE = 7 * DAY
/** A second factor that is being set up stays the same this long, so that what was scanned already still counts. */
export const SETUP_LIFE = 7 * DAY
/** How often a waiting device may ask (seconds), for few and for many of them. */
export const ASK_AGAIN_SECONDS = { least: 2, most: 120 } as const
/** Waiting devices that ask together in one second: half of what one address may (constants.ts, RATE_LIMIT). */
export const ASKING_PER_SECOND = 5
/** What an administrator may write to who was refused, characters. */
export const MAX_REASON = 200
/** How long the recovery codes of a second factor can be made anew by a device whose first answer was lost. */
export const LOST_ANSWER_TIME = 3_600_000
/** A link by which one device lets another one in: used at once, or not at all. */
export const DEVICE_LINK_LIFE = 10 * 60_000
/** Such links of one person that wait to be used, count: one for each device they may have. */
export const MAX_OPEN_DEVICE_LINKS = 8
