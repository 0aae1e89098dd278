// Words that never came are asked of whoever may have them.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { type Person, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const DAY = 86_400_000
const everyone: Target = { kind: 'room', name: 'everyone' }

/** People of one realm, whose clock goes on by three days when one is to forget what is older than a day. */
function forgetful(t: TestContext) {
  const realm = makeRealm()
  let late = 0
  const now = () => new Date(Date.now() + late)
  return {
    start: (who: string) => startPerson(t, realm, realm.device(who), { now }),
    // Certificates of a test realm live for a week.
    async forgets({ conversations: { retention } }: Person) {
      late = 3 * DAY
      await retention.set(undefined, 1)
      await retention.run()
    },
  }
}

test('what bob keeps for a while only comes to dave without its words; from alice, who has them, they come', async (t) => {
  const { start, forgets } = forgetful(t)
  const [alice, bob, carol] = [await start('alice'), await start('bob'), await start('carol')]
  for (const person of [alice, bob]) await carol.connect(person)
  const sent = await Promise.all(
    Array.from({ length: 600 }, (_, at) => carol.conversations.send(everyone, `old song, verse ${at}`)),
  )
  // More than one stretch of them, each group under a signature of its own.
  const last = await carol.conversations.send(everyone, 'last verse')
  for (const person of [alice, bob]) await person.has(last.id)
  await carol.stop()
  await forgets(bob)

  const dave = await start('dave')
  await dave.connect(bob)
  await dave.has(last.id)
  const [first] = sent
  assert.ok(first)
  assert.deepEqual(
    [dave.conversations.message(first.id).missing, dave.conversations.message(first.id).text],
    [true, ''],
  )
  await dave.connect(alice)
  const isWhole = () =>
    dave.conversations
      .messages({ target: everyone, limit: 1_000 })
      .every(({ text, missing }) => text !== '' && missing === undefined)
  if (!isWhole()) await dave.happened('change', () => isWhole())
  assert.equal(dave.conversations.message(first.id).text, 'old song, verse 0')
  assert.equal(dave.conversations.messages({ target: everyone, limit: 1_000 }).length, 601)
})

test('dave heard of alice’s song from bob, who does not keep words: when alice comes she brings them herself', async (t) => {
  const { start, forgets } = forgetful(t)
  const [alice, bob] = [await start('alice'), await start('bob')]
  await alice.connect(bob)
  const sent = await alice.conversations.send(everyone, 'old song')
  await bob.has(sent.id)
  await forgets(bob)
  const dave = await start('dave')
  await dave.connect(bob)
  await dave.has(sent.id)
  assert.equal(dave.conversations.message(sent.id).missing, true)
  await dave.connect(alice)
  const isWhole = () => dave.conversations.message(sent.id).text === 'old song'
  if (!isWhole()) await dave.happened('change', () => isWhole())
})
