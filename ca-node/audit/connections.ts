// Connections to the authority as lines of its audit log: sessions that opened, closed or were refused, and requests
// refused at the HTTP door. Bounded: who knocks ten thousand times is counted, and the count is recorded.
import type { RefusedConnection } from '@parley/shared/host/net/refusals.ts'
import type { Session, Sessions } from '@parley/shared/host/net/types.ts'
import {
  ALL_BURST,
  ALL_REFILL_MS,
  COUNTED_MS,
  SOURCE_BURST,
  SOURCE_REFILL_MS,
  SOURCES_MAX,
} from './constants.ts'
import type { AttemptDetail, AuditEntry } from './line.ts'
import type { AuditLog } from './log.ts'

export interface RefusedRequest {
  readonly code: string
  readonly source: string | undefined
  readonly who?: string | undefined
  readonly method?: string | undefined
  /** Without query: that part may hold anything. */
  readonly path?: string | undefined
  readonly reason?: string | undefined
}

export class Connections {
  readonly #audit: Pick<AuditLog, 'note'>
  readonly #all = bucket(ALL_BURST)
  readonly #sources = new Map<string, Bucket>()
  readonly #counted = new Map<string, { act: string; outcome: string; count: number }>()
  #timer: NodeJS.Timeout | undefined

  constructor(audit: Pick<AuditLog, 'note'>) {
    this.#audit = audit
  }

  /** @returns a function that ends it */
  watch(sessions: Sessions): () => void {
    const endings = [
      sessions.onOpened((session) => this.#session('session-open', 'DONE', session)),
      sessions.onClosed((session, reason) => this.#session('session-close', reason ?? 'DONE', session)),
    ]
    for (const session of sessions.list()) this.#session('session-open', 'DONE', session)
    return () => {
      for (const end of endings) end()
    }
  }

  sessionRefused({ code, address, direction, peer, theirCode, reason }: RefusedConnection): void {
    const detail = { peerId: peer, direction, theirCode, reason }
    this.#note({ act: 'session', outcome: code, who: undefined, source: hostOf(address), detail })
  }

  requestRefused({ code, source, who, method, path, reason }: RefusedRequest): void {
    const detail: AttemptDetail = { method, path: path?.split('?', 1)[0], reason }
    this.#note({ act: 'request', outcome: code, who, source: hostOf(source ?? 'unknown'), detail })
  }

  /** Says what was only counted. */
  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const { act, outcome, count } of this.#counted.values())
      this.#audit.note({ act, outcome, who: undefined, source: 'several', detail: { count } })
    this.#counted.clear()
  }

  #session(act: string, outcome: string, { cert, peerId, remoteAddress, direction }: Session): void {
    const detail = { peerId, role: cert.role, direction }
    this.#note({ act, outcome, who: cert.login, source: hostOf(remoteAddress), detail }, peerId)
  }

  /** @param from whose share of lines it takes: a device's or an address's */
  #note(entry: AuditEntry, from = entry.source): void {
    const now = performance.now()
    // Each takes from its own share first: one who floods does not use up what is for everybody.
    if (
      take(this.#sourceOf(from), now, SOURCE_BURST, SOURCE_REFILL_MS) &&
      take(this.#all, now, ALL_BURST, ALL_REFILL_MS)
    ) {
      this.#audit.note(entry)
      return
    }
    const { act, outcome } = entry
    const key = `${act} ${outcome}`
    const counted = this.#counted.get(key) ?? { act, outcome, count: 0 }
    counted.count++
    this.#counted.set(key, counted)
    this.#timer ??= setTimeout(() => this.end(), COUNTED_MS).unref()
  }

  #sourceOf(from: string): Bucket {
    const known = this.#sources.get(from)
    if (known) return known
    const made = bucket(SOURCE_BURST)
    this.#sources.set(from, made)
    if (this.#sources.size > SOURCES_MAX) {
      const oldest = this.#sources.keys().next()
      if (oldest.done !== true) this.#sources.delete(oldest.value)
    }
    return made
  }
}

interface Bucket {
  tokens: number
  at: number
}

function bucket(size: number): Bucket {
  return { tokens: size, at: performance.now() }
}

function take(from: Bucket, now: number, burst: number, refillMs: number): boolean {
  from.tokens = Math.min(burst, from.tokens + (now - from.at) / refillMs)
  from.at = now
  if (from.tokens < 1) return false
  from.tokens -= 1
  return true
}

/** The IP address in a multiaddr; what is none stays as it is. */
function hostOf(address: string): string {
  return /^\/ip[46]\/([^/]+)/.exec(address)?.[1] ?? address
}
