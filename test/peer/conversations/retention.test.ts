// What is too old goes from the device that was told so: from the messages, the search and every page of its files. What it
// leaves still proves the rest.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'node:test'
import { find } from '@parley/peer/search/find.ts'
import { questionOf } from '@parley/peer/search/question.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { EvidenceCheck } from '@parley/shared/evidence/check.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, STORE_KEY, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const DAY = 86_400_000
const soon = () => AbortSignal.timeout(30_000)
const textsOf = ({ conversations }: Person, who: string) =>
  conversations.messages({ target: direct(who) }).map(({ text }) => text)
const found = ({ store }: Person, typed: string) =>
  find(store.db, { question: questionOf(typed) }).messages.length

/** Alice and bob talk, in a world whose clock can be set. */
async function talking(t: Parameters<typeof startPerson>[0] & Parameters<typeof temporaryFolder>[0]) {
  const realm = makeRealm()
  const start = Date.now()
  let at = start
  const now = () => new Date(at)
  const folder = await temporaryFolder(t)
  const alice = await startPerson(t, realm, realm.device('alice'), { now, folder })
  const bob = await startPerson(t, realm, realm.device('bob'), { now })
  await alice.connect(bob)
  return {
    realm,
    alice,
    bob,
    path: join(folder, 'parley.db'),
    /** Days after the beginning. */
    day(days: number) {
      at = start + days * DAY
    },
    async say(person: Person, to: string, text: string) {
      const { id } = await person.conversations.send(direct(to), text)
      await person.conversations.awaitState(id, 'delivered', soon())
      return id
    },
  }
}

/** The database in clear, with its free pages. */
async function readable(path: string): Promise<Buffer> {
  const copy = `${path}.clear`
  await copyFile(path, copy)
  const store = openStore(copy, STORE_KEY)
  store.db.pragma('journal_mode = DELETE')
  store.db.pragma(`rekey = ''`)
  store.close()
  return readFileSync(copy)
}

it('goes on the device whose owner wants that, for good, and nowhere else', async (t) => {
  const { realm, alice, bob, path, day, say } = await talking(t)
  await say(alice, 'bob', 'zqxjvk is the old word of alice')
  await say(bob, 'alice', 'wvkqzx is the old word of bob')
  const old = await say(alice, 'bob', 'an old one, soon said otherwise')
  await alice.conversations.edit(old, 'kqzwvx is the other wording')
  // Certificates of a test realm live for a week.
  day(3)
  await say(bob, 'alice', 'a new word of bob')
  await say(alice, 'bob', 'a new word of alice')
  assert.equal(found(alice, 'old'), 2)
  alice.store.db.pragma('wal_checkpoint(TRUNCATE)')
  assert.ok((await readable(path)).includes('zqxjvk'), 'it is there before')

  assert.deepEqual(alice.conversations.retention.rules(), { all: 'forever', own: [] })
  await alice.conversations.retention.set(undefined, 2)
  await alice.conversations.retention.run()
  assert.deepEqual(textsOf(alice, 'bob'), ['a new word of bob', 'a new word of alice'])
  assert.equal(found(alice, 'word'), 2)
  assert.equal(found(alice, 'wording'), 0)
  assert.equal(textsOf(bob, 'alice').length, 5, 'bob keeps what he has')

  // Her evidence proves the rest, chain by chain, without the words that are gone.
  const check = new EvidenceCheck({
    roots: [realm.root],
    primitives,
    hasher() {
      const hash = createHash('sha256')
      return { update: (text) => void hash.update(text), digest: () => new Uint8Array(hash.digest()) }
    },
  })
  const lines = [...alice.conversations.evidence(direct('bob'))]
  for (const line of lines) check.line(line.trimEnd())
  const { texts, events } = check.finish()
  assert.deepEqual([texts, events > 5], [2, true])
  assert.ok(!lines.some((line) => line.includes('old')))

  await alice.stop()
  const bytes = await readable(path)
  for (const word of ['zqxjvk', 'wvkqzx', 'kqzwvx', 'said otherwise'])
    assert.equal(bytes.indexOf(word), -1, word)
  // The body as base64 or JSON is nowhere either: only headers are left.
  assert.ok(bytes.includes('a new word of bob'))
})

it('follows the rule of a conversation before that of all, and comes back to it', async (t) => {
  const { alice, bob, day, say } = await talking(t)
  await say(alice, 'bob', 'old')
  await alice.conversations.send(direct('alice'), 'an old note')
  day(3)
  await say(alice, 'bob', 'new')
  const { retention } = alice.conversations
  await retention.set(direct('bob'), 'forever')
  await retention.set(undefined, 1)
  await retention.run()
  assert.deepEqual(retention.rules(), { all: 1, own: [{ target: direct('bob'), keep: 'forever' }] })
  assert.deepEqual(textsOf(alice, 'bob'), ['old', 'new'])
  assert.deepEqual(textsOf(alice, 'alice'), [], 'notes are for nobody else: they go')
  await retention.set(direct('bob'), 'default')
  await retention.run()
  assert.deepEqual(textsOf(alice, 'bob'), ['new'])
  for (const wrong of [0, -1, 1.5, 1e9, Number.NaN])
    await assert.rejects(retention.set(undefined, wrong), fault('RETENTION_MALFORMED'))
  await bob.stop()
})

it('does not take what was sent and has not come to anybody yet', async (t) => {
  const { alice, bob, day } = await talking(t)
  await bob.stop()
  await alice.conversations.send(direct('bob'), 'for bob, who is away')
  day(3)
  await alice.conversations.retention.set(undefined, 1)
  await alice.conversations.retention.run()
  assert.deepEqual(textsOf(alice, 'bob'), ['for bob, who is away'])
})
