// Whatever the order in which chains arrive, every device shows the same and has the same words on its disk.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { applyEvents } from '@parley/peer/conversations/apply.ts'
import type { BegunLines } from '@parley/peer/conversations/begun.ts'
import type { Chat } from '@parley/peer/conversations/chat.ts'
import { messageOf, textIn } from '@parley/peer/conversations/message.ts'
import { remarked } from '@parley/peer/conversations/remarked.ts'
import { openHistory } from '@parley/peer/history/history.ts'
import { BEGINNING, END } from '@parley/peer/history/timeline.ts'
import type { Choices } from '@parley/peer/peace/choices.ts'
import type { Rights } from '@parley/peer/peace/rights.ts'
import { indexNow } from '@parley/peer/search/later.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { type Draft, messageDraft, readBody } from '@parley/shared/events/body.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { directConversation } from '@parley/shared/events/hash.ts'
import { hideDraft } from '@parley/shared/events/hide.ts'
import type { ProvenBurst } from '@parley/shared/events/proven.ts'
import {
  deletionDraft,
  editDraft,
  lifetimeDraft,
  pinDraft,
  reactionDraft,
} from '@parley/shared/events/remarks.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { createLog } from '@parley/shared/host/log.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'
import { temporaryFolder } from '../../support/folder.ts'
import { STORE_KEY } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'
import { certificateOf, Writer } from '../../support/writer.ts'

const WRITERS = 3
const START = Date.now()

/** What one device does next; `device` and `seq` name a message, also one that is never written. */
const step = fc.record({
  by: fc.nat(WRITERS - 1),
  does: fc.constantFrom(
    'text',
    'text',
    'reply',
    'edit',
    'delete',
    'react',
    'unreact',
    'pin',
    'unpin',
    'short',
    'lifetime',
    'hide',
    'unhide',
  ),
  device: fc.nat(WRITERS - 1),
  seq: fc.integer({ min: 1, max: 6 }),
  mark: fc.constantFrom('👍', '❤️', 'ok'),
})
interface Step {
  readonly by: number
  readonly does: string
  readonly device: number
  readonly seq: number
  readonly mark: string
}

function draftOf(writers: readonly Writer[], { does, device, seq, mark }: Step, at: number): Draft {
  const about = { device: deviceBytes(writers[device]?.device.peerId ?? assert.fail()), seq }
  switch (does) {
    case 'reply':
      return messageDraft(`answer ${at}`, { reply: about })
    case 'edit':
      return editDraft(about, `edit ${at}`)
    case 'delete':
      return deletionDraft(about)
    case 'react':
    case 'unreact':
      return reactionDraft(about, mark, does === 'react')
    case 'pin':
    case 'unpin':
      return pinDraft(about, does === 'pin')
    case 'hide':
    case 'unhide':
      return hideDraft({ about, on: does === 'hide', reason: `${at}`, seen: new Map() })
    case 'short':
      return messageDraft(`short ${at}`, { lifetime: 1 })
    case 'lifetime':
      return lifetimeDraft(at % 2 === 0 ? 0 : 1)
    default:
      return messageDraft(`text ${at}`, {})
  }
}

