// Two people, two certified nodes, two encrypted databases on disk: messages from one to the other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { direct, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const soon = () => AbortSignal.timeout(10_000)

function setup() {
  const realm = makeRealm()
  return { realm, aliceDevice: realm.device('alice'), bobDevice: realm.device('bob') }
}

test('alice writes to bob, bob answers, both see it delivered', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice)
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  const hello = await alice.conversations.send(direct('bob'), 'Hello Bob')
  assert.equal(hello.state, 'stored')
  assert.equal((await alice.conversations.awaitState(hello.id, 'delivered', soon())).state, 'delivered')
  const [received] = bob.conversations.messages({ target: direct('alice') })
  assert.equal(received?.text, 'Hello Bob')
  assert.equal(received?.from, 'alice')
  assert.equal(received?.id, hello.id)
  assert.equal(received?.own, false)
  const answer = await bob.conversations.send(direct('alice'), 'Hello Alice')
  await bob.conversations.awaitState(answer.id, 'delivered', soon())
  const texts = (messages: readonly { text: string }[]) => messages.map(({ text }) => text)
  assert.deepEqual(texts(alice.conversations.messages({})), ['Hello Bob', 'Hello Alice'])
  assert.deepEqual(texts(bob.conversations.messages({})), ['Hello Bob', 'Hello Alice'])
})
