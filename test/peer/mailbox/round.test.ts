// What a mailbox has of a chain is what it has without a hole.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ledger } from '@parley/peer/mailbox/ledger.ts'
import { Round } from '@parley/peer/mailbox/round.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { placeOf, TestPost } from '../../support/mailbox.ts'
import { STORE_KEY } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

test('after a parcel it refused nothing counts, and all of that is left again', async (t) => {
  const realm = makeRealm()
  const [alice, bob, carol] = [realm.device('alice'), realm.device('bob'), realm.device('carol')]
  const store = openStore(join(await temporaryFolder(t), 'parley.db'), STORE_KEY)
  t.after(() => store.close())
  const post = new TestPost(alice.peerId)
  for (const text of ['one', 'two', 'three']) post.write(text)
  const init = { ledger: new Ledger(store), post, now: () => new Date() }
  const round = new Round(placeOf(bob), init)
  const [one, two, three] = round.lackingIn(carol.peerId)
  assert.ok(one !== undefined && two !== undefined && three !== undefined)
  round.answered(carol.peerId, one, true)
  round.answered(carol.peerId, two, false)
  round.answered(carol.peerId, three, true)
  round.tell()
  assert.equal(post.leftUpTo, 1)
  store.writer.flush()
  for (const later of [round, new Round(placeOf(bob), init)]) {
    assert.deepEqual(
      later.lackingIn(carol.peerId).map(({ upTo }) => upTo),
      [2, 3],
    )
  }
  // What is remembered runs out when mailboxes give it up.
  init.ledger.forgetOld(new Date(Date.now() + 8 * 24 * 3_600_000))
  store.writer.flush()
  assert.deepEqual(new Round(placeOf(bob), init).known(), [])
})
