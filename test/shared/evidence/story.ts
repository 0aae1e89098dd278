// A conversation of alice and bob to be exported, in memory: real keys, a fixed clock.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { ownCertificate } from '@parley/shared/certificates/check.ts'
import { textDraft } from '@parley/shared/events/body.ts'
import { CLOCK_START } from '@parley/shared/events/clock.ts'
import { compose } from '@parley/shared/events/compose.ts'
import { directConversation } from '@parley/shared/events/hash.ts'
import type { Head, ProvenBurst } from '@parley/shared/events/proven.ts'
import { type EvidenceInput, evidenceOf } from '@parley/shared/evidence/build.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { type Device, makeRealm, NOW, type Realm } from '../certificates/realm.ts'

export const hasher = () => {
  const hash = createHash('sha256')
  return { update: (text: string) => void hash.update(text), digest: () => new Uint8Array(hash.digest()) }
}
export const minute = (count: number, from = NOW) => new Date(from.getTime() + count * 60_000)

export class Author {
  readonly device: Device
  readonly certificate
  readonly bursts: ProvenBurst[] = []
  readonly #conversation: Uint8Array
  head: Head | undefined

  constructor(realm: Realm, who: string, conversation: Uint8Array) {
    this.device = realm.enrol(who)
    this.#conversation = conversation
    this.certificate = ownCertificate({
      presented: this.device.chain,
      roots: [realm.root],
      expectedPeerId: this.device.peerId,
      primitives,
    })
  }

  compose(now: Date, texts: readonly string[]): ProvenBurst {
    const [burst] = compose({
      conversation: this.#conversation,
      certificate: this.certificate,
      signer: this.device.signer,
      head: this.head,
      seen: [],
      clock: CLOCK_START,
      prekey: new Uint8Array(),
      drafts: texts.map(textDraft),
      now,
      primitives,
    })
    return burst ?? assert.fail()
  }

  write(now: Date, ...texts: readonly string[]): this {
    const burst = this.compose(now, texts)
    this.bursts.push(burst)
    this.head = burst.head
    return this
  }
}

export function story(now = NOW) {
  const realm = makeRealm('harbour', now)
  const conversation = directConversation(realm.root.realm, login('alice'), login('bob'), primitives)
  const alice = new Author(realm, 'alice', conversation)
  const bob = new Author(realm, 'bob', conversation)
  alice.write(minute(1, now), 'We sail at dawn.', 'Bring the charts.', 'And rope.')
  bob.write(minute(2, now), 'Aye.')
  alice.write(minute(3, now), 'Good.')
  return { realm, conversation, alice, bob, now }
}

export type Story = ReturnType<typeof story>

export function exported(
  { realm, conversation, alice, bob, now }: Story,
  more: Partial<EvidenceInput> = {},
): string {
  const events = [alice, bob].flatMap((author) =>
    author.bursts.flatMap((burst) =>
      burst.events.map((event) => ({
        ...event,
        from: author.certificate.login,
        signature: event.header.seq === burst.head.seq ? burst.signature : undefined,
      })),
    ),
  )
  const input: EvidenceInput = {
    realm: realm.root.realm,
    conversation,
    made: { kind: 'direct' },
    people: [login('alice'), login('bob')],
    certificates: [alice.device.chain, bob.device.chain],
    lists: realm.lists.all().map(({ der }) => der),
    events,
    contradictions: [],
    exporter: bob.certificate,
    signer: bob.device.signer,
    now: minute(9, now),
    primitives,
    hasher,
    ...more,
  }
  return [...evidenceOf(input)].join('')
}
