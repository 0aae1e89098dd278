// Frames with a 4-byte big-endian length over a libp2p stream. Bounded: a length over the limit is refused unread.
// Reads by events, one promise a frame: the handshake and the directory are made of many small ones.
import type { MessageStream, Stream, StreamCloseEvent, StreamMessageEvent } from '@libp2p/interface'
import { Uint8ArrayList } from 'uint8arraylist'
import { Fault } from '../../faults/fault.ts'

const LENGTH_BYTES = 4

export interface Frames<S extends MessageStream = Stream> {
  /** @throws Fault SESSION_FRAME_TOO_LARGE, SESSION_TRUNCATED; the signal's reason */
  read(maxBytes: number, signal: AbortSignal): Promise<Uint8Array>
  /** The next frame, undefined when the other side ended the stream between two frames. */
  next(maxBytes: number, signal?: AbortSignal): Promise<Uint8Array | undefined>
  /** The next frame if all of it is here already. */
  ready(maxBytes: number): Uint8Array | undefined
  /** Resolves when the stream takes more. @throws Fault SESSION_TRUNCATED; the signal's reason */
  write(frame: Uint8Array, signal: AbortSignal): Promise<void>
  /** The same with several as one piece: one encryption and one system call for all. */
  writeAll(frames: readonly Uint8Array[], signal: AbortSignal): Promise<void>
  /** The stream, with what was read too far put back. */
  unwrap(): S
}

/** @param bufferMax bytes that may wait unread before the stream is cut */
export function framesOf<S extends MessageStream>(stream: S, address: string, bufferMax: number): Frames<S> {
  return new StreamFrames(stream, address, bufferMax)
}

/** Lengths and frames as one piece, for what goes to many streams or at once. */
export function framed(...frames: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(frames.reduce((size, frame) => size + LENGTH_BYTES + frame.length, 0))
  const view = new DataView(whole.buffer)
  let at = 0
  for (const frame of frames) {
    view.setUint32(at, frame.length)
    whole.set(frame, at + LENGTH_BYTES)
    at += LENGTH_BYTES + frame.length
  }
  return whole
}

interface Waiting {
  readonly maxBytes: number
  resolve(frame: Uint8Array | undefined): void
  reject(reason: unknown): void
}

class StreamFrames<S extends MessageStream> implements Frames<S> {
  readonly #stream: S
  readonly #address: string
  readonly #bufferMax: number
  readonly #buffer = new Uint8ArrayList()
  #waiting: Waiting | undefined
  #overflow: Fault | undefined
  #cause: Error | undefined

  constructor(stream: S, address: string, bufferMax: number) {
    this.#stream = stream
    this.#address = address
    this.#bufferMax = bufferMax
    stream.addEventListener('message', this.#onMessage)
    stream.addEventListener('close', this.#onClose)
    stream.addEventListener('remoteCloseWrite', this.#deliver)
  }

  async read(maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    const frame = await this.next(maxBytes, signal)
    if (frame === undefined) throw this.#truncated(undefined)
    return frame
  }

  async next(maxBytes: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    signal?.throwIfAborted()
    if (this.#waiting !== undefined) throw new Error('one read at a time')
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | undefined>()
    const onAbort = () => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#waiting = { maxBytes, resolve, reject }
    try {
      this.#deliver()
      return await promise
    } finally {
      this.#waiting = undefined
      signal?.removeEventListener('abort', onAbort)
    }
  }

  ready(maxBytes: number): Uint8Array | undefined {
    const outcome = this.#outcome(maxBytes)
    // Whatever else there is to say, `next` says it.
    return outcome instanceof Uint8Array ? outcome : undefined
  }

  write(frame: Uint8Array, signal: AbortSignal): Promise<void> {
    return this.writeAll([frame], signal)
  }

  async writeAll(frames: readonly Uint8Array[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    try {
      if (this.#stream.send(framed(...frames))) return
      await drained(this.#stream, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw this.#truncated(error)
    }
  }

  unwrap(): S {
    const stream = this.#stream
    stream.removeEventListener('message', this.#onMessage)
    stream.removeEventListener('close', this.#onClose)
    stream.removeEventListener('remoteCloseWrite', this.#deliver)
    if (this.#buffer.byteLength > 0) stream.unshift(this.#buffer)
    return stream
  }

  readonly #onMessage = ({ data }: StreamMessageEvent): void => {
    this.#buffer.append(data)
    if (this.#buffer.byteLength > this.#bufferMax) {
      this.#overflow = this.#tooLarge(this.#buffer.byteLength, this.#bufferMax)
      this.#stream.abort(this.#overflow)
    }
    this.#deliver()
  }

  readonly #onClose = ({ error }: StreamCloseEvent): void => {
    this.#cause ??= error
    this.#deliver()
  }

  /** Settles the one who waits, once: what comes after it belongs to the next. */
  readonly #deliver = (): void => {
    const waiting = this.#waiting
    if (waiting === undefined) return
    const outcome = this.#outcome(waiting.maxBytes)
    if (outcome === 'wait') return
    this.#waiting = undefined
    if (outcome instanceof Fault) waiting.reject(outcome)
    else waiting.resolve(outcome)
  }

  #outcome(limit: number): Uint8Array | Fault | undefined | 'wait' {
    if (this.#overflow !== undefined) return this.#overflow
    const { byteLength } = this.#buffer
    if (byteLength >= LENGTH_BYTES) {
      const size = this.#buffer.getUint32(0)
      if (size > limit) return this.#tooLarge(size, limit)
      if (byteLength >= LENGTH_BYTES + size) {
        const frame = this.#buffer.subarray(LENGTH_BYTES, LENGTH_BYTES + size)
        this.#buffer.consume(LENGTH_BYTES + size)
        return frame
      }
    }
    if (!hasEnded(this.#stream)) return 'wait'
    if (byteLength > 0 || this.#cause !== undefined) return this.#truncated(this.#cause)
    return undefined
  }

  #tooLarge(size: number, limit: number): Fault {
    return new Fault('SESSION_FRAME_TOO_LARGE', { address: this.#address, size, limit })
  }

  #truncated(cause: unknown): Fault {
    return new Fault('SESSION_TRUNCATED', { address: this.#address }, { cause })
  }
}

/** Whether nothing more can come. A raw connection ends as a whole; a stream may end in one direction. */
function hasEnded(stream: MessageStream): boolean {
  if (stream.readBufferLength > 0) return false
  if ('remoteWriteStatus' in stream && stream.remoteWriteStatus === 'closed') return true
  return stream.status !== 'open' && stream.status !== 'closing'
}

/** `stream.onDrain()` of @libp2p/utils 7.4.1 resolves at once after its first use: the event tells the truth. */
function drained(stream: MessageStream, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onClose = () => reject(new Error('closed while writing'))
  const onAbort = () => reject(signal.reason)
  stream.addEventListener('drain', () => resolve(), { once: true })
  stream.addEventListener('close', onClose, { once: true })
  signal.addEventListener('abort', onAbort, { once: true })
  if (stream.status !== 'open') onClose()
  return promise.finally(() => {
    stream.removeEventListener('close', onClose)
    signal.removeEventListener('abort', onAbort)
  })
}
