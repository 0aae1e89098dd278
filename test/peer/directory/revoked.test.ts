// Whose things are still held for them: a device is given up only when its certificate was revoked for good.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { DirectoryCache } from '@parley/peer/directory/cache.ts'
import { People } from '@parley/peer/directory/people.ts'
import { openStore } from '@parley/peer/store/open.ts'
import type { RevocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { startTestNode } from '../../support/certified-node.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { STORE_KEY } from '../../support/person.ts'
import { type Device, makeRealm } from '../../support/realm.ts'

test('revoked for good: not replaced, not suspended, not unheard of', async (t) => {
  const realm = makeRealm()
  const [self, bob, carol, dave, erin] = ['alice', 'bob', 'carol', 'dave', 'erin'].map((who) =>
    realm.device(who),
  )
  assert.ok(self && bob && carol && dave && erin)
  const node = await startTestNode(t, self, { roots: [realm.root], lists: realm.lists() })
  const store = openStore(join(await temporaryFolder(t), 'parley.db'), STORE_KEY)
  t.after(() => store.close())
  const check = ({ chain, peerId }: Device) => node.trust.check(chain, peerId, new Date())
  const people = new People({
    cache: new DirectoryCache(store),
    trust: node.trust,
    sessions: node.sessions,
    own: () => check(self),
    ownName: () => '',
    ownAddresses: () => [],
    now: () => new Date(),
    log: silentLog,
  })
  const met = { remoteAddress: '', openedAt: new Date(), direction: 'in', status: 'open' } as const
  for (const device of [bob, carol, dave, erin])
    people.met({
      ...met,
      id: device.login,
      peerId: device.peerId,
      cert: check(device),
      openStream: () => Promise.reject(new Error('no stream')),
      close: async () => undefined,
    })
  const revoke = (device: Device, reason: RevocationReason) => ({ serial: device.serial, reason })
  node.trust.offer(
    realm.revoke(revoke(bob, 'keyCompromise'), revoke(carol, 'superseded'), revoke(dave, 'certificateHold')),
  )
  const known = [bob, carol, dave, erin, realm.device('zoe')].map(({ peerId }) => people.isRevoked(peerId))
  assert.deepEqual(known, [true, false, false, false, false])
})
