// Frames with a 4-byte big-endian length over a libp2p stream. Bounded: a length over the limit is refused unread.
import type { MessageStream, Stream } from '@libp2p/interface'
import { byteStream } from '@libp2p/utils'
import { Uint8ArrayList } from 'uint8arraylist'
import { Fault } from '../../faults/fault.ts'

const LENGTH_BYTES = 4

export interface Frames<S extends MessageStream = Stream> {
  /** @throws Fault SESSION_FRAME_TOO_LARGE, SESSION_TRUNCATED; AbortError */
  read(maxBytes: number, signal: AbortSignal): Promise<Uint8Array>
  /** The next frame, undefined when the other side ended the stream between two frames. */
  next(maxBytes: number, signal?: AbortSignal): Promise<Uint8Array | undefined>
  /** Resolves when the stream takes more. */
  write(frame: Uint8Array, signal: AbortSignal): Promise<void>
  /** The stream, with what was read too far put back. */
  unwrap(): S
}

/** @param bufferMax bytes that may wait unread before the stream is cut */
export function framesOf<S extends MessageStream>(stream: S, address: string, bufferMax: number): Frames<S> {
  const bytes = byteStream(stream, { maxBufferSize: bufferMax })
  const truncated = (cause: unknown) => new Fault('SESSION_TRUNCATED', { address }, { cause })

  async function next(maxBytes: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    const options = signal === undefined ? {} : { signal }
    let started = false
    try {
      const first = await bytes.read({ bytes: 1, ...options }).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'UnexpectedEOFError') return null
        throw error
      })
      if (first === null) return undefined
      started = true
      const rest = await bytes.read({ bytes: LENGTH_BYTES - 1, ...options })
      const head = new Uint8ArrayList(first, rest).subarray()
      const size = new DataView(head.buffer, head.byteOffset, LENGTH_BYTES).getUint32(0)
      if (size > maxBytes) throw new Fault('SESSION_FRAME_TOO_LARGE', { address, size, limit: maxBytes })
      if (size === 0) return new Uint8Array(0)
      return (await bytes.read({ bytes: size, ...options })).subarray()
    } catch (error) {
      if (error instanceof Fault) throw error
      signal?.throwIfAborted()
      if (!started && isEnd(error)) return undefined
      throw truncated(error)
    }
  }

  return {
    next,
    async read(maxBytes, signal) {
      const frame = await next(maxBytes, signal)
      if (frame === undefined) throw truncated(undefined)
      return frame
    },
    async write(frame, signal) {
      const length = new Uint8Array(LENGTH_BYTES)
      new DataView(length.buffer).setUint32(0, frame.length)
      try {
        await bytes.write(new Uint8ArrayList(length, frame), { signal })
      } catch (error) {
        signal.throwIfAborted()
        throw truncated(error)
      }
    },
    unwrap: () => bytes.unwrap(),
  }
}

/** Length and frame as one piece, for a frame that goes to many streams. */
export function framed(frame: Uint8Array): Uint8Array {
  const whole = new Uint8Array(LENGTH_BYTES + frame.length)
  new DataView(whole.buffer).setUint32(0, frame.length)
  whole.set(frame, LENGTH_BYTES)
  return whole
}

const ENDS = new Set(['UnexpectedEOFError', 'StreamResetError', 'StreamClosedError', 'StreamAbortedError'])

function isEnd(error: unknown): boolean {
  return error instanceof Error && ENDS.has(error.name)
}
