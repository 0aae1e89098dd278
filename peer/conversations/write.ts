// From drafts to events on this disk: everything drafted for a conversation while the last commit ran becomes one
// burst under one signature. Tells the feed and whoever delivers once it is durable; sends nothing itself.
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import { type Draft, membershipDraft } from '@parley/shared/events/body.ts'
import { compose } from '@parley/shared/events/compose.ts'
import { SEEN_MAX } from '@parley/shared/events/constants.ts'
import { deviceText } from '@parley/shared/events/device.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { ProvenEvent } from '@parley/shared/events/proven.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { everythingSeen } from '../groups/group.ts'
import { type Applied, applyEvents } from './apply.ts'
import type { Chat } from './chat.ts'
import type { Parts } from './parts.ts'
import { tellApplied } from './tell.ts'

/** What is only known when its turn comes: an act says what was seen until then. @throws Fault: it is not written */
export type LateDraft = () => Draft

interface Written {
  readonly events: readonly { readonly waiting: Waiting; readonly event: ProvenEvent | Fault }[]
  /** Whether it may be others now who are in. */
  readonly company: 'same' | 'changed'
  readonly applied: readonly Applied[]
}

interface Waiting {
  readonly draft: Draft | LateDraft
  done(event: ProvenEvent): void
  failed(reason: unknown): void
}

const NO_PREKEY = new Uint8Array()

export class Composer {
  readonly #parts: Parts
  readonly #waiting = new Map<Chat, Waiting[]>()
  readonly #written: (chat: Chat, company: 'same' | 'changed') => void

  /** @param written called for each conversation that has new events of its own on disk */
  constructor(parts: Parts, written: (chat: Chat, company: 'same' | 'changed') => void) {
    this.#parts = parts
    this.#written = written
  }

  /** @returns the event, once it is on disk. @throws Fault EVENT_CERTIFICATE_PERIOD, GROUP_NOT_MEMBER, DISK_FULL ... */
  write(chat: Chat, draft: Draft | LateDraft): Promise<ProvenEvent> {
    return new Promise((done, failed) => {
      const queue = this.#waiting.get(chat)
      if (queue !== undefined) {
        queue.push({ draft, done, failed })
        return
      }
      const fresh = [{ draft, done, failed }]
      this.#waiting.set(chat, fresh)
      void this.#commit(chat, fresh)
    })
  }

  async #commit(chat: Chat, queue: Waiting[]): Promise<void> {
    const { store, history, own } = this.#parts
    try {
      const certificate = own()
      const row = history.places.certificate(certificate)
      const written = await store.writer.write(() => {
        this.#waiting.delete(chat)
        return this.#append(chat, queue, certificate, row)
      })
      if (written instanceof Fault) throw written
      for (const one of written.applied) tellApplied(this.#parts, chat, certificate.login, one)
      for (const { waiting, event } of written.events) {
        if (event instanceof Fault) waiting.failed(event)
        else waiting.done(event)
      }
      this.#written(chat, written.company)
    } catch (error) {
      this.#waiting.delete(chat)
      for (const { failed } of queue) failed(error)
    }
  }

  /** Inside a group commit: refuses by its value. */
  #append(chat: Chat, queue: Waiting[], certificate: OwnCertificate, row: number): Written | Fault {
    const { history, sealing, signer, primitives, now } = this.#parts
    const seen = chat.unnamed().slice(0, SEEN_MAX)
    try {
      const { drafts, refused } = this.#drafts(chat, queue)
      const bursts = compose({
        conversation: chat.place.name,
        certificate,
        signer,
        head: chat.ownHead,
        seen,
        clock: chat.clock,
        drafts: drafts.map(({ draft }) => draft),
        prekey: drafts.length === 0 ? NO_PREKEY : sealing.prekeyFor(chat),
        now: now(),
        primitives,
      })
      let company: Written['company'] = 'same'
      const applied: Applied[] = []
      for (const burst of bursts) {
        history.events.append(chat.own, burst, new Map([[certificate.fingerprint, row]]))
        if (chat.advance(burst)) company = 'changed'
        applied.push(applyEvents(this.#parts, chat, chat.own, burst))
      }
      for (const { device, seq } of seen) chat.named(deviceText(device), seq)
      const events = bursts.flatMap((burst) => burst.events)
      const done = drafts.flatMap(({ waiting }, index) => {
        const event = events[index]
        return waiting === undefined || event === undefined ? [] : [{ waiting, event }]
      })
      return { events: [...done, ...refused], applied, company }
    } catch (error) {
      if (error instanceof Fault) return error
      throw error
    }
  }

  /** What is written now. In a group a device says first that it knows it is in. */
  #drafts(chat: Chat, queue: readonly Waiting[]) {
    const drafts: { readonly draft: Draft; readonly waiting: Waiting | undefined }[] = []
    const refused: { readonly waiting: Waiting; readonly event: Fault }[] = []
    for (const waiting of queue) {
      try {
        const draft = typeof waiting.draft === 'function' ? waiting.draft() : waiting.draft
        if (draft.kind !== KIND.membership && drafts.length === 0) drafts.push(...this.#greeting(chat))
        drafts.push({ draft, waiting })
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        refused.push({ waiting, event: error })
      }
    }
    return { drafts, refused }
  }

  /** @throws Fault GROUP_NOT_MEMBER */
  #greeting({ group, own, heads, label }: Chat) {
    if (group === undefined) return []
    const { login, peerId } = own.device
    if (!group.isMember(login)) throw new Fault('GROUP_NOT_MEMBER', { room: label })
    if (group.hasJoined(peerId, login)) return []
    const draft = membershipDraft({ deed: { kind: 'join' }, seen: everythingSeen(heads) })
    return [{ draft, waiting: undefined }]
  }
}