test('any order of arrival: the same messages, the same words on the disk', async (t) => {
  const realm = makeRealm()
  const people = [realm.device('alice'), realm.device('alice'), realm.device('bob')]
  const folder = await temporaryFolder(t)
  const disks = ['one', 'other'].map((name) => {
    const store = openStore(join(folder, name), STORE_KEY)
    t.after(() => store.close())
    return { store, history: openHistory(store, primitives) }
  })
  let runs = 0

  /** All of it on one disk, taking from the chains as `order` says. */
  const stored = (
    { store, history }: (typeof disks)[number],
    other: Login,
    chains: readonly (readonly ProvenBurst[])[],
    order: readonly number[],
  ) => {
    const place = history.places.direct(realm.name, login('alice'), other)
    const places = people.map((device) =>
      history.places.chain(place, history.places.device(device.peerId, login(device.login))),
    )
    const certificates = people.map((device) => {
      const certificate = certificateOf(realm, device)
      return new Map([[certificate.fingerprint, history.places.certificate(certificate)]])
    })
    // Of a conversation only what the rules below ask.
    const chat = {
      place,
      own: places[0],
      target: { kind: 'direct', login: other },
      stateOf: () => 'sent',
      counts: () => true,
    } as unknown as Chat
    const here = {
      history,
      primitives,
      now: () => new Date(START + 60_000),
      choices: { isBlocked: () => false } as unknown as Choices,
      begun: {} as unknown as BegunLines,
      // Bob keeps order here.
      rights: { mayHide: (_: Chat, act: { login: Login }) => act.login === 'bob' } as unknown as Rights,
      log: createLog({ write: () => undefined }),
    }
    const next = chains.map(() => 0)
    const take = (who: number) => {
      const burst = chains[who]?.[next[who] ?? 0]
      const chain = places[who]
      if (burst === undefined || chain === undefined) return
      next[who] = (next[who] ?? 0) + 1
      history.events.append(chain, burst, certificates[who] ?? new Map())
      applyEvents(here, chat, chain, burst)
    }
    store.db.exec('BEGIN')
    for (const who of order) take(who)
    for (const [who, chain] of chains.entries()) for (const _ of chain) take(who)
    store.db.exec('COMMIT')
    const rows = history.timeline.between(place, BEGINNING, END, { limit: 1000, take: 'first' })
    const messages = rows.map((row) =>
      messageOf(
        here,
        chat,
        {
          chain: row.tag,
          seq: row.seq,
          time: row.time,
          login: login(history.places.chainOf(row.tag)?.device.login ?? ''),
          peerId: row.peer,
          content: textIn(row.body),
          gone: row.gone,
        },
        'open',
      ),
    )
    const words = store.db
      .prepare<[number], { tag: string; seq: number; body: Uint8Array; gone: number | null }>(
        `SELECT c.tag, e.seq, e.body, e.gone FROM event e JOIN chain c ON c.id = e.chain
         WHERE e.conversation = ? ORDER BY c.tag, e.seq`,
      )
      .all(place.row)
    indexNow(store.db)
    const found = store.db
      .prepare<[number], unknown>(
        `SELECT m.tag, e.seq, o.tag AS by, w.seq AS number FROM said s
           JOIN event e ON e.arrival = s.message JOIN chain m ON m.id = e.chain
           JOIN event w ON w.arrival = s.words JOIN chain o ON o.id = w.chain
         WHERE e.conversation = ? ORDER BY m.tag, e.seq`,
      )
      .all(place.row)
    return { messages, words, found }
  }

  fc.assert(
    fc.property(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      fc.infiniteStream(fc.nat(WRITERS - 1)),
      fc.infiniteStream(fc.nat(WRITERS - 1)),
      (steps, one, two) => {
        runs += 1
        const other = login(`bob${runs}`)
        const conversation = directConversation(realm.name, login('alice'), other, primitives)
        const writers = people.map((device) => new Writer(realm, device, conversation))
        const chains: ProvenBurst[][] = people.map(() => [])
        steps.forEach((what, at) => {
          const writer = writers[what.by] ?? assert.fail()
          writer.now = new Date(START + at)
          const burst = writer.draft([draftOf(writers, what, at)])
          writer.head = burst.head
          chains[what.by]?.push(burst)
        })
        const first = stored(disks[0] ?? assert.fail(), other, chains, [...one.take(steps.length)])
        const second = stored(disks[1] ?? assert.fail(), other, chains, [...two.take(steps.length)])
        assert.deepEqual(second.messages, first.messages)
        assert.deepEqual(second.words, first.words)
        assert.deepEqual(second.found, first.found)
        // What is deleted has no words anywhere, and everything else still has its own.
        for (const { seq, chain, deleted, text } of first.messages) {
          const kept = first.words.find((row) => row.tag === chain && row.seq === seq)
          assert.equal(kept?.body.length === 0, deleted !== undefined)
          assert.equal(text === '', deleted !== undefined)
        }
      },
    ),
    { numRuns: process.env.PARLEY_LONG === '1' ? 1_000 : 60 },
  )
})

test('only the author’s word counts for wording and deletion, and the latest one', () => {
  const alice = login('alice')
  const bob = login('bob')
  const about = { device: new Uint8Array(38), seq: 1 }
  const said = (who: typeof alice, time: number, draft: Draft) => {
    const remark = readBody(draft)
    if (remark === undefined || !('about' in remark)) throw new Error('no remark')
    return { remark, login: who, time, count: 0, peer: who, seq: time }
  }
  const edits = [
    said(alice, 2, editDraft(about, 'two')),
    said(alice, 1, editDraft(about, 'one')),
    said(bob, 9, editDraft(about, 'bob’s')),
  ]
  assert.equal(remarked(alice, edits).text, 'two')
  assert.equal(remarked(alice, [...edits].reverse()).text, 'two')
  assert.equal(remarked(alice, [said(bob, 1, deletionDraft(about))]).deleted, undefined)
  assert.deepEqual(remarked(alice, [...edits, said(alice, 1, deletionDraft(about))]).deleted, {
    by: 'alice',
    time: 1,
  })
})
