// One outgoing stream to one device: offers what is not there yet, chain by chain, within a window, and follows the answers. The
// window is the backpressure: an offer is answered only once the other disk has it. Ends with its stream.
import type { Stream } from '@libp2p/interface'
import { type FaultCode, faults } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import type { ChainPlace, DevicePlace } from '../history/places.ts'
import { burstOf } from './burst.ts'
import {
  ANSWER_TIMEOUT,
  BYTES_IN_FLIGHT_MAX,
  OFFERS_IN_FLIGHT_MAX,
  REWINDS_MAX,
  STANDING_BYTES_MAX,
} from './constants.ts'
import { decodeStanding, encodeFrame, FrameReader, framed, isWritable, type Standing } from './frames.ts'
import { subjectOf } from './subject.ts'

/** A chain to bring: from where it stands over there up to where it goes. */
export interface Strand {
  readonly chat: Chat
  readonly chain: ChainPlace
  readonly from: number
  readonly to: number
}

/** Events `from` to `to` as they are offered. */
interface Offer {
  readonly from: number
  readonly to: number
  readonly frame: Uint8Array
  readonly isSealed: boolean
}

/** An offer without an answer. */
interface Flight {
  readonly strand: Strand
  readonly from: number
  readonly to: number
  readonly isSealed: boolean
  readonly bytes: number
  /** Offers from before a rewind are answered too; those answers say nothing new. */
  readonly rewinds: number
}

/** How far one chain has been offered on this stream. */
interface Progress {
  /** All above this place has been offered, or will be. */
  begun: number
  offered: number
  /** Times it was offered again from further back, and those since the last offer that was taken. */
  rewinds: number
  vain: number
}

/** What the line tells its courier. */
export interface LineEvents {
  delivered(strand: Strand, seq: number): void
  sent(strand: Strand, from: number, to: number): void
  /** Something has to be offered again. */
  rewound(): void
  /** The other side does not take what is offered there; not offered again on this line. */
  refused(strand: Strand, code: FaultCode): void
}

export class Line {
  /** Settles when the stream has ended. */
  readonly ended: Promise<void>
  readonly #stream: Stream
  readonly #device: DevicePlace
  readonly #parts: Parts
  readonly #events: LineEvents
  readonly #flights = new Map<number, Flight>()
  readonly #progress = new Map<ChainPlace, Progress>()
  readonly #refused = new Set<ChainPlace>()
  /** Envelopes this stream has carried. */
  readonly #offered = new WeakSet<Uint8Array>()
  /** Own chains the other side could not open. */
  readonly #unsealed = new Set<ChainPlace>()
  /** Certificates this stream has shown. */
  readonly #shown = new Set<number>()
  #number = 0
  #bytes = 0
  #timer: NodeJS.Timeout | undefined

