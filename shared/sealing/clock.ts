// Dates of chains and prekeys: one device's are in the order it made them, also when its clock is set back a little.
import { CLOCK_TOLERANCE } from './constants.ts'

/**
 * @param previous of the same device and kind, ms since 1970
 * @returns `now`, or just after `previous`; one dated further ahead than others take is passed over
 */
export function nextDate(previous: number | undefined, now: Date): number {
  const time = now.getTime()
  if (previous === undefined || isAhead(previous, now)) return time
  return Math.max(time, previous + 1)
}

/** Dated further ahead of this clock than clocks may differ. */
export function isAhead(date: number, now: Date): boolean {
  return date > now.getTime() + CLOCK_TOLERANCE
}
