// How long to wait after the n-th failure in a row.
import { RETRY_JITTER, RETRY_MAX, RETRY_MIN } from './constants.ts'

/** @param failures in a row, from 1. @param random 0 to 1. @returns ms */
export function waitAfter(failures: number, random: number): number {
  const full = Math.min(RETRY_MAX, RETRY_MIN * 2 ** Math.min(failures - 1, 16))
  return full * (1 - RETRY_JITTER * random)
}
