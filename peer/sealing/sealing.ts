// Sealing in conversations: what goes out sealed, what comes in opened, and the prekeys both need. Direct conversations
// and groups are sealed; the room of everyone is not: whoever has a certificate may read it, and it travels in sessions
// between them only (docs/decisions/018-everyone-is-not-sealed.md).
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import { decodeBurst } from '@parley/shared/events/burst.ts'
import { deviceText } from '@parley/shared/events/device.ts'
import type { ProvenBurst } from '@parley/shared/events/proven.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { sealingPrimitives } from '@parley/shared/host/sealing.ts'
import type { Fingerprint } from '@parley/shared/identity/ids.ts'
import { SMALL_DEVICES_MAX } from '@parley/shared/sealing/constants.ts'
import { decodeParcel } from '@parley/shared/sealing/parcel.ts'
import { senderChains } from '@parley/shared/sealing/sealer.ts'
import type { Certificates } from '@parley/shared/sealing/signed.ts'
import type { AuthorCertificates } from '../conversations/certificates.ts'
import type { Chat } from '../conversations/chat.ts'
import type { ConversationsOptions, Parts } from '../conversations/parts.ts'
import { type Carried, decodeCarried } from '../delivery/frames.ts'
import type { ConversationPlace, DevicePlace } from '../history/places.ts'
import { FORGET_AT_ONCE, FORGET_PERIOD, PARCELS_MAX, SHOW_PERIOD } from './constants.ts'
import { Entitled } from './entitled.ts'
import { EVERYBODY, openKeeping, type SealingKeeping } from './keeping.ts'
import { type Opened, Openings } from './opening.ts'
import { Outgoing, type Sealed, type Wanted } from './outgoing.ts'
import { Prekeys } from './prekeys.ts'

type Here = Required<ConversationsOptions> & Pick<Parts, 'history' | 'chats' | 'certificates'>

/** What was in a parcel, and the way to keep or give back its key. */
export interface OpenedParcel extends Opened, Carried {}

export interface ParcelFor extends Sealed {
  readonly chat: Chat
}

const NO_PREKEY = new Uint8Array()

export class Sealing {
  readonly #here: Here
  readonly #keeping: SealingKeeping
  readonly #authors: AuthorCertificates
  readonly #prekeys: Prekeys
  readonly #entitled: Entitled
  readonly #outgoing: Outgoing
  readonly #openings: Openings
  /** Where another device has written since one's own events last carried a prekey. */
  readonly #turns = new Set<Chat>()
  #upkeep: readonly NodeJS.Timeout[] = []

  constructor(here: Here) {
    this.#here = here
    this.#authors = here.certificates
    this.#keeping = openKeeping(here.store)
    this.#prekeys = new Prekeys(here, this.#keeping)
    this.#entitled = new Entitled(here)
    const sealer = senderChains(here.own().peerId, sealingPrimitives)
    const certificates: Certificates = (name) => this.#authors.named(name)
    this.#outgoing = new Outgoing(here, sealer, this.#prekeys, this.#entitled, certificates)
    this.#openings = new Openings(here, sealer, this.#keeping, this.#prekeys)
  }

