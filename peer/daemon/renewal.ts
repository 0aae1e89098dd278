// When this device's own certificate is renewed, and the waiting for it. How it is done is given as a function.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { RENEW_FROM, RENEW_JITTER, RENEW_LOOK_MS, RENEW_RETRY_MS } from './constants.ts'

interface Life {
  readonly notBefore: Date
  readonly notAfter: Date
}

export type Validity = 'valid' | 'due' | 'expired' | 'early'

/** `due`: it should have been renewed by now, and still holds. */
export function validityOf(life: Life, now: Date): Validity {
  if (now < life.notBefore) return 'early'
  if (now > life.notAfter) return 'expired'
  return now.getTime() >= dueAt(life, 1) + RENEW_LOOK_MS ? 'due' : 'valid'
}

/** @param share 0 to 1: where in the jitter this device falls. @returns ms since 1970 */
export function dueAt({ notBefore, notAfter }: Life, share: number): number {
  const life = notAfter.getTime() - notBefore.getTime()
  return notBefore.getTime() + life * (RENEW_FROM + RENEW_JITTER * share)
}

export interface RenewalOptions {
  own(): Life
  renew(): Promise<void>
  now(): Date
  /** 0 to 1, once for this run. */
  readonly share: number
  readonly log: Log
}

/** Renews whenever it is time, with back-off while the authority is away. @returns a function that ends it */
export function keepRenewed({ own, renew, now, share, log }: RenewalOptions): () => void {
  let wait: number = RENEW_RETRY_MS.first
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const sleep = (milliseconds: number) => {
    if (ended) return
    timer = setTimeout(() => void look(), Math.min(Math.max(1000, milliseconds), RENEW_LOOK_MS))
    timer.unref()
  }
  const look = async () => {
    const left = dueAt(own(), share) - now().getTime()
    if (left > 0) return sleep(left)
    try {
      await renew()
      wait = RENEW_RETRY_MS.first
      sleep(0)
    } catch (err) {
      const code = err instanceof Fault ? err.code : 'INTERNAL'
      log.warn({ code, err }, 'the certificate was not renewed; trying again')
      sleep(wait)
      wait = Math.min(wait * 2, RENEW_RETRY_MS.longest)
    }
  }
  sleep(0)
  return () => {
    ended = true
    clearTimeout(timer)
  }
}
