// One incoming stream from one device: reads frames, lets offers be judged and stored, answers once the disk has them.
// Bounded in memory and rate: it stops reading rather than queue. What it spends is the person's, whichever stream it comes over.
import type { Stream } from '@libp2p/interface'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { Answer, Receiver } from '../conversations/receive.ts'
import type { Sealing } from '../sealing/sealing.ts'
import type { Sync } from '../sync/sync.ts'
import type { Budget, Budgets } from './budgets.ts'
import { OFFER_BYTES_MAX, PAUSE_MAX, PLACE_COST_BYTES } from './constants.ts'
import { decodeFrame, encodeStanding, type Frame, FrameReader, framed, isWritable } from './frames.ts'

/** Who takes what comes. */
interface Takers {
  readonly receiver: Receiver
  readonly sync: Sync
  readonly sealing: Sealing
  readonly budgets: Budgets
  readonly log: Log
}

/** Serves the stream until it ends. */
export function serve(stream: Stream, session: Session, takers: Takers): void {
  const { receiver, sync, sealing, budgets, log } = takers
  const { peerId } = session
  const { login } = session.cert
  const budget = budgets.of(login)
  const frames = new FrameReader(peerId, OFFER_BYTES_MAX)
  const pace = new Pace(stream, budget, () =>
    log.warn({ code: 'DELIVERY_SLOWED', peer: peerId, login }, 'sends more than anybody needs: made to wait'),
  )
  let answers: Uint8Array[] = []

  stream.addEventListener('message', ({ data }) => {
    try {
      budget.spend(data.byteLength)
      for (const bytes of frames.take(data)) {
        const frame = decodeFrame(peerId, bytes)
        if ('places' in frame) budget.spend(frame.places.length * PLACE_COST_BYTES)
        void take(frame)
      }
      pace.keep()
    } catch (error) {
      end(error)
    }
  })
  stream.addEventListener('remoteCloseWrite', () => void stream.close().catch(() => undefined))
  stream.addEventListener('close', () => pace.stop())

  async function take(frame: Frame): Promise<void> {
    try {
      if (session.status !== 'open') throw new Fault('SESSION_CLOSED', { peer: peerId })
      if (frame.kind === 'heads') return sync.heard(session.cert, frame.subject, frame.places)
      if (frame.kind === 'want') return sync.wanted(session.cert, frame.subject, frame.places)
      if (frame.kind === 'prekey') {
        // Proved and kept as an event is.
        budget.spendEvents(1)
        return await sealing.learn(session.cert, frame.signed)
      }
      const answer =
        frame.kind === 'offer'
          ? await receiver.receive(session.cert, frame)
          : await receiver.receiveSealed(session.cert, frame.parcel)
      if (answer.events !== undefined) budget.spendEvents(answer.events)
      pace.keep()
      if (answer.refusal !== undefined && budget.spendRefusal())
        throw new Fault('DELIVERY_FLOOD', { peer: peerId })
      reply(frame.number, answer)
    } catch (error) {
      // This device could not store it: no answer, and the other side keeps it.
      end(error)
    }
  }

  /** Answers to one group commit leave together. */
  function reply(number: number, answer: Answer): void {
    const { have, refusal } = answer
    answers.push(encodeStanding({ number, have, ...(refusal === undefined ? {} : { refusal }) }))
    if (answers.length > 1) return
    queueMicrotask(() => {
      const together = answers
      answers = []
      if (isWritable(stream)) stream.send(framed(together))
    })
  }

  function end(error: unknown): void {
    if (stream.status !== 'open') return
    const code = error instanceof Fault ? error.code : 'INTERNAL'
    const isToldBefore = code === 'DELIVERY_FLOOD' && !budget.tellOnce('flood')
    log[isToldBefore ? 'debug' : 'warn']({ code, err: error, peer: peerId, login }, 'delivery stream ended')
    stream.abort(error instanceof Error ? error : new Error(String(error)))
  }
}

/** The stream sleeps while its person has spent more than they may. */
class Pace {
  readonly #stream: Stream
  readonly #budget: Budget
  readonly #slowed: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(stream: Stream, budget: Budget, slowed: () => void) {
    this.#stream = stream
    this.#budget = budget
    this.#slowed = slowed
  }

  keep(): void {
    const { wait } = this.#budget
    if (wait === 0 || this.#timer !== undefined || this.#stream.status !== 'open') return
    if (this.#budget.tellOnce('slow')) this.#slowed()
    this.#stream.pause()
    this.#sleep(wait)
  }

  #sleep(wait: number): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        if (this.#stream.status !== 'open') return
        const { wait: left } = this.#budget
        if (left > 0) this.#sleep(left)
        else this.#stream.resume()
      },
      Math.min(wait, PAUSE_MAX),
    )
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
