// One round for one absent device: what each mailbox has for it, what it lacks, and what it has taken.
import type { ChainTag } from '@parley/shared/events/ids.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { DevicePlace } from '../history/places.ts'
import type { Ledger } from './ledger.ts'
import type { OwnChain, Post, Stretch } from './types.ts'

export interface RoundInit {
  readonly ledger: Ledger
  readonly post: Pick<Post, 'parcelsFor' | 'left'>
  now(): Date
}

export class Round {
  readonly device: DevicePlace
  readonly tried = new Set<PeerIdText>()
  /** Mailboxes that hold all there is. */
  holders = 0
  readonly #init: RoundInit
  readonly #left: Map<PeerIdText, Map<ChainTag, number>>
  /** Mailboxes that stand alike get the same parcels. */
  readonly #made = new Map<string, readonly Stretch[]>()
  /** Chains of which a mailbox refused a part: what comes after it would leave a gap. */
  readonly #broken = new Set<string>()
  readonly #news = new Map<ChainTag, number>()

  constructor(device: DevicePlace, init: RoundInit) {
    this.device = device
    this.#init = init
    this.#left = new Map(
      [...init.ledger.of(device.peerId)].map(([mailbox, left]) => [mailbox, new Map(left)]),
    )
  }

  known(): PeerIdText[] {
    return [...this.#left.keys()]
  }

  /** Whether the device lacks nothing at all. */
  get isEmpty(): boolean {
    return this.#stretches(new Map()).length === 0
  }

  lackingIn(mailbox: PeerIdText): readonly Stretch[] {
    return this.#stretches(this.#left.get(mailbox) ?? new Map())
  }

  #stretches(left: ReadonlyMap<ChainTag, number>): readonly Stretch[] {
    const key = [...left]
      .map(([chain, seq]) => `${chain} ${seq}`)
      .sort()
      .join(' ')
    const made = this.#made.get(key)
    if (made !== undefined) return made
    const above = ({ own }: OwnChain) => left.get(own.tag) ?? 0
    const stretches = this.#init.post
      .parcelsFor(this.device, above)
      .filter(({ chat, upTo }) => upTo > above(chat))
    this.#made.set(key, stretches)
    return stretches
  }

  answered(mailbox: PeerIdText, { chat, upTo }: Stretch, kept: boolean): void {
    const chain = chat.own.tag
    const place = `${mailbox} ${chain}`
    if (!kept) this.#broken.add(place)
    if (this.#broken.has(place)) return
    const left = this.#left.get(mailbox) ?? new Map<ChainTag, number>()
    this.#left.set(mailbox, left.set(chain, upTo))
    this.#news.set(chain, Math.max(upTo, this.#news.get(chain) ?? 0))
    this.#init.ledger.note(this.device.peerId, mailbox, { chain, seq: upTo }, this.#init.now())
  }

  /** It has left this device. */
  tell(): void {
    for (const [chain, upTo] of this.#news) this.#init.post.left(chain, upTo)
  }
}
