// Papers inside open sessions: renewed chains and newer revocation lists, both ways. A list stops travelling where
// it is known already. Judges nothing itself: trust does.
import type { Stream } from '@libp2p/interface'
import type { VerifiedCert } from '../../certificates/check.ts'
import { type FaultCode, faults } from '../../faults/catalogue.ts'
import { Fault } from '../../faults/fault.ts'
import { HELLO_BYTES_MAX, LISTS_BYTES_MAX, PAPERS_PROTOCOL } from '../../sessions/constants.ts'
import { type ListNumbers, lacking, numbersOf } from '../../sessions/lists.ts'
import { decodePapers, decodeReceipt, encodePapers, encodeReceipt } from '../../sessions/papers.ts'
import { takeList } from './certified-noise.ts'
import { FAREWELL_MS, PAPERS_MS } from './constants.ts'
import { framesOf } from './frames.ts'
import type { LiveSession } from './session.ts'
import type { Trust } from './types.ts'

const PAPERS_BYTES_MAX = HELLO_BYTES_MAX + LISTS_BYTES_MAX

export interface PapersInit {
  readonly trust: Trust
  ownChain(): readonly Uint8Array[]
  now(): Date
  onRenewed(session: LiveSession): void
}

export class PapersExchange {
  readonly #init: PapersInit

  constructor(init: PapersInit) {
    this.#init = init
  }

  /** Sends the lists the other side lacks, and this side's chain when it is new; takes what comes back. */
  async give(session: LiveSession, { chain }: { chain: boolean }): Promise<void> {
    const signal = AbortSignal.timeout(PAPERS_MS)
    const stream = await session.openStream(PAPERS_PROTOCOL, { signal })
    await this.#ask(session, stream, signal, {
      chain: chain ? this.#init.ownChain() : [],
      revocationLists: this.#missing(session.lists),
      farewell: undefined,
    })
  }

  /** Tells why the session is about to be closed, with the lists that say so. Bounded in time; may throw. */
  async farewell(session: LiveSession, reason: FaultCode): Promise<void> {
    const signal = AbortSignal.timeout(FAREWELL_MS)
    const stream = await session.openLast(PAPERS_PROTOCOL, signal)
    await this.#ask(session, stream, signal, {
      chain: [],
      revocationLists: this.#missing(session.lists),
      farewell: reason,
    })
  }

  async #ask(
    session: LiveSession,
    stream: Stream,
    signal: AbortSignal,
    papers: {
      chain: readonly Uint8Array[]
      revocationLists: readonly Uint8Array[]
      farewell: FaultCode | undefined
    },
  ): Promise<void> {
    const address = session.remoteAddress
    try {
      const frames = framesOf(stream, address, PAPERS_BYTES_MAX)
      const lists = this.#numbers()
      await frames.write(encodePapers({ ...papers, lists }), signal)
      const receipt = decodeReceipt(await frames.read(PAPERS_BYTES_MAX, signal), address)
      session.learned(receipt.lists)
      if (receipt.refusal !== undefined)
        throw new Fault('SESSION_REFUSED', { address, code: receipt.refusal, peer: session.peerId })
      for (const der of receipt.revocationLists) takeList(this.#init.trust, der, session.cert.chain)
      await stream.close({ signal })
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('papers failed'))
      throw error
    }
  }

  /** The other side's half. */
  async answer(session: LiveSession, stream: Stream): Promise<void> {
    const { trust, now } = this.#init
    const signal = AbortSignal.timeout(PAPERS_MS)
    const address = session.remoteAddress
    const frames = framesOf(stream, address, PAPERS_BYTES_MAX)
    const papers = decodePapers(await frames.read(PAPERS_BYTES_MAX, signal), address)
    if (papers.farewell !== undefined && isFaultCode(papers.farewell)) session.toldWhy(papers.farewell)
    let refusal: FaultCode | undefined
    try {
      for (const der of papers.revocationLists) takeList(trust, der, session.cert.chain)
      if (papers.chain.length > 0) this.#renew(session, trust.check(papers.chain, session.peerId, now()))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      refusal = error.code
    }
    session.learned(papers.lists)
    await frames.write(
      encodeReceipt({ lists: this.#numbers(), revocationLists: this.#missing(papers.lists), refusal }),
      signal,
    )
    session.learned(this.#numbers())
    await stream.close({ signal })
  }

  #renew(session: LiveSession, cert: VerifiedCert): void {
    if (cert.login !== session.cert.login) throw new Fault('CERT_NAME_WRONG')
    if (cert.serial === session.cert.serial) return
    session.proved(cert)
    this.#init.onRenewed(session)
  }

  #numbers(): ListNumbers {
    return numbersOf(this.#init.trust.told())
  }

  #missing(theirs: ListNumbers): Uint8Array[] {
    return lacking(this.#init.trust.told(), theirs).map((list) => list.der)
  }
}

export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(faults, code)
}