  constructor(stream: Stream, device: DevicePlace, parts: Parts, events: LineEvents) {
    this.#stream = stream
    this.#device = device
    this.#parts = parts
    this.#events = events
    const frames = new FrameReader(device.peerId, STANDING_BYTES_MAX)
    stream.addEventListener('message', ({ data }) => {
      try {
        for (const frame of frames.take(data)) this.#follow(decodeStanding(device.peerId, frame))
      } catch (error) {
        this.#abort(error)
      }
    })
    this.ended = new Promise((resolve) => {
      stream.addEventListener('close', () => {
        clearTimeout(this.#timer)
        resolve()
      })
      // It may have ended while it was opened: nobody tells a second time.
      if (stream.status !== 'open') resolve()
      stream.addEventListener('remoteCloseWrite', () => stream.abort(new Error('the other side has ended')))
    })
  }

  /** Says something that needs no answer. */
  tell(frames: readonly Uint8Array[]): void {
    if (isWritable(this.#stream) && frames.length > 0) this.#stream.send(framed(frames))
  }

  /** Offers what these chains have that is not there yet, as far as the window allows. */
  offer(strands: readonly Strand[]): void {
    if (!isWritable(this.#stream)) return
    const frames: Uint8Array[] = []
    const sent: Flight[] = []
    for (const strand of strands) {
      const { chain } = strand
      if (this.#refused.has(chain)) continue
      while (this.#bytes < BYTES_IN_FLIGHT_MAX && this.#flights.size < OFFERS_IN_FLIGHT_MAX) {
        const progress = this.#progressOf(strand)
        if (progress.offered >= strand.to) break
        const offer = this.#sealed(strand, progress.offered) ?? this.#plain(strand, progress.offered)
        if (offer === undefined) break
        const { from, to, frame, isSealed } = offer
        const flight = { strand, from, to, isSealed, bytes: frame.length, rewinds: progress.rewinds }
        this.#flights.set(this.#number, flight)
        this.#bytes += frame.length
        progress.offered = to
        frames.push(frame)
        sent.push(flight)
      }
    }
    if (frames.length === 0) return
    this.#stream.send(framed(frames))
    this.#timer ??= setTimeout(() => this.#giveUp(), ANSWER_TIMEOUT)
    for (const { strand, from, to } of sent) this.#events.sent(strand, from, to)
  }

  /** A chain is offered again, from where it stands: it was refused, or the other side asks for it. */
  retry(strand: Strand): void {
    this.#refused.delete(strand.chain)
    rewind(this.#progressOf(strand), strand.from)
  }

  /** Whether all of a chain above that place is brought anyway: an offer is answered, made again, or refused. */
  brings(chain: ChainPlace, above: number): boolean {
    const begun = this.#progress.get(chain)?.begun
    return begun !== undefined && begun <= above && !this.#refused.has(chain)
  }

  #progressOf({ chain, from }: Strand): Progress {
    const known = this.#progress.get(chain)
    if (known !== undefined) return known
    const fresh = { begun: from, offered: from, rewinds: 0, vain: 0 }
    this.#progress.set(chain, fresh)
    return fresh
  }

  /** Own events go sealed, once for all who get them, wherever the device can open that. */
  #sealed({ chat, chain, to }: Strand, above: number): Offer | undefined {
    if (chain !== chat.own || this.#unsealed.has(chain)) return undefined
    const sealed = this.#parts.sealing.seal(chat, {
      device: this.#device,
      above,
      upTo: to,
      way: 'session',
      wasOffered: (envelope) => this.#offered.has(envelope),
    })
    if (sealed === undefined) return undefined
    this.#offered.add(sealed.envelope)
    this.#number += 1
    const frame = encodeFrame({ kind: 'sealed', number: this.#number, parcel: sealed.parcel })
    return { ...sealed, frame, isSealed: true }
  }

  #plain({ chat, chain, to }: Strand, above: number): Offer | undefined {
    const end = chain === chat.own ? 'anywhere' : 'signed'
    const stretch = this.#parts.history.events.stretch(chain, above, to, end)
    if (stretch === undefined) return undefined
    const unseen = [...stretch.certificates].filter((row) => !this.#shown.has(row))
    for (const row of unseen) this.#shown.add(row)
    const burst = burstOf(this.#parts, stretch, unseen)
    this.#number += 1
    const frame = encodeFrame({ kind: 'offer', number: this.#number, subject: subjectOf(chat), burst })
    return { from: stretch.from, to: stretch.to, frame, isSealed: false }
  }

  #follow({ number, have, refusal }: Standing): void {
    const flight = this.#flights.get(number)
    if (flight === undefined) throw this.#malformed('an answer to nothing')
    this.#flights.delete(number)
    this.#bytes -= flight.bytes
    clearTimeout(this.#timer)
    this.#timer = this.#flights.size === 0 ? undefined : setTimeout(() => this.#giveUp(), ANSWER_TIMEOUT)
    const { strand } = flight
    const { chat, chain } = strand
    const progress = this.#progressOf(strand)
    if (flight.rewinds !== progress.rewinds || this.#refused.has(chain)) {
      // It says nothing new, but makes room.
      this.#events.rewound()
      return
    }
    if (chain === chat.own && have > (chat.ownHead?.seq ?? 0))
      throw this.#malformed('it has what was never written')
    if (refusal !== undefined && flight.isSealed) {
      // It has opened that before, and its answer was lost: it is sealed anew. Otherwise it lacks the keys, or refuses what is
      // inside: over a session it may have it as it is, and then says so again.
      progress.vain += 1
      if (refusal !== 'ENVELOPE_REPLAYED' || progress.vain > REWINDS_MAX) this.#unsealed.add(chain)
      rewind(progress, flight.from - 1)
      this.#events.rewound()
    } else if (refusal !== undefined) {
      this.#refuse(strand, refusal)
    } else if (have >= flight.to) {
      if (flight.isSealed) this.#parts.sealing.opened(chat, this.#device)
      progress.vain = 0
      progress.offered = Math.max(progress.offered, have)
      this.#events.delivered(strand, have)
    } else {
      // It misses something from before this offer.
      rewind(progress, have)
      progress.vain += 1
      if (progress.vain > REWINDS_MAX) this.#refuse(strand, 'DELIVERY_REFUSED')
      else this.#events.rewound()
    }
  }

  #refuse(strand: Strand, claimed: string): void {
    this.#refused.add(strand.chain)
    this.#events.refused(strand, isCode(claimed) ? claimed : 'DELIVERY_REFUSED')
  }

  #giveUp(): void {
    const seconds = ANSWER_TIMEOUT / 1000
    this.#abort(new Fault('DELIVERY_TIMEOUT', { peer: this.#device.peerId, seconds }))
  }

  #malformed(reason: string): Fault {
    return new Fault('DELIVERY_MALFORMED', { peer: this.#device.peerId, reason })
  }

  #abort(error: unknown): void {
    const { log } = this.#parts
    const code = error instanceof Fault ? error.code : 'INTERNAL'
    log.warn({ code, err: error, peer: this.#device.peerId }, 'delivery stream given up')
    this.#stream.abort(error instanceof Error ? error : new Error(String(error)))
  }
}

/** What is on its way is offered again from further back: answers to what was offered before say nothing more. */
function rewind(progress: Progress, to: number): void {
  progress.begun = Math.min(progress.begun, to)
  progress.offered = to
  progress.rewinds += 1
}

function isCode(text: string): text is FaultCode {
  return Object.hasOwn(faults, text)
}
