// What is held, how much of it of whom, for how long, and that a restart changes nothing of that.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import {
  DEPOSITOR_PARCELS_MAX,
  RECIPIENT_BYTES_MAX,
  SHARE_BYTES_MAX,
  SHARE_PARCELS_MAX,
} from '@parley/peer/mailbox/constants.ts'
import { Shelf } from '@parley/peer/mailbox/shelf.ts'
import type { Depositor } from '@parley/peer/mailbox/types.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { FRAME_PARCELS_MAX, FRAME_PAYLOAD_MAX, HELD_MAX } from '@parley/shared/mailbox/constants.ts'
import { PARCEL_BYTES_MAX } from '@parley/shared/sealing/parcel.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { STORE_KEY } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const NOW = new Date('2026-05-01T12:00:00Z')
const realm = makeRealm()
const [bob, zoe] = [realm.device('bob').peerId, realm.device('zoe').peerId]

const by = (who: string): Depositor => ({
  login: login(who),
  peerId: bob,
  issuerKeyId: 'aa'.repeat(20),
  serial: realm.device(who).serial,
})
const [alice, carol, mallory] = [by('alice'), by('carol'), by('mallory')]

/** So many different parcels, of so many bytes. */
const parcels = (count: number, bytes = 40) => Array.from({ length: count }, () => randomBytes(bytes))

async function setup(t: TestContext) {
  const folder = await temporaryFolder(t)
  const open = () => {
    const store = openStore(join(folder, 'parley.db'), STORE_KEY)
    t.after(() => store.close())
    return { store, shelf: new Shelf(store, primitives) }
  }
  return { ...open(), again: open }
}

test('held in order, each once, and still there after a restart', async (t) => {
  const { store, shelf, again } = await setup(t)
  const [one, two] = parcels(2)
  assert.ok(one !== undefined && two !== undefined)
  assert.deepEqual(await shelf.keep(bob, [one, two, one], alice, NOW), { fates: ['kept', 'kept', 'kept'] })
  // Whoever brings it: it is the same parcel.
  assert.deepEqual(await shelf.keep(bob, [two], carol, NOW), { fates: ['kept'] })
  assert.deepEqual(shelf.held(), { parcels: 2, bytes: 80, devices: 1 })
  assert.deepEqual(await shelf.keep(zoe, [two], alice, NOW), { fates: ['kept'] })
  store.close()
  const { shelf: later } = again()
  assert.deepEqual(later.held(), { parcels: 3, bytes: 120, devices: 2 })
  const held = later.next(bob, 0)
  assert.deepEqual(
    held.map(({ parcel }) => Buffer.from(parcel).toString('hex')),
    [one, two].map((parcel) => parcel.toString('hex')),
  )
  await later.drop(held.map(({ id }) => id))
  assert.deepEqual(later.held(), { parcels: 1, bytes: 40, devices: 1 })
  assert.equal(later.holdsFor(bob), false)
  assert.deepEqual(later.recipients(), [zoe])
})

test('what is handed over at once fits into a frame', async (t) => {
  const { shelf } = await setup(t)
  await shelf.keep(bob, parcels(FRAME_PARCELS_MAX + 1), alice, NOW)
  assert.equal(shelf.next(bob, 0).length, FRAME_PARCELS_MAX)
  await shelf.keep(zoe, parcels(5, PARCEL_BYTES_MAX), alice, NOW)
  let after = 0
  let seen = 0
  for (let load = shelf.next(zoe, after); load.length > 0; load = shelf.next(zoe, after)) {
    assert.ok(load.reduce((sum, { parcel }) => sum + parcel.length, 0) <= FRAME_PAYLOAD_MAX)
    seen += load.length
    after = load.at(-1)?.id ?? 0
  }
  assert.equal(seen, 5)
})

test('nobody leaves more for one device than their share, and others find room', async (t) => {
  const { shelf } = await setup(t)
  const many = await shelf.keep(bob, parcels(SHARE_PARCELS_MAX + 1, 8), mallory, NOW)
  assert.deepEqual(many.fates.slice(-2), ['kept', 'refused'])
  assert.equal(many.refusal, 'MAILBOX_QUOTA')
  assert.deepEqual(await shelf.keep(bob, parcels(1), alice, NOW), { fates: ['kept'] })
  const large = parcels(Math.ceil(SHARE_BYTES_MAX / PARCEL_BYTES_MAX), PARCEL_BYTES_MAX)
  const heavy = await shelf.keep(zoe, large, mallory, NOW)
  assert.equal(heavy.refusal, 'MAILBOX_QUOTA')
  assert.equal(heavy.fates.filter((fate) => fate === 'kept').length, large.length - 1)
  // A smaller one still finds its place.
  assert.deepEqual(await shelf.keep(zoe, parcels(1), mallory, NOW), { fates: ['kept'] })
})

test('nobody leaves more than their part, for however many devices', async (t) => {
  const { shelf } = await setup(t)
  const devices = Array.from({ length: DEPOSITOR_PARCELS_MAX / SHARE_PARCELS_MAX + 1 }, (_, at) =>
    realm.device(`device${at}`),
  )
  const fates = await Promise.all(
    devices.map(({ peerId }) => shelf.keep(peerId, parcels(SHARE_PARCELS_MAX, 8), mallory, NOW)),
  )
  assert.deepEqual(
    fates.map(({ refusal }) => refusal),
    [...Array(devices.length - 1).fill(undefined), 'MAILBOX_QUOTA'],
  )
  assert.equal(shelf.held().parcels, DEPOSITOR_PARCELS_MAX)
  assert.deepEqual(await shelf.keep(bob, parcels(1), alice, NOW), { fates: ['kept'] })
})

test('what is held for one device has an end, whoever leaves it', async (t) => {
  const { shelf } = await setup(t)
  const load = parcels(Math.floor(SHARE_BYTES_MAX / PARCEL_BYTES_MAX), PARCEL_BYTES_MAX)
  const people = Math.ceil(RECIPIENT_BYTES_MAX / (load.length * PARCEL_BYTES_MAX)) + 1
  let refusal: string | undefined
  for (let at = 0; at < people; at++) {
    const other = load.map((parcel) => Buffer.concat([parcel.subarray(1), Buffer.of(at)]))
    refusal = (await shelf.keep(bob, other, by(`person${at}`), NOW)).refusal
  }
  assert.equal(refusal, 'MAILBOX_FULL')
  assert.ok(shelf.held().bytes <= RECIPIENT_BYTES_MAX)
  assert.deepEqual(await shelf.keep(zoe, parcels(1), alice, NOW), { fates: ['kept'] })
})

test('after seven days it is gone, and its room is free', async (t) => {
  const { shelf } = await setup(t)
  await shelf.keep(bob, parcels(SHARE_PARCELS_MAX, 8), alice, NOW)
  await shelf.keep(zoe, parcels(1), alice, new Date(NOW.getTime() + 1))
  assert.equal(await shelf.dropOld(new Date(NOW.getTime() + HELD_MAX - 1)), 0)
  assert.equal(await shelf.dropOld(new Date(NOW.getTime() + HELD_MAX)), SHARE_PARCELS_MAX)
  assert.deepEqual(shelf.held(), { parcels: 1, bytes: 40, devices: 1 })
  assert.deepEqual(await shelf.keep(bob, parcels(1), alice, NOW), { fates: ['kept'] })
})
