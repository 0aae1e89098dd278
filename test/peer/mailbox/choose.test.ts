// Where things are left and fetched: those in session and those the DHT names, the nearest first, never an authority.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Net, nearestTo } from '@parley/peer/mailbox/choose.ts'
import { PickUp } from '@parley/peer/mailbox/pick-up.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import type { Session, Sessions } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { MAILBOXES_ASKED } from '@parley/shared/mailbox/constants.ts'
import { byNearness } from '@parley/shared/mailbox/nearest.ts'
import { makeRealm } from '../../support/realm.ts'
import { certificateOf } from '../../support/writer.ts'

const realm = makeRealm()
const [self, bob, carol, authority] = [
  realm.device('alice'),
  realm.device('bob'),
  realm.device('carol'),
  realm.device('authority', { role: role('authority') }),
] as const

/** In session with bob, carol and the authority; the DHT names whom it is told to. */
function netWith(named: readonly PeerIdText[], dialled: PeerIdText[] = []): Net {
  const session = (device: typeof bob): Session => ({
    id: device.login,
    cert: certificateOf(realm, device),
    peerId: device.peerId,
    remoteAddress: '',
    openedAt: new Date(),
    direction: 'in',
    status: 'open',
    openStream: () => Promise.reject(new Error('no stream')),
    close: async () => undefined,
  })
  const list = [bob, carol, authority].map(session)
  const sessions: Sessions = {
    list: () => list,
    of: (peer) => list.find(({ peerId }) => peerId === peer),
    async connect(peer) {
      if (typeof peer === 'string') dialled.push(peer)
      throw new Error('nobody answers')
    },
    onOpened: () => () => undefined,
    onClosed: () => () => undefined,
    onRenewed: () => () => undefined,
    handle: async () => undefined,
  }
  return { peerId: self.peerId, sessions, nearest: async () => named }
}

const someone = (who: string) => realm.device(who).peerId

test('the nearest of both, each once; not this device, that device or the authority', async () => {
  const named = [someone('dave'), someone('erin'), bob.peerId, self.peerId, authority.peerId]
  const found = await nearestTo(bob.peerId, netWith(named), primitives, AbortSignal.timeout(20_000))
  assert.deepEqual(found, byNearness(bob.peerId, [carol.peerId, ...named.slice(0, 2)], primitives))
})

test('a device that comes to a network asks the peers nearest to itself', async (t) => {
  const named = Array.from({ length: MAILBOXES_ASKED + 4 }, (_, at) => someone(`peer${at}`))
  const dialled: PeerIdText[] = []
  const pickUp = new PickUp({ net: netWith(named, dialled), primitives, log: silentLog })
  t.after(() => pickUp.stop())
  pickUp.begin()
  // Its own timer does not keep a program alive.
  const alive = setInterval(() => undefined, 100)
  t.after(() => clearInterval(alive))
  const wanted = byNearness(self.peerId, [...named, bob.peerId, carol.peerId], primitives).slice(
    0,
    MAILBOXES_ASKED,
  )
  for (const late = AbortSignal.timeout(60_000); dialled.length < MAILBOXES_ASKED; ) {
    assert.ok(!late.aborted, 'nobody was asked')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.deepEqual(new Set(dialled), new Set(wanted))
})