  /** @param tell is given the prekey everybody is shown, whenever it is another one */
  begin(tell: (prekey: Uint8Array) => void): void {
    let told: Uint8Array | undefined
    const show = async () => {
      const prekey = await this.shown()
      if (told === undefined || !sameBytes(told, prekey)) tell(prekey)
      told = prekey
    }
    const every = (ms: number, work: () => Promise<void>) => {
      const run = () => void work().catch(this.#failed)
      run()
      return setInterval(run, ms).unref()
    }
    this.#upkeep = [every(SHOW_PERIOD, show), every(FORGET_PERIOD, () => this.#forget())]
  }

  /** The prekey everybody is shown, as it travels; its private half is on disk. */
  shown(): Promise<Uint8Array> {
    return this.#prekeys.shown()
  }

  /** A device in session shows its prekey. */
  async learn(shower: VerifiedCert, signed: Uint8Array): Promise<void> {
    const { places } = this.#here.history
    const { peerId, login } = shower
    const device = places.knownDevice(peerId) ?? places.device(peerId, login)
    // Whoever has no part in anything is sealed nothing.
    if (shower.role === 'authority' || device.login !== login) return
    if (this.#prekeys.knows(EVERYBODY, device, signed)) return
    places.certificate(shower)
    await this.#here.store.writer.write(() => this.#prekeys.learn(EVERYBODY, device, signed, only(shower)))
  }

  /** Inside a group commit: what the next own event there carries; empty for nothing. */
  prekeyFor(chat: Chat): Uint8Array {
    if (!this.#isSmall(chat)) return NO_PREKEY
    const prekey = this.#prekeys.forNextEvent(chat.place.row, this.#turns.has(chat))
    if (prekey !== undefined) this.#turns.delete(chat)
    return prekey ?? NO_PREKEY
  }

  /** Inside a group commit: another device's events were taken, with the prekey they carry. */
  heard(chat: Chat, { author, events }: ProvenBurst, certificates: Certificates): void {
    if (!isSealed(chat.place)) return
    this.#outgoing.answered(chat)
    this.#turns.add(chat)
    const carried = events.findLast(({ header }) => header.prekey.length > 0)?.header.prekey
    const device = this.#here.history.places.knownDevice(author.peerId)
    if (carried !== undefined && device !== undefined)
      this.#prekeys.learn(chat.place.row, device, carried, certificates)
  }

  /** Own events for one device. @returns undefined where they cannot be sealed for it; in a session they go as they are */
  seal(chat: Chat, wanted: Wanted): Sealed | undefined {
    return isSealed(chat.place) ? this.#outgoing.seal(chat, wanted) : undefined
  }

  /** A device has opened what was sealed for it last. */
  opened(chat: Chat, device: DevicePlace): void {
    this.#outgoing.opened(chat, device)
  }

  /** What an absent device lacks of own events above those places, for carriers: the oldest of each conversation first. */
  parcelsFor(device: DevicePlace, above: (chat: Chat) => number): ParcelFor[] {
    const parcels: ParcelFor[] = []
    for (const chat of this.#here.chats.with(device.login)) {
      const upTo = Math.min(chat.ownHead?.seq ?? 0, chat.reachOf(device.login))
      const from = Math.max(chat.deliveredTo(device.peerId), above(chat))
      for (let at = from; at < upTo && parcels.length < PARCELS_MAX; ) {
        const sealed = this.seal(chat, { device, above: at, upTo, way: 'carrier', wasOffered: () => false })
        if (sealed === undefined) break
        parcels.push({ chat, ...sealed })
        at = sealed.to
      }
    }
    return parcels
  }

  /**
   * @param bringer who brings it, the author or a carrier
   * @throws Fault PARCEL_*, PREKEY_UNKNOWN, BOX_*, GRANT_*, SEALING_*, ENVELOPE_*, DELIVERY_MALFORMED
   */
  open(bringer: VerifiedCert, bytes: Uint8Array): OpenedParcel {
    const parcel = decodeParcel(bytes)
    const certificates = (name: Fingerprint) =>
      name === bringer.fingerprint ? bringer : this.#authors.named(name)
    const opened = this.#retried(
      () => this.#openings.open(parcel, certificates),
      () => this.#meetAuthor(this.#openings.preview(parcel)),
    )
    try {
      return { ...opened, ...decodeCarried(bringer.peerId, opened.payload) }
    } catch (error) {
      opened.giveBack()
      throw error
    }
  }

  stop(): void {
    for (const timer of this.#upkeep) clearInterval(timer)
    this.#entitled.stop()
  }

  /** Tried again after `prepare` where the certificate of whoever made the box is not known here. */
  #retried<Result>(work: () => Result, prepare: () => void): Result {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'SEALING_CERTIFICATE_UNKNOWN') throw error
      prepare()
      return work()
    }
  }

  /** Keeps the certificates shown along with a burst, as far as they are good. @throws Fault CERT_*, ... */
  #meetAuthor(payload: Uint8Array | undefined): void {
    if (payload === undefined) return
    const burst = decodeBurst(decodeCarried('', payload).burst, this.#here.primitives)
    const author = deviceText(burst.first.header.device)
    for (const certificate of this.#authors.of(undefined, author, burst).values())
      this.#here.history.places.certificate(certificate)
  }

  #isSmall(chat: Chat): boolean {
    return isSealed(chat.place) && this.#entitled.in(chat).set.devices.size <= SMALL_DEVICES_MAX
  }

  /** Deletes keys whose time is over, some at a time. */
  async #forget(): Promise<void> {
    const { places } = this.#here.history
    const rings = this.#keeping
      .rings()
      .map((where) => () => this.#prekeys.forget(where, this.#othersIn(where)))
    const states = this.#keeping.received().map((row) => () => {
      const chain = places.chainAt(row)
      if (chain !== undefined) this.#openings.forget(chain)
    })
    const jobs = [...rings, ...states]
    while (jobs.length > 0) {
      const some = jobs.splice(0, FORGET_AT_ONCE)
      await this.#here.store.writer.write(() => {
        for (const job of some) job()
      })
    }
  }

  /** The other devices of a small conversation. */
  #othersIn(where: number): DevicePlace[] {
    const { chats, history } = this.#here
    const chat = where === EVERYBODY ? undefined : chats.all().find(({ place }) => place.row === where)
    if (chat === undefined || !this.#isSmall(chat)) return []
    const others = [...this.#entitled.in(chat).others.keys()]
    return others.flatMap((device) => history.places.knownDevice(device) ?? [])
  }

  readonly #failed = (err: unknown): void => {
    const code = err instanceof Fault ? err.code : 'INTERNAL'
    this.#here.log.error({ code, err }, 'keys were not kept in order')
  }
}

function isSealed({ kind }: ConversationPlace): boolean {
  return kind !== 'everyone'
}

function only(certificate: VerifiedCert): Certificates {
  return (name) => (name === certificate.fingerprint ? certificate : undefined)
}
