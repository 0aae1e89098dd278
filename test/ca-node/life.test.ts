// Certificates as their keeper sees them: filters and pages, who has not renewed, what a reason means for a device, and
// a clock that is not to be believed.
import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { type CertificateQuery, listCertificates } from '@parley/ca-node/certificates/list-issued.ts'
import { overdueNotice } from '@parley/ca-node/certificates/notice-overdue.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { runRaw } from '@parley/ca-node/control/verbs.ts'
import { suspend } from '@parley/ca-node/people/suspend.ts'
import { clockDoubt } from '@parley/ca-node/running/clock.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { renew } from '@parley/peer/enrol/renew.ts'
import type { Serial } from '@parley/shared/identity/ids.ts'
import { newRealm, PASSPHRASE, startTestAuthority, type TestAuthority } from '../support/authority.ts'
import { fault } from '../support/fault.ts'
import { freePort } from '../support/free-port.ts'
import { DAY, HOUR } from '../support/realm.ts'

async function renewed(folder: string): Promise<Serial> {
  const device = await openDevice(folder, PASSPHRASE)
  try {
    return (await renew(device, () => new Date())).serial
  } finally {
    device.close()
  }
}

/** As if the certificate had been made so long ago, ms. */
async function aged({ authority }: TestAuthority, serial: Serial, by: number): Promise<void> {
  await authority.store.db
    .updateTable('certificates')
    .set((row) => ({ not_before: row('not_before', '-', by), not_after: row('not_after', '-', by) }))
    .where('serial', '=', serial)
    .execute()
}

/** Five people: fresh, renewed, about to end, ended, revoked; a sixth is suspended. */
async function crew(t: TestContext) {
  const harbour = await startTestAuthority(t)
  const join = (login: string) => harbour.join({ login })
  const [alice, bob, carol, dave, erin] = [
    await join('alice'),
    await join('bob'),
    await join('carol'),
    await join('dave'),
    await join('erin'),
  ]
  await join('frank')
  const bobNext = await renewed(bob.folder)
  await aged(harbour, bob.serial, 7 * DAY)
  await aged(harbour, carol.serial, 6 * DAY)
  await aged(harbour, dave.serial, 8 * DAY)
  await revoke(harbour.authority, { device: erin.peerId, reason: 'keyCompromise' }, LOCAL)
  await suspend(harbour.authority, 'frank', LOCAL)
  const { store, now } = harbour.authority
  const list = async (query: CertificateQuery) => {
    const { certificates } = await listCertificates(store.db, query, now())
    return certificates.map(({ login, serial }) => `${login} ${serial === bobNext ? 'next' : ''}`.trim())
  }
  return { harbour, list, alice, bob, carol, dave }
}

describe('the list of certificates', () => {
  it('is filtered by person, device, status and kind', async (t) => {
    const { list, alice } = await crew(t)
    assert.deepEqual(await list({ login: 'bob' }), ['bob', 'bob next'])
    assert.deepEqual(await list({ device: alice.peerId }), ['alice'])
    assert.deepEqual(await list({ status: 'valid', kind: 'device' }), ['alice', 'carol', 'bob next'])
    assert.deepEqual(await list({ status: 'expired' }), ['bob', 'dave'])
    assert.deepEqual(await list({ status: 'revoked' }), ['erin'])
    assert.deepEqual(await list({ status: 'suspended' }), ['frank'])
    assert.deepEqual(await list({ kind: 'node' }), ['authority'])
    assert.deepEqual(await list({ kind: 'https' }), ['null'])
  })

  it('knows who ends soon without having renewed, and who is overdue; an old one of a renewed device is neither', async (t) => {
    const { list, harbour } = await crew(t)
    assert.deepEqual(await list({ expiring: 2 * DAY }), ['carol'])
    assert.deepEqual(await list({ expiring: 8 * DAY }), ['alice', 'carol', 'bob next'])
    assert.deepEqual(await list({ overdue: true }), ['carol', 'dave'])
    await overdueNotice(harbour.authority)()
    const line = harbour.lines.find(({ act }) => act === 'overdue')
    assert.equal(line?.count, 2)
    assert.match(JSON.stringify(line?.first), /carol.*dave/)
  })

  it('comes a page at a time, each certificate once', async (t) => {
    const { harbour } = await crew(t)
    const { store, now } = harbour.authority
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listCertificates(store.db, { after, limit: 2 }, now())
      assert.ok(page.certificates.length <= 2)
      seen.push(...page.certificates.map(({ serial }) => serial))
      after = page.next
    } while (after !== undefined)
    const all = await listCertificates(store.db, {}, now())
    assert.equal(all.next, undefined)
    assert.deepEqual(
      seen,
      all.certificates.map(({ serial }) => serial),
    )
    for (const wrong of ['', "1' or '1", '5', '5.', '5.ZZ', `${'9'.repeat(40)}.aa`])
      await assert.rejects(listCertificates(store.db, { after: wrong }, now()), fault('PAGE_MALFORMED'))
    await assert.rejects(runRaw(harbour.authority, 'certs', { limit: 100_000 }, LOCAL))
  })
})

