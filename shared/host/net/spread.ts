// How papers travel: a newer list to everybody (from an authority) or to some, who pass it on; a renewed chain to every
// session; and now and then a comparison with somebody chosen by chance, which reaches whom all that missed.
import { numbersOf } from '../../sessions/lists.ts'
import type { Log } from '../log.ts'
import { LIST_COMPARISON_MS, LIST_FANOUT, PAPERS_AT_ONCE } from './constants.ts'
import type { PapersExchange } from './exchange-papers.ts'
import type { LiveSession } from './session.ts'
import type { Trust } from './types.ts'
import { withWorkers } from './waiting.ts'

export interface SpreadInit {
  readonly trust: Trust
  readonly papers: PapersExchange
  readonly kind: 'peer' | 'authority'
  live(): LiveSession[]
  readonly log: Log
}

export class Spread {
  readonly #init: SpreadInit
  readonly #timer: NodeJS.Timeout

  constructor(init: SpreadInit) {
    this.#init = init
    this.#timer = setInterval(() => this.#compare(), LIST_COMPARISON_MS).unref()
  }

  end(): void {
    clearInterval(this.#timer)
  }

  /** Passes newer lists on to those who lack them. */
  async lists(): Promise<void> {
    const { kind, live } = this.#init
    const behind = live().filter((session) => this.#isBehind(session))
    await this.#giveTo(kind === 'authority' ? behind : sample(behind, LIST_FANOUT), { chain: false })
  }

  /** A list that came while hands were shaken: the handshake did not tell it, and `lists` did not know this session yet. */
  async opened(session: LiveSession): Promise<void> {
    if (this.#isBehind(session)) await this.#giveTo([session], { chain: false })
  }

  #isBehind(session: LiveSession): boolean {
    const lists = this.#init.trust.told()
    return lists.some((list) => (session.lists.get(list.issuerKeyId) ?? -1n) < list.number)
  }

  /** Tells every session this side's new chain. */
  async renewal(): Promise<void> {
    await this.#giveTo(this.#init.live(), { chain: true })
  }

  #compare(): void {
    void this.#giveTo(sample(this.#init.live(), 1), { chain: false })
  }

  async #giveTo(sessions: readonly LiveSession[], what: { chain: boolean }): Promise<void> {
    const { papers, trust, log } = this.#init
    await withWorkers(sessions, PAPERS_AT_ONCE, async (session) => {
      const { peerId } = session
      try {
        await papers.give(session, what)
        session.learned(numbersOf(trust.told()))
      } catch (err) {
        log.debug({ err, peer: peerId }, 'papers were not taken')
      }
    })
  }
}

function sample<T>(all: readonly T[], count: number): T[] {
  const rest = [...all]
  for (let i = rest.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    const [a, b] = [rest[i], rest[j]]
    if (a !== undefined && b !== undefined) [rest[i], rest[j]] = [b, a]
  }
  return rest.slice(0, count)
}
