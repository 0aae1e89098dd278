// The hybrid logical clock: never behind what was seen, close to the wall clock (Kulkarni et al. 2014).
import { COUNT_MAX } from './constants.ts'

export interface Clock {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly count: number
}

export const CLOCK_START: Clock = { time: 0, count: 0 }

/** Negative when `a` is earlier. */
export function compareClocks(a: Clock, b: Clock): number {
  return a.time - b.time || a.count - b.count
}

export function laterClock(a: Clock, b: Clock): Clock {
  return compareClocks(a, b) < 0 ? b : a
}

/** The clock of the next event: after `clock`, and not before `now`. */
export function tick(clock: Clock, now: Date): Clock {
  const wall = now.getTime()
  if (wall > clock.time) return { time: wall, count: 0 }
  if (clock.count < COUNT_MAX) return { time: clock.time, count: clock.count + 1 }
  return { time: clock.time + 1, count: 0 }
}
