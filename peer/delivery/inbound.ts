// One incoming stream from one device: reads frames, lets offers be judged and stored, answers once the disk has them.
// Bounded in memory and rate: it stops reading rather than queue.
import type { Stream } from '@libp2p/interface'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { Answer, Receiver } from '../conversations/receive.ts'
import type { Sealing } from '../sealing/sealing.ts'
import type { Sync } from '../sync/sync.ts'
import {
  INBOUND_BYTES_PER_SECOND,
  OFFER_BYTES_MAX,
  PLACE_COST_BYTES,
  REFUSALS_MAX,
  REFUSALS_PERIOD,
} from './constants.ts'
import { decodeFrame, encodeStanding, type Frame, FrameReader, framed, isWritable } from './frames.ts'

/** Who takes what comes. */
interface Takers {
  readonly receiver: Receiver
  readonly sync: Sync
  readonly sealing: Sealing
  readonly log: Log
}

/** Serves the stream until it ends. */
export function serve(stream: Stream, session: Session, { receiver, sync, sealing, log }: Takers): void {
  const { peerId } = session
  const frames = new FrameReader(peerId, OFFER_BYTES_MAX)
  const pace = new Pace(stream)
  let answers: Uint8Array[] = []
  let refusals: number[] = []

  stream.addEventListener('message', ({ data }) => {
    try {
      pace.spend(data.byteLength)
      for (const bytes of frames.take(data)) {
        const frame = decodeFrame(peerId, bytes)
        if ('places' in frame) pace.spend(frame.places.length * PLACE_COST_BYTES)
        void take(frame)
      }
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
      if (frame.kind === 'prekey') return await sealing.learn(session.cert, frame.signed)
      const answer =
        frame.kind === 'offer'
          ? await receiver.receive(session.cert, frame)
          : await receiver.receiveSealed(session.cert, frame.parcel)
      if (answer.refusal !== undefined) countRefusal()
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

  function countRefusal(): void {
    const now = performance.now()
    refusals = [...refusals.filter((at) => at > now - REFUSALS_PERIOD), now]
    if (refusals.length > REFUSALS_MAX) throw new Fault('DELIVERY_FLOOD', { peer: peerId })
  }

  function end(error: unknown): void {
    if (stream.status !== 'open') return
    const code = error instanceof Fault ? error.code : 'INTERNAL'
    log.warn({ code, err: error, peer: peerId, login: session.cert.login }, 'delivery stream ended')
    stream.abort(error instanceof Error ? error : new Error(String(error)))
  }
}

/** A bucket of bytes that fills with time; the stream pauses while it is empty. */
class Pace {
  readonly #stream: Stream
  #bytes = INBOUND_BYTES_PER_SECOND
  #at = performance.now()
  #timer: NodeJS.Timeout | undefined

  constructor(stream: Stream) {
    this.#stream = stream
  }

  spend(bytes: number): void {
    const now = performance.now()
    const filled = this.#bytes + ((now - this.#at) / 1000) * INBOUND_BYTES_PER_SECOND
    this.#bytes = Math.min(filled, INBOUND_BYTES_PER_SECOND) - bytes
    this.#at = now
    if (this.#bytes >= 0 || this.#timer !== undefined) return
    this.#stream.pause()
    const wait = (-this.#bytes / INBOUND_BYTES_PER_SECOND) * 1000
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#stream.status === 'open') this.#stream.resume()
    }, wait)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
