// From drafts to events on this disk: everything drafted for a conversation while the last commit ran becomes one
// burst under one signature. Tells the feed and whoever delivers once it is durable; sends nothing itself.
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import type { Draft } from '@parley/shared/events/body.ts'
import { compose } from '@parley/shared/events/compose.ts'
import { SEEN_MAX } from '@parley/shared/events/constants.ts'
import { deviceText } from '@parley/shared/events/device.ts'
import type { ProvenEvent } from '@parley/shared/events/proven.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Applied, applyEvents } from './apply.ts'
import type { Chat } from './chat.ts'
import type { Parts } from './parts.ts'
import { tellApplied } from './tell.ts'

interface Waiting {
  readonly draft: Draft
  done(event: ProvenEvent): void
  failed(reason: unknown): void
}

interface Written {
  readonly events: readonly ProvenEvent[]
  readonly applied: readonly Applied[]
}

export class Composer {
  readonly #parts: Parts
  readonly #waiting = new Map<Chat, Waiting[]>()
  readonly #written: (chat: Chat) => void

  /** @param written called for each conversation that has new events of its own on disk */
  constructor(parts: Parts, written: (chat: Chat) => void) {
    this.#parts = parts
    this.#written = written
  }

  /** @returns the event, once it is on disk. @throws Fault EVENT_CERTIFICATE_PERIOD, DISK_FULL ... */
  write(chat: Chat, draft: Draft): Promise<ProvenEvent> {
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
      const { events, applied } = written
      for (const one of applied) tellApplied(this.#parts, chat, certificate.login, one)
      for (const [index, event] of events.entries()) queue[index]?.done(event)
    } catch (error) {
      this.#waiting.delete(chat)
      for (const { failed } of queue) failed(error)
      return
    }
    this.#written(chat)
  }

  /** Inside a group commit: refuses by its value. */
  #append(chat: Chat, queue: Waiting[], certificate: OwnCertificate, row: number): Written | Fault {
    const { history, signer, primitives, now } = this.#parts
    const seen = chat.unnamed().slice(0, SEEN_MAX)
    try {
      const bursts = compose({
        conversation: chat.place.name,
        certificate,
        signer,
        head: chat.ownHead,
        seen,
        clock: chat.clock,
        drafts: queue.map(({ draft }) => draft),
        now: now(),
        primitives,
      })
      const applied: Applied[] = []
      for (const burst of bursts) {
        history.events.append(chat.own, burst, new Map([[certificate.fingerprint, row]]))
        chat.advance(chat.own.device.peerId, burst.head)
        applied.push(applyEvents(this.#parts, chat, chat.own, burst))
      }
      for (const { device, seq } of seen) chat.named(deviceText(device), seq)
      return { events: bursts.flatMap(({ events }) => events), applied }
    } catch (error) {
      if (error instanceof Fault) return error
      throw error
    }
  }
}
