// The index says the same as the messages: when they are stored, said again in other words, forgotten; and what it
// forgets is nowhere in the file.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { searchView } from '@parley/peer/daemon/search.ts'
import { buildIndex } from '@parley/peer/search/build.ts'
import { LATE_MAX, LATE_MS } from '@parley/peer/search/constants.ts'
import { find } from '@parley/peer/search/find.ts'
import { indexMessage, unindexMessage } from '@parley/peer/search/index.ts'
import { indexSoon } from '@parley/peer/search/later.ts'
import { questionOf } from '@parley/peer/search/question.ts'
import { openStore, type Store } from '@parley/peer/store/open.ts'
import { type Draft, textDraft } from '@parley/shared/events/body.ts'
import { DEVICE_BYTES } from '@parley/shared/events/constants.ts'
import { editDraft } from '@parley/shared/events/remarks.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import Database from 'better-sqlite3-multiple-ciphers'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, STORE_KEY, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

interface Said {
  readonly text: string
  readonly time: number
  readonly conversation?: number
  readonly device?: number
}

const DAY = 86_400_000
const NOON = Date.UTC(2026, 10, 21, 12)

/** A database with two conversations, three devices, and what was said, oldest first. */
async function history(test: Pick<TestContext, 'after'>, ...said: readonly Said[]) {
  const path = join(await temporaryFolder(test), 'history.db')
  const store = openStore(path, STORE_KEY)
  test.after(() => store.close())
  store.db.exec(`
    INSERT INTO conversation (id, name, kind, login) VALUES (1, x'01', 'direct', 'bob'), (2, x'02', 'direct', 'carol');
    INSERT INTO device (id, peer, login) VALUES (1, 'A', 'alice'), (2, 'B', 'bob'), (3, 'C', 'bob');
    INSERT INTO certificate VALUES (1, 'f', 1, x'00');
    INSERT INTO chain (id, conversation, device, tag)
      SELECT c.id * 10 + d.id, c.id, d.id, 't' || c.id || d.id FROM conversation c, device d;`)
  const add = (one: Said, draft?: Draft) => addEvent(store, one, draft)
  const messages = said.map((one) => {
    const message = add(one)
    indexMessage(store.db, message)
    return message
  })
  return { path, store, messages, add }
}