describe('a reason', () => {
  for (const reason of ['superseded', 'affiliationChanged'] as const)
    it(`${reason} voids the certificate and leaves the device its place`, async (t) => {
      const harbour = await startTestAuthority(t)
      const alice = await harbour.join({ login: 'alice' })
      await revoke(harbour.authority, { device: alice.peerId, reason }, LOCAL)
      const { certificates } = await listCertificates(
        harbour.authority.store.db,
        { login: 'alice' },
        new Date(),
      )
      assert.deepEqual(
        certificates.map(({ status, reason: why }) => [status, why]),
        [['revoked', reason]],
      )
      assert.notEqual(await renewed(alice.folder), alice.serial)
    })

  for (const reason of [
    'unspecified',
    'keyCompromise',
    'cessationOfOperation',
    'privilegeWithdrawn',
  ] as const)
    it(`${reason} bars the device for good`, async (t) => {
      const harbour = await startTestAuthority(t)
      const alice = await harbour.join({ login: 'alice' })
      await revoke(harbour.authority, { device: alice.peerId, reason }, LOCAL)
      await assert.rejects(renewed(alice.folder), fault('DEVICE_REVOKED'))
    })

  it('certificateHold is what suspending is for', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const hold = { device: alice.peerId, reason: 'certificateHold' } as const
    await assert.rejects(revoke(harbour.authority, hold, LOCAL), fault('HOLD_IS_SUSPENSION'))
    assert.notEqual(await renewed(alice.folder), alice.serial)
  })
})

describe('the clock of the authority', () => {
  it('is doubted when it is far ahead of the last deed, or behind it; and trusted otherwise', async (t) => {
    const { authority } = await startTestAuthority(t)
    const at = async (offset: number) =>
      (await clockDoubt(authority.store.db, new Date(Date.now() + offset)))?.code
    assert.equal(await at(0), undefined)
    assert.equal(await at(90 * DAY), undefined)
    assert.equal(await at(2 * 365 * DAY), 'AUTHORITY_CLOCK_AHEAD')
    assert.equal(await at(-60_000), undefined)
    assert.equal(await at(-HOUR), 'AUTHORITY_CLOCK_BEHIND')
  })

  it('half an hour behind the one its own certificate was made by: starts, and lets people in', async (t) => {
    const data = await newRealm(t, { now: new Date(Date.now() + HOUR / 2) })
    const harbour = await startTestAuthority(t, { data })
    const alice = await harbour.join({ login: 'alice' })
    assert.notEqual(await renewed(alice.folder), alice.serial)
  })

  it('two years ahead: runs, says so, and after it was set right nobody is locked out', async (t) => {
    const data = await newRealm(t)
    const http = { host: '127.0.0.1', port: await freePort() }
    const first = await startTestAuthority(t, { data, http })
    const alice = await first.join({ login: 'alice' })
    await first.stop()

    let offset = 2 * 365 * DAY
    const now = () => new Date(Date.now() + offset)
    const running = await startTestAuthority(t, { data, now, http })
    assert.deepEqual(
      running.doubts.map(({ code }) => code),
      ['AUTHORITY_CLOCK_AHEAD'],
    )
    assert.ok(running.lines.some(({ code }) => code === 'AUTHORITY_CLOCK_AHEAD'))
    // What it shows now has not begun for anybody else.
    await assert.rejects(renewed(alice.folder), fault('CLOCK_WRONG'))

    offset = 0
    await running.upkeep()
    assert.notEqual(await renewed(alice.folder), alice.serial)
    await running.stop()
    const again = await startTestAuthority(t, { data })
    assert.deepEqual(again.doubts, [])
  })
})
