// One outgoing mailbox stream: asks, and waits for each answer before it asks again.
import type { Stream } from '@libp2p/interface'
import { type Frames, framesOf } from '@parley/shared/host/net/frames.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import {
  ANSWER_BYTES_MAX,
  FRAME_PARCELS_MAX,
  FRAME_PAYLOAD_MAX,
  MAILBOX_PROTOCOL,
} from '@parley/shared/mailbox/constants.ts'
import { type Answer, decodeAnswer, encodeFrame, type Frame } from '@parley/shared/mailbox/frames.ts'
import { ANSWER_MS, OPEN_MS } from './constants.ts'

export class Exchange {
  readonly #stream: Stream
  readonly #frames: Frames
  readonly #peer: string
  readonly #signal: AbortSignal

  private constructor(stream: Stream, session: Session, signal: AbortSignal) {
    this.#stream = stream
    this.#frames = framesOf(stream, session.remoteAddress, ANSWER_BYTES_MAX * 2)
    this.#peer = session.peerId
    this.#signal = signal
  }

  /** @param signal ends it. @throws Fault SESSION_CLOSED, PEER_UNREACHABLE */
  static async open(session: Session, signal: AbortSignal): Promise<Exchange> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(OPEN_MS)])
    return new Exchange(await session.openStream(MAILBOX_PROTOCOL, { signal: limited }), session, signal)
  }

  /** @throws Fault MAILBOX_MALFORMED, SESSION_TRUNCATED; the signal's reason, or that of the time limit */
  async ask(frame: Frame): Promise<Answer> {
    const limited = AbortSignal.any([this.#signal, AbortSignal.timeout(ANSWER_MS)])
    await this.#frames.write(encodeFrame(frame), limited)
    const answer = await this.#frames.read(ANSWER_BYTES_MAX, limited)
    return decodeAnswer(answer, frame.parcels.length, this.#peer)
  }

  /** @param error why, when it is not over */
  async end(error?: unknown): Promise<void> {
    if (error !== undefined) {
      this.#stream.abort(error instanceof Error ? error : new Error(String(error)))
      return
    }
    await this.#stream
      .close({ signal: AbortSignal.timeout(OPEN_MS) })
      .catch(() => this.#stream.abort(new Error('not closed')))
  }
}

/** Cuts what there is into what a frame takes, in order. */
export function* frameLoads<Item extends { readonly parcel: Uint8Array }>(
  items: readonly Item[],
): Generator<Item[]> {
  let load: Item[] = []
  let bytes = 0
  for (const item of items) {
    const { length } = item.parcel
    if (load.length > 0 && (load.length === FRAME_PARCELS_MAX || bytes + length > FRAME_PAYLOAD_MAX)) {
      yield load
      load = []
      bytes = 0
    }
    load.push(item)
    bytes += length
  }
  if (load.length > 0) yield load
}
