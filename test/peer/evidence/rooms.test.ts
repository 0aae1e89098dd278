// Evidence of rooms: exported from a device of its own, checked with the root alone; not to be shown as another conversation.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { EvidenceCheck } from '@parley/shared/evidence/check.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

function hasher() {
  const hash = createHash('sha256')
  return { update: (text: string) => void hash.update(text), digest: () => new Uint8Array(hash.digest()) }
}

const room = (name: string): Target => ({ kind: 'room', name })

test('what was said in a group and in the room of everyone is proved by the root alone', async (t) => {
  const realm = makeRealm()
  const [aliceDevice, bobDevice] = [realm.device('alice'), realm.device('bob')]
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  await alice.conversations.groups.create('pier', [login('bob')])
  await alice.conversations.send(room('pier'), 'one')
  await bob.happened('message', ({ message }) => message.text === 'one')
  await bob.conversations.send(room('pier'), 'two')
  await alice.happened('message', ({ message }) => message.text === 'two')
  await alice.conversations.send(room('everyone'), 'hello')
  const check = (lines: readonly string[]) => {
    const checker = new EvidenceCheck({ roots: [realm.root], primitives, hasher, proved: () => undefined })
    for (const line of lines) checker.line(line.replace(/\n$/, ''))
    return checker.finish()
  }
  const group = [...alice.conversations.evidence(room('pier'))]
  assert.deepEqual(check(group).people, ['alice', 'bob'])
  assert.equal(check(group).texts, 2)
  const everyone = [...alice.conversations.evidence(room('everyone'))]
  assert.equal(check(everyone).texts, 1)
  const [first = '', ...rest] = group
  const asEveryone = JSON.stringify({ ...JSON.parse(first), kind: 'everyone', group: undefined })
  assert.throws(() => check([`${asEveryone}\n`, ...rest]), fault('EVIDENCE_CONVERSATION'))
})
