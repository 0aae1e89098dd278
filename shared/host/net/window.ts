// A stream gives back its window once half of it is used, as yamux's own makers do (hashicorp/yamux, stream.go), and not after
// each message: that is a second frame, and a second packet, for every first.
import type { Stream } from '@libp2p/interface'

/** Half of the smallest window yamux has, bytes (its specification: a stream begins with 256 KiB). */
export const GIVE_BACK_BYTES = 131_072

/** States of a yamux stream that has still to say it was taken, and that wants nothing now. */
const SYN_RECEIVED = 2
const PAUSED = 5

/** What a stream of yamux 8 has besides. */
interface Windowed {
  readonly state: number
  handleData(frame: { readonly header: { readonly length: number } }): void
  sendWindowUpdate(): void
}

/** Streams of any other muxer stay as they are. */
export function spareWindow<S extends Stream>(stream: S): S {
  if (!isWindowed(stream)) return stream
  const take = stream.handleData.bind(stream)
  const giveBack = stream.sendWindowUpdate.bind(stream)
  let used = 0
  stream.handleData = (frame) => {
    used += frame.header.length
    take(frame)
  }
  stream.sendWindowUpdate = () => {
    if (stream.state === PAUSED) return giveBack()
    if (stream.state !== SYN_RECEIVED && used < GIVE_BACK_BYTES) return
    used = 0
    giveBack()
  }
  return stream
}

function isWindowed(stream: object): stream is Windowed {
  return (
    'state' in stream &&
    typeof stream.state === 'number' &&
    'handleData' in stream &&
    typeof stream.handleData === 'function' &&
    'sendWindowUpdate' in stream &&
    typeof stream.sendWindowUpdate === 'function'
  )
}
