// The directory's one stream from this side: requests by id, and the changes it tells by itself. Believes nothing.
import type { Stream } from '@libp2p/interface'
import { DIRECTORY_PROTOCOL, REPLY_BYTES_MAX } from '@parley/shared/directory/constants.ts'
import {
  type DirectoryReply,
  type DirectoryRequest,
  decodeReply,
  encodeRequest,
} from '@parley/shared/directory/messages.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { isFaultCode } from '@parley/shared/host/net/exchange-papers.ts'
import { type Frames, framesOf } from '@parley/shared/host/net/frames.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import { REQUEST_MS, REQUESTS_WAITING_MAX } from './constants.ts'

type Change = Extract<DirectoryReply, { kind: 'change' }>
type Question<Request = DirectoryRequest> = Request extends DirectoryRequest ? Omit<Request, 'id'> : never

interface Waiting {
  answer(reply: DirectoryReply): void
  fail(error: unknown): void
}

/** Every client watches with this id, so that the authority encodes a change once for all. */
const WATCH_ID = 1

export class DirectoryClient {
  readonly #stream: Stream
  readonly #frames: Frames
  readonly #waiting = new Map<number, Waiting>()
  readonly #onChange: (change: Change) => void
  #nextId = WATCH_ID + 1
  /** Requests by id, until the end of this turn of the event loop. */
  #outgoing = new Map<number, Uint8Array>()

  private constructor(stream: Stream, address: string, onChange: (change: Change) => void) {
    this.#stream = stream
    this.#frames = framesOf(stream, address, REPLY_BYTES_MAX * 4)
    this.#onChange = onChange
  }

  /** @param since the `asOf` of the last time, 0 for everything */
  static async open(
    session: Session,
    since: number,
    onChange: (change: Change) => void,
    signal: AbortSignal,
  ): Promise<DirectoryClient> {
    const stream = await session.openStream(DIRECTORY_PROTOCOL, { signal })
    const client = new DirectoryClient(stream, session.remoteAddress, onChange)
    await client.#frames.write(encodeRequest({ id: WATCH_ID, kind: 'watch', since }), signal)
    return client
  }

  /** Reads until the stream ends, then resolves; what waits fails. */
  async run(): Promise<void> {
    try {
      for (;;) {
        const frame = await this.#frames.next(REPLY_BYTES_MAX)
        if (frame === undefined) return
        const reply = decodeReply(frame)
        if (reply.id === WATCH_ID) {
          if (reply.kind === 'change') this.#onChange(reply)
          else if (reply.kind === 'refused') throw refusedFault(reply.code)
        } else this.#waiting.get(reply.id)?.answer(reply)
      }
    } finally {
      this.close()
    }
  }

  close(): void {
    if (this.#stream.status === 'open') this.#stream.abort(new Fault('DIRECTORY_UNREACHABLE'))
    for (const { fail } of this.#waiting.values()) fail(new Fault('DIRECTORY_UNREACHABLE'))
    this.#waiting.clear()
  }

  /** @throws Fault DIRECTORY_UNREACHABLE, DIRECTORY_BUSY, or what the directory refused with */
  async ask(question: Question, signal: AbortSignal): Promise<DirectoryReply> {
    if (this.#waiting.size >= REQUESTS_WAITING_MAX) throw new Fault('DIRECTORY_BUSY')
    if (signal.aborted) throw unreachable(signal.reason)
    const id = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<DirectoryReply>()
    this.#waiting.set(id, { answer: resolve, fail: reject })
    const onAbort = () => reject(unreachable(signal.reason))
    signal.addEventListener('abort', onAbort, { once: true })
    const timer = setTimeout(() => reject(unreachable(undefined)), REQUEST_MS)
    try {
      this.#sendSoon(id, encodeRequest({ ...question, id }))
      const reply = await promise
      if (reply.kind === 'refused') throw refusedFault(reply.code)
      return reply
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      this.#waiting.delete(id)
    }
  }

  /** What is asked in one go goes out as one piece. */
  #sendSoon(id: number, request: Uint8Array): void {
    this.#outgoing.set(id, request)
    if (this.#outgoing.size > 1) return
    // After all that is already on its way in this turn, microtasks too.
    process.nextTick(() => {
      const sent = this.#outgoing
      this.#outgoing = new Map()
      this.#frames.writeAll([...sent.values()], AbortSignal.timeout(REQUEST_MS)).catch((error) => {
        for (const each of sent.keys()) this.#waiting.get(each)?.fail(unreachable(error))
      })
    })
  }
}

function unreachable(cause: unknown): Fault {
  return new Fault('DIRECTORY_UNREACHABLE', {}, { cause })
}

function refusedFault(code: string): Fault {
  return isFaultCode(code)
    ? new Fault(code)
    : new Fault('DIRECTORY_MALFORMED', { reason: 'an unknown refusal' })
}