function addEvent(
  { db }: Store,
  { text, time, conversation = 1, device = 1 }: Said,
  { kind, body }: Pick<Draft, 'kind' | 'body'> = textDraft(text),
) {
  const chain = conversation * 10 + device
  const seq =
    1 + Number(db.prepare('SELECT coalesce(max(seq), 0) FROM event WHERE chain = ?').pluck().get(chain))
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO event (chain, seq, conversation, certificate, kind, time, count, header, body)
              VALUES (?, ?, ?, 1, ?, ?, 0, x'00', ?)`)
    .run(chain, seq, conversation, kind, time, body)
  return {
    message: Number(lastInsertRowid),
    id: `t${conversation}${device}-${seq}`,
    conversation,
    device,
    time,
    text,
  }
}

const ids = ({ db }: Store, typed: string, rest = {}) => [
  ...find(db, { question: questionOf(typed), ...rest }).messages,
]

describe('the index', () => {
  it('finds words, beginnings and phrases, the newest first, whatever the order they came in', async (t) => {
    const { store, messages } = await history(
      t,
      { text: 'Le rapport annuel est prêt', time: NOON },
      { text: 'an older REPORT, annually', time: NOON - DAY },
      { text: 'the annual report', time: NOON + DAY, conversation: 2, device: 2 },
    )
    const [ready, older, report] = messages.map(({ id }) => id)
    assert.deepEqual(ids(store, 'annu'), [report, ready, older])
    assert.deepEqual(ids(store, 'report annual'), [report, older])
    assert.deepEqual(ids(store, '"annual report"'), [report])
    assert.deepEqual(ids(store, 'PRET'), [ready])
    assert.deepEqual(ids(store, 'nothing'), [])
  })

  it('narrows by conversation, person, kind and time', async (t) => {
    const { store, messages } = await history(
      t,
      { text: 'tea with @bob', time: NOON },
      { text: 'tea at https://tea.example/green', time: NOON + 1, device: 2 },
      { text: 'tea', time: NOON + 2, device: 3, conversation: 2 },
    )
    const [mention, link, other] = messages.map(({ id }) => id)
    assert.deepEqual(ids(store, 'tea', { conversation: 1 }), [link, mention])
    assert.deepEqual(ids(store, 'tea', { devices: [2, 3] }), [other, link])
    assert.deepEqual(ids(store, 'tea', { devices: [] }), [])
    assert.deepEqual(ids(store, 'tea', { kind: 'link' }), [link])
    assert.deepEqual(ids(store, '', { kind: 'mention' }), [mention])
    assert.deepEqual(ids(store, '', { conversation: 2 }), [other])
    assert.deepEqual(ids(store, 'tea', { since: NOON + 1, until: NOON + 1 }), [link])
    assert.deepEqual(ids(store, '', { since: NOON + 1 }), [other, link])
    assert.deepEqual(ids(store, 'c1'), [])
    assert.throws(() => ids(store, ''), fault('SEARCH_EMPTY'))
  })

  it('pages without a gap and without saying anything twice, also inside one millisecond', async (t) => {
    const said = Array.from({ length: 100 }, (_, at) => ({
      text: `tea ${at}`,
      time: NOON + (at > 60 ? 1 : 0),
    }))
    const { store, messages } = await history(t, ...said)
    const seen: string[] = []
    for (let before: number | undefined; ; ) {
      const page = find(store.db, { question: questionOf('tea'), limit: 7, before })
      seen.push(...page.messages)
      before = page.next
      if (before === undefined) break
    }
    assert.equal(new Set(seen).size, 100)
    assert.deepEqual(new Set(seen), new Set(messages.map(({ id }) => id)))
  })

  it('finds what was said again only by the new words', async (t) => {
    const { store, messages, add } = await history(t, { text: 'meet at noon', time: NOON })
    const [message] = messages
    assert.ok(message)
    const again = { text: 'meet at midnight', time: NOON + 5 }
    const edit = add(again, editDraft({ device: new Uint8Array(DEVICE_BYTES.min), seq: 1 }, again.text))
    indexMessage(store.db, { ...message, words: edit.message, text: edit.text })
    assert.deepEqual(ids(store, 'noon'), [])
    assert.deepEqual(ids(store, 'midnight'), [message.id])
    unindexMessage(store.db, message.message)
    assert.deepEqual(ids(store, 'meet'), [])
    assert.deepEqual(ids(store, '', { conversation: 1 }), [])
    store.check()
    store.db.exec(`INSERT INTO said_words (said_words) VALUES ('integrity-check')`)
  })

  it('has nothing left of what was forgotten, in no page of the file', async (t) => {
    const filler = Array.from({ length: 300 }, (_, at) => ({
      text: `some other words ${at} zq`,
      time: NOON + at,
    }))
    const { path, store, messages } = await history(t, ...filler, {
      text: 'zqxjvk is secret',
      time: NOON - 1,
    })
    const forgotten = messages.at(-1)
    assert.ok(forgotten)
    assert.ok(await readable(path, store).then((file) => file.includes('qxjvk')), 'it is there before')
    await store.writer.write(() => {
      unindexMessage(store.db, forgotten.message)
      store.db.prepare(`UPDATE event SET body = x'' WHERE arrival = ?`).run(forgotten.message)
    })
    assert.equal((await readable(path, store)).indexOf('qxjvk'), -1)
    assert.equal(ids(store, 'other', { limit: 500 }).length, 300)
  })

  it('goes with the transaction', async (t) => {
    const { store, add } = await history(t)
    const failed = store.writer.write(() => {
      indexMessage(store.db, add({ text: 'never said', time: NOON }))
      throw new Error('the disk is full')
    })
    await assert.rejects(failed, /the disk is full/)
    assert.deepEqual(ids(store, 'never'), [])
    indexMessage(store.db, add({ text: 'said at last', time: NOON }))
    assert.equal(ids(store, 'said').length, 1)
  })
})

describe('messages that were just stored', () => {
  const indexed = ({ db }: Store) => db.prepare('SELECT count(*) FROM said').pluck().get()

  it('are taken in a moment later, together, and before anybody searches', async (t) => {
    const { store, add } = await history(t)
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const stored = await store.writer.write(() => {
      indexSoon(store, 2)
      return [add({ text: 'low tide', time: NOON }), add({ text: 'high tide', time: NOON + 1 })]
    })
    assert.equal(indexed(store), 0)
    assert.deepEqual(ids(store, 'tide'), stored.map(({ id }) => id).reverse())
    await store.writer.write(() => {
      add({ text: 'slack water', time: NOON + 2 })
      indexSoon(store, 1)
    })
    t.mock.timers.tick(LATE_MS)
    store.writer.flush()
    assert.equal(indexed(store), 3)
  })

  it('are taken in at once when they are many', async (t) => {
    const { store, add } = await history(t)
    await store.writer.write(() => {
      for (let n = 0; n < LATE_MAX; n++) add({ text: `wave ${n}`, time: NOON + n })
      indexSoon(store, LATE_MAX)
    })
    assert.equal(indexed(store), LATE_MAX)
  })

  it('are taken in after a crash, and after a write that came to nothing', async (t) => {
    const { path, store, add } = await history(t)
    await store.writer.write(() => add({ text: 'before the crash', time: NOON }))
    const copy = `${path}.copy`
    for (const part of ['', '-wal']) await copyFile(`${path}${part}`, `${copy}${part}`)
    const again = openStore(copy, STORE_KEY)
    t.after(() => again.close())
    assert.equal(ids(again, 'crash').length, 1)
    const failed = store.writer.write(() => {
      add({ text: 'never said', time: NOON })
      indexSoon(store, LATE_MAX)
      throw new Error('the disk is full')
    })
    await assert.rejects(failed, /the disk is full/)
    assert.equal(ids(store, 'crash').length, 1)
    assert.equal(ids(store, 'never').length, 0)
  })

  it('are found by the words of an edit that came before their turn', async (t) => {
    const { store, add } = await history(t)
    const again = { text: 'at midnight', time: NOON + 5 }
    const said = await store.writer.write(() => {
      const message = add({ text: 'at noon', time: NOON })
      const edit = add(again, editDraft({ device: new Uint8Array(DEVICE_BYTES.min), seq: 1 }, again.text))
      indexMessage(store.db, { ...message, words: edit.message, text: edit.text })
      return message
    })
    assert.deepEqual(ids(store, 'noon'), [])
    assert.deepEqual(ids(store, 'midnight'), [said.id])
  })
})

/** The whole file in clear, with its free pages. */
async function readable(path: string, { db }: Store): Promise<Buffer> {
  db.pragma('wal_checkpoint(TRUNCATE)')
  const copy = `${path}.clear`
  await copyFile(path, copy)
  const clear = new Database(copy)
  clear.pragma(`cipher = 'sqlcipher'`)
  clear.pragma('legacy = 4')
  clear.pragma(`key = "x'${Buffer.from(STORE_KEY).toString('hex')}'"`)
  clear.pragma('journal_mode = DELETE')
  clear.pragma(`rekey = ''`)
  clear.close()
  const bytes = readFileSync(copy)
  assert.equal(bytes.subarray(0, 15).toString(), 'SQLite format 3')
  return bytes
}

describe('a history that was here before its index', () => {
  it('is taken in bit by bit, goes on after a stop, and does not take twice what came meanwhile', async (t) => {
    const { store, add } = await history(t)
    const old = Array.from({ length: 950 }, (_, at) => add({ text: `old ${at}`, time: NOON + at }))
    store.db
      .prepare('UPDATE said_from SET arrival = ?, total = ?')
      .run((old.at(-1)?.message ?? 0) + 1, old.length)
    const first = buildIndex(store, silentLog)
    assert.deepEqual(first.progress(), { done: 0, total: 950 })
    indexMessage(store.db, add({ text: 'new meanwhile', time: NOON + 5000 }))
    // Its first step ends, and then it is stopped.
    await store.writer.write(() => undefined)
    first.stop()
    await first.finished
    const { done } = first.progress() ?? { done: Number.NaN }
    assert.ok(done > 0 && done < 950, `${done} done`)
    assert.deepEqual(ids(store, 'old', { limit: 1 }), [old.at(-1)?.id])
    const second = buildIndex(store, silentLog)
    await second.finished
    assert.equal(second.progress(), undefined)
    assert.equal(ids(store, 'old', { limit: 500 }).length, 500)
    assert.equal(store.db.prepare('SELECT count(*) FROM said').pluck().get(), 951)
    assert.equal(ids(store, 'meanwhile').length, 1)
  })
})

describe('what alice and bob say', () => {
  it('is found on both sides as soon as it is stored', async (t) => {
    const realm = makeRealm()
    const alice = await startPerson(t, realm, realm.device('alice'))
    const bob = await startPerson(t, realm, realm.device('bob'))
    await alice.connect(bob)
    const { id } = await alice.conversations.send(direct('bob'), 'Rendez-vous à l’École')
    assert.deepEqual(ids(alice.store, 'ecole rendez-vous'), [id])
    await alice.conversations.awaitState(id, 'delivered', AbortSignal.timeout(30_000))
    assert.deepEqual(ids(bob.store, 'ecole rendez-vous'), [id])

    // By the words it has now, and not at all once it is deleted; in a room by the room.
    await alice.conversations.edit(id, 'Rendez-vous au Café')
    assert.deepEqual(ids(alice.store, 'ecole'), [])
    assert.deepEqual(ids(alice.store, 'cafe'), [id])
    await alice.conversations.delete(id)
    assert.deepEqual(ids(alice.store, 'rendez'), [])
    const said = await alice.conversations.send({ kind: 'room', name: 'everyone' }, 'ebb at noon')
    const search = (where: string) => {
      const build = { progress: () => undefined, finished: Promise.resolve(), stop: () => {} }
      return searchView({ ...alice, build }, { words: 'ebb', in: where }).hits.map(
        ({ message }) => message.id,
      )
    }
    assert.deepEqual(search('#everyone'), [said.id])
    assert.deepEqual(search('@bob'), [])
    assert.deepEqual(search('#nowhere'), [])
  })
})
