// Somebody who composes events in memory: a device of a realm, its chain, its clock.
import { checkChain, type VerifiedCert } from '@parley/shared/certificates/check.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { type AcceptInput, accept, type Verdict } from '@parley/shared/events/accept.ts'
import { type Draft, textDraft } from '@parley/shared/events/body.ts'
import { decodeBurst, encodeBurst } from '@parley/shared/events/burst.ts'
import { CLOCK_START } from '@parley/shared/events/clock.ts'
import { compose } from '@parley/shared/events/compose.ts'
import { directConversation } from '@parley/shared/events/hash.ts'
import type { Seen } from '@parley/shared/events/header.ts'
import type { Head, ProvenBurst } from '@parley/shared/events/proven.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import type { Device, TestRealm } from './realm.ts'

export function certificateOf(realm: TestRealm, device: Device, now = new Date()): VerifiedCert {
  const issuers = { roots: [realm.root], issuers: [realm.issuing.der], primitives }
  const lists = realm
    .lists()
    .reduce((all, der) => all.with(verifyRevocationList(der, issuers)), noRevocationLists)
  return checkChain({
    presented: device.chain,
    roots: [realm.root],
    lists,
    now,
    expectedPeerId: device.peerId,
    acquaintance: 'known',
    primitives,
  })
}

/** The direct conversation of alice and bob. */
const withBob = (realm: TestRealm) => directConversation(realm.name, login('alice'), login('bob'), primitives)

export class Writer {
  readonly certificate: VerifiedCert
  readonly device: Device
  readonly conversation: Uint8Array
  head: Head | undefined
  now = new Date()

  constructor(realm: TestRealm, device: Device, conversation = withBob(realm)) {
    this.device = device
    this.certificate = certificateOf(realm, device)
    this.conversation = conversation
  }

  /** Goes on from where this writer is, without moving it: a second try makes a fork. */
  draft(drafts: readonly Draft[], { seen = [] as readonly Seen[], now = this.now } = {}): ProvenBurst {
    const [burst] = compose({
      conversation: this.conversation,
      certificate: this.certificate,
      signer: this.device.signer,
      head: this.head,
      seen,
      clock: CLOCK_START,
      drafts,
      prekey: new Uint8Array(),
      now,
      primitives,
    })
    if (burst === undefined) throw new Error('nothing to write')
    return burst
  }

  /** @returns the burst as it travels */
  write(...texts: readonly string[]): Uint8Array {
    const burst = this.draft(texts.map(textDraft))
    this.head = burst.head
    return onTheWire(burst)
  }
}

export function onTheWire(burst: ProvenBurst): Uint8Array {
  return encodeBurst(burst.events, burst.signature, [])
}

/** Somebody who takes what a writer sends. */
export class Reader {
  readonly author: Writer
  readonly #accepted: ProvenBurst[] = []

  constructor(author: Writer) {
    this.author = author
  }

  get head(): Head | undefined {
    return this.#accepted.at(-1)?.head
  }

  get texts(): string[] {
    const events = this.#accepted.flatMap((burst) => burst.events)
    return events.flatMap(({ content }) => (content?.kind === 1 ? [content.text] : []))
  }

  take(bytes: Uint8Array, otherwise: Partial<AcceptInput> = {}): Verdict {
    const burst = decodeBurst(bytes, primitives)
    const held = this.#accepted
      .flatMap(({ events }) => events)
      .find(({ header }) => header.seq === burst.last.header.seq)
    const verdict = accept({
      burst,
      conversation: this.author.conversation,
      isMember: (who) => who === 'alice' || who === 'bob',
      author: this.author.device.peerId,
      head: this.head,
      held: held?.hash,
      certificate: (name) =>
        name === this.author.certificate.fingerprint ? this.author.certificate : undefined,
      now: new Date(),
      primitives,
      ...otherwise,
    })
    if (verdict.kind === 'accepted') this.#accepted.push(verdict.burst)
    return verdict
  }
}
