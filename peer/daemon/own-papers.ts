// This device's own papers while it runs: renewed when it is time, at once when the authority replaced them, and as
// soon as it can be reached when they lapsed. Ends no session and stops no program: a device without good papers waits.
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { DOUBT_MS, RENEW_AGAIN_MS, RENEW_LOOK_MS, RENEW_TIMEOUT_MS, START_RENEWAL_MS } from './constants.ts'
import { dueAt, lengthOf, retryAfter } from './renewal.ts'
import { holds, type Standing, standingFault, standingOf } from './standing.ts'

export interface OwnPapersOptions {
  /** The newest certificate of this device. */
  own(): OwnCertificate
  /** Holds the own chain to what is asked of everybody. @throws Fault CERT_*, REVOCATION_LIST_* */
  check(): unknown
  /** Asks the authority, and keeps what it gave: `own` is that from then on. */
  renew(signal: AbortSignal): Promise<void>
  now(): Date
  /** 0 to 1, once for this run. */
  readonly share: number
  readonly log: Log
  /** Milliseconds that no setting of the clock changes. Default: performance.now. */
  uptime?(): number
}

/** Why the last question for a certificate brought none. */
export interface RenewalFailure {
  readonly fault: Fault
  readonly at: Date
}

export class OwnPapers {
  readonly #options: OwnPapersOptions
  readonly #uptime: () => number
  readonly #listeners = new Set<() => void>()
  readonly #ended = new AbortController()
  #asking: Promise<OwnCertificate> | undefined
  #failure: RenewalFailure | undefined
  #failures = 0
  /** By `uptime`: not asked of itself before that, and when it was asked last. */
  #askFrom = Number.NEGATIVE_INFINITY
  #askedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #said: string | undefined

  constructor(options: OwnPapersOptions) {
    this.#options = options
    this.#uptime = options.uptime ?? (() => performance.now())
  }

  /** The first look. Papers that do not hold are asked for now; who starts waits for the answer, but not for long. */
  async begin(): Promise<void> {
    this.#look()
    if (this.#asking === undefined || holds(this.standing())) return
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, START_RENEWAL_MS)
    })
    await Promise.race([late, this.#asking.catch(() => undefined)])
    clearTimeout(timer)
  }

  end(): void {
    this.#ended.abort(new Fault('DAEMON_GONE'))
    clearTimeout(this.#timer)
  }

  standing(): Standing {
    const { own, now } = this.#options
    return standingOf(own(), this.#fault(), this.#failure?.fault, now())
  }

  /** What its owner must know; undefined while the papers hold. */
  trouble(): Fault | undefined {
    return standingFault(this.standing(), this.#options.own(), this.#options.now())
  }

  isAsking(): boolean {
    return this.#asking !== undefined
  }

  failure(): RenewalFailure | undefined {
    return this.#failure
  }

  /** Standing or failure are new. @returns a function that ends it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Everybody who asks at once gets the same answer. @throws Fault AUTHORITY_*, DEVICE_REVOKED, USER_SUSPENDED, ... */
  renewNow(): Promise<OwnCertificate> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
      this.#look()
    })
    return this.#asking
  }

  /** A newer revocation list is known: it may void these papers, or give them back. */
  listChanged(): void {
    const { failure, fault } = { failure: this.#failure, fault: this.#fault() }
    if (failure?.fault.code === 'USER_SUSPENDED' && fault?.code !== 'CERT_SUSPENDED')
      this.#failure = undefined
    if (this.standing().state === 'replaced') this.#askFrom = Number.NEGATIVE_INFINITY
    this.#look()
  }

  /**
   * Somebody else does not take these papers, or the directory says something else than they do. The authority is
   * asked which is true; not more often than that makes sense, whoever says it.
   */
  doubted(why: string, { byAuthority }: { readonly byAuthority: boolean }): void {
    const standing = this.standing()
    if (standing.state === 'revoked') return
    const patience = byAuthority ? (holds(standing) ? DOUBT_MS.authority : DOUBT_MS.lapsed) : DOUBT_MS.hearsay
    if (this.#uptime() - this.#askedAt < patience) return
    this.#options.log.warn(
      { code: why, state: standing.state },
      'own certificate doubted: asking the authority',
    )
    this.renewNow().catch(() => undefined)
  }

  #fault(): Fault | undefined {
    try {
      this.#options.check()
      return undefined
    } catch (error) {
      if (error instanceof Fault) return error
      throw error
    }
  }

  async #ask(): Promise<OwnCertificate> {
    const { own, renew, now, log } = this.#options
    this.#askedAt = this.#uptime()
    try {
      await renew(AbortSignal.any([this.#ended.signal, AbortSignal.timeout(RENEW_TIMEOUT_MS)]))
    } catch (error) {
      const fault = faultIn(error) ?? new Fault('INTERNAL', { reason: String(error) }, { cause: error })
      this.#failures++
      this.#failure = { fault, at: now() }
      const wait = retryAfter(fault.code, holds(this.standing()), this.#failures)
      // Those who lapsed together do not come back in step.
      this.#askFrom = this.#uptime() + wait * (0.75 + Math.random() / 2)
      log.warn({ code: fault.code, err: error }, 'the certificate was not renewed; trying again')
      throw fault
    }
    this.#failures = 0
    this.#failure = undefined
    this.#askFrom = this.#uptime() + Math.min(RENEW_AGAIN_MS, lengthOf(own()) / 10)
    log.info({ code: 'RENEWED', serial: own().serial, notAfter: own().notAfter }, 'certificate renewed')
    return own()
  }

  #look(): void {
    if (this.#ended.signal.aborted) return
    clearTimeout(this.#timer)
    const { own, now, share, log } = this.#options
    const standing = this.standing()
    const due = standing.state === 'early' ? Number.POSITIVE_INFINITY : dueAt(own(), share)
    const left = holds(standing) || standing.state === 'early' ? due - now().getTime() : 0
    const wait = Math.max(left, this.#askFrom - this.#uptime())
    if (wait <= 0 && this.#asking === undefined) this.renewNow().catch(() => undefined)
    // The end is seen when it comes; a clock that was set, and a machine that slept, within a look.
    const end = own().notAfter.getTime() + 1000 - now().getTime()
    const sleep = Math.min(wait > 0 ? wait : RENEW_LOOK_MS, end > 0 ? end : RENEW_LOOK_MS, RENEW_LOOK_MS)
    this.#timer = setTimeout(() => this.#look(), Math.ceil(sleep)).unref()
    const said = `${standing.state} ${this.#asking !== undefined} ${this.#failure?.fault.code} ${own().serial}`
    if (said === this.#said) return
    const [before] = this.#said?.split(' ') ?? []
    this.#said = said
    if (!holds(standing) && before !== standing.state) {
      log.warn({ code: this.trouble()?.code, ...standing }, 'own certificate: others refuse this device')
    }
    for (const listener of [...this.#listeners]) listener()
  }
}

/** What others refuse a session with when they have something against this device's certificate. */
export const DOUBTS: ReadonlySet<FaultCode> = new Set([
  'CERT_REVOKED',
  'CERT_SUSPENDED',
  'CERT_EXPIRED',
  'CERT_ROOT_RETIRED',
])
