// The end of a certificate: revoked, suspended, restored, renewed or not; what stock tools and connected peers see of it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { listCertificates } from '@parley/ca-node/certificates/list-issued.ts'
import { type RevokeRequest, revoke } from '@parley/ca-node/certificates/revoke.ts'
import { showLists, showRoot } from '@parley/ca-node/certificates/show.ts'
import { restoreUser, suspend } from '@parley/ca-node/people/suspend.ts'
import { type Device, openDevice } from '@parley/peer/enrol/device.ts'
import type { Joined } from '@parley/peer/enrol/join.ts'
import { renew } from '@parley/peer/enrol/renew.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { LIST_COMPARISON_MS } from '@parley/shared/host/net/constants.ts'
import { PASSPHRASE, startTestAuthority, type TestAuthority } from '../support/authority.ts'
import { fault } from '../support/fault.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startJoinedNode } from '../support/joined-node.ts'
import { send } from './request.ts'

const DAY = 86_400_000

async function served({ authority, ...harbour }: TestAuthority) {
  const { realm } = authority
  const { bytes } = await send({ authority, ...harbour }, `/crl/${realm.issuing.keyId}.crl`, { plain: true })
  return verifyRevocationList(bytes, { roots: [realm.root], issuers: [realm.issuing.der], primitives })
}

async function statuses({ authority }: TestAuthority, login: string): Promise<string[]> {
  const { certificates } = await listCertificates(authority.store.db, { login }, authority.now())
  return certificates.map((line) => line.status)
}

async function opened(t: TestContext, { folder }: { folder: string }): Promise<Device> {
  const device = await openDevice(folder, PASSPHRASE)
  t.after(() => device.close())
  return device
}

describe('revoking', () => {
  const ways: Record<string, (alice: Joined) => Omit<RevokeRequest, 'reason'>> = {
    serial: ({ serial }) => ({ serial }),
    'serial as openssl prints it': ({ serial }) => ({
      serial: serial.toUpperCase().replace(/..(?=.)/g, '$&:'),
    }),
    device: ({ peerId }) => ({ device: peerId }),
    login: ({ login }) => ({ login }),
  }
  for (const [way, request] of Object.entries(ways))
    it(`by ${way} is on the served list at once, with a higher number, and cannot be renewed away`, async (t) => {
      const harbour = await startTestAuthority(t)
      const [alice, bob] = await Promise.all([
        harbour.join({ login: 'alice' }),
        harbour.join({ login: 'bob' }),
      ])
      const before = await served(harbour)
      const done = await revoke(harbour.authority, { ...request(alice), reason: 'keyCompromise' }, LOCAL)
      assert.deepEqual(done.revoked, [alice.serial])
      const list = await served(harbour)
      assert.equal(list.number, before.number + 1n)
      assert.equal(list.revoked.get(alice.serial)?.reason, 'keyCompromise')
      assert.ok(!list.revoked.has(bob.serial))
      const again = await revoke(harbour.authority, { ...request(alice), reason: 'superseded' }, LOCAL)
      assert.deepEqual(again.revoked, [], 'it was revoked, and stays so for the first reason')
      assert.equal((await served(harbour)).revoked.get(alice.serial)?.reason, 'keyCompromise')
      assert.deepEqual(await statuses(harbour, 'alice'), ['revoked'])
      assert.deepEqual(await statuses(harbour, 'bob'), ['valid'])
      await assert.rejects(
        renew(await opened(t, alice), () => new Date()),
        fault('DEVICE_REVOKED'),
      )
      await renew(await opened(t, bob), () => new Date())
    })

  it('an old certificate leaves the device its new one', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const device = await opened(t, alice)
    await renew(device, () => new Date())
    await revoke(harbour.authority, { serial: alice.serial, reason: 'superseded' }, LOCAL)
    assert.deepEqual(await statuses(harbour, 'alice'), ['revoked', 'valid'])
    await renew(device, () => new Date())
  })

  for (const [which, reason] of [
    ['newest', 'cessationOfOperation'],
    ['older', 'keyCompromise'],
  ] as const)
    it(`the ${which} certificate for ${reason} takes every other of the same key with it`, async (t) => {
      const harbour = await startTestAuthority(t)
      const alice = await harbour.join({ login: 'alice' })
      const device = await opened(t, alice)
      const next = await renew(device, () => new Date())
      assert.notEqual(next.serial, alice.serial)
      const serial = which === 'newest' ? next.serial : alice.serial
      const { revoked } = await revoke(harbour.authority, { serial, reason }, LOCAL)
      assert.deepEqual(revoked.toSorted(), [alice.serial, next.serial].toSorted())
      const list = await served(harbour)
      for (const each of [alice.serial, next.serial]) assert.equal(list.revoked.get(each)?.reason, reason)
      await assert.rejects(
        renew(device, () => new Date()),
        fault('DEVICE_REVOKED'),
      )
    })

  it('a certificate that was only replaced says the graver reason once there is one, and never goes back', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const reasonNow = async () => (await served(harbour)).revoked.get(alice.serial)?.reason
    for (const [reason, said] of [
      ['superseded', 'superseded'],
      ['affiliationChanged', 'superseded'],
      ['keyCompromise', 'keyCompromise'],
      ['superseded', 'keyCompromise'],
      ['cessationOfOperation', 'keyCompromise'],
    ] as const) {
      await revoke(harbour.authority, { serial: alice.serial, reason }, LOCAL)
      assert.equal(await reasonNow(), said, `after ${reason}`)
    }
    await suspend(harbour.authority, 'alice', LOCAL)
    await restoreUser(harbour.authority, 'alice', LOCAL)
    assert.equal(await reasonNow(), 'keyCompromise')
  })

  it('an older certificate, because the device is no longer in use there, leaves it its newest', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const device = await opened(t, alice)
    await renew(device, () => new Date())
    const reason = 'cessationOfOperation'
    await revoke(harbour.authority, { serial: alice.serial, reason }, LOCAL)
    assert.deepEqual(await statuses(harbour, 'alice'), ['revoked', 'valid'])
    await renew(device, () => new Date())
  })

  it('closes the live session of that device alone, and tells every connected peer', async (t) => {
    const harbour = await startTestAuthority(t)
    const [alice, bob] = await Promise.all([harbour.join({ login: 'alice' }), harbour.join({ login: 'bob' })])
    const nodes = await Promise.all(
      [alice, bob].map(async (person) => {
        const node = await startJoinedNode(t, person)
        const { multiaddr } = await import('@multiformats/multiaddr')
        await node.sessions.connect(multiaddr(harbour.ready.p2p[0]), AbortSignal.timeout(30_000))
        return node
      }),
    )
    const [hers, his] = nodes
    assert.ok(hers && his)
    const gone = hers.closed()
    const heard = new Promise<bigint>((resolve) => his.trust.onChange((list) => resolve(list.number)))
    // The authority may still be shaking hands with bob: he hears of it all the same, not by the next comparison.
    const begun = performance.now()
    await revoke(harbour.authority, { login: 'alice', reason: 'unspecified' }, LOCAL)
    assert.equal(await heard, (await served(harbour)).number)
    assert.ok(performance.now() - begun < LIST_COMPARISON_MS / 2)
    await gone
    assert.equal(hers.sessions.list().length, 0)
    assert.equal(his.sessions.list().length, 1)
  })

  const refusals: Record<
    string,
    readonly [code: Parameters<typeof fault>[0], request: Omit<RevokeRequest, 'reason'>]
  > = {
    'nothing in particular': ['REVOKE_WHAT', {}],
    'two things at once': ['REVOKE_WHAT', { login: 'alice', serial: '00'.repeat(16) }],
    'somebody unknown': ['USER_UNKNOWN', { login: 'nobody1' }],
    'an unknown serial': ['CERTIFICATE_UNKNOWN', { serial: '00'.repeat(16) }],
    'a malformed serial': ['SERIAL_MALFORMED', { serial: "' or 1=1 --" }],
    'a malformed device': ['PEER_ID_MALFORMED', { device: '../../etc' }],
    'the authority itself': ['AUTHORITY_OWN_CERTIFICATE', { login: 'authority' }],
  }
  it('refuses what it cannot do, and signs no list for it', async (t) => {
    const harbour = await startTestAuthority(t)
    const { number } = await served(harbour)
    for (const [what, [code, request]] of Object.entries(refusals))
      await assert.rejects(
        revoke(harbour.authority, { ...request, reason: 'unspecified' }, LOCAL),
        fault(code),
        what,
      )
    assert.equal((await served(harbour)).number, number)
  })

  it('many at once: numbers only grow and nothing is lost', async (t) => {
    const harbour = await startTestAuthority(t)
    const people = await Promise.all(
      Array.from({ length: 12 }, (_, index) => harbour.join({ login: `user${index}` })),
    )
    const { number } = await served(harbour)
    await Promise.all(
      people.map(({ serial }) => revoke(harbour.authority, { serial, reason: 'unspecified' }, LOCAL)),
    )
    const list = await served(harbour)
    assert.equal(list.number, number + 12n)
    assert.equal(list.revoked.size, 12)
  })
})

describe('suspending', () => {
  it('puts on hold, refuses renewal and a second device; restoring gives it all back', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const device = await opened(t, alice)
    const second = await harbour.invite({ login: 'alice', uses: 2 })
    await suspend(harbour.authority, 'alice', LOCAL)
    assert.equal((await served(harbour)).revoked.get(alice.serial)?.reason, 'certificateHold')
    assert.deepEqual(await statuses(harbour, 'alice'), ['suspended'])
    await assert.rejects(
      renew(device, () => new Date()),
      fault('USER_SUSPENDED'),
    )
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation: second }), fault('USER_SUSPENDED'))
    await assert.rejects(harbour.invite({ login: 'alice' }), fault('USER_SUSPENDED'))
    await suspend(harbour.authority, 'alice', LOCAL)

    await restoreUser(harbour.authority, 'alice', LOCAL)
    assert.equal((await served(harbour)).revoked.size, 0)
    await renew(device, () => new Date())
    assert.deepEqual(await statuses(harbour, 'alice'), ['valid', 'valid'])
  })
  it('and restoring does not undo a revocation', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    await suspend(harbour.authority, 'alice', LOCAL)
    const done = await revoke(harbour.authority, { serial: alice.serial, reason: 'keyCompromise' }, LOCAL)
    assert.deepEqual(done.revoked, [alice.serial], 'what was on hold is revoked for good')
    await restoreUser(harbour.authority, 'alice', LOCAL)
    assert.equal((await served(harbour)).revoked.get(alice.serial)?.reason, 'keyCompromise')
    await suspend(harbour.authority, 'alice', LOCAL)
    assert.equal((await served(harbour)).revoked.get(alice.serial)?.reason, 'keyCompromise')
  })
  it('somebody unknown is refused', async (t) => {
    const harbour = await startTestAuthority(t)
    await assert.rejects(suspend(harbour.authority, 'alice', LOCAL), fault('USER_UNKNOWN'))
    await assert.rejects(restoreUser(harbour.authority, 'a b', LOCAL), fault('LOGIN_MALFORMED'))
  })
})

describe('renewal', () => {
  for (const [days, outcome] of [
    [-3, 'renewed'],
    [29, 'renewed'],
    [31, 'RENEWAL_TOO_LATE'],
  ] as const)
    it(`${days} days after expiry: ${outcome}`, async (t) => {
      const harbour = await startTestAuthority(t)
      const alice = await harbour.join({ login: 'alice' })
      // TLS goes by the machine's clock, so not the clock is moved but the end of the certificate.
      await harbour.authority.store.db
        .updateTable('certificates')
        .set({ not_after: Date.now() - days * DAY })
        .where('serial', '=', alice.serial)
        .execute()
      const asked = renew(await opened(t, alice), () => new Date())
      if (outcome === 'renewed') assert.ok((await asked).notAfter > new Date())
      else await assert.rejects(asked, fault(outcome))
    })
  it('of a device nobody knows is refused', async (t) => {
    const [harbour, other] = await Promise.all([startTestAuthority(t), startTestAuthority(t)])
    const device = await opened(t, await harbour.join({ login: 'alice' }))
    const { makeCsr } = await import('@parley/peer/enrol/csr.ts')
    const csr = Buffer.from(makeCsr(device.signer, device.login)).toString('base64')
    assert.equal((await send(other, '/v1/renew', { body: JSON.stringify({ csr }) })).code, 'DEVICE_UNKNOWN')
    const altered = Buffer.from(csr, 'base64')
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    assert.equal(
      (await send(harbour, '/v1/renew', { body: JSON.stringify({ csr: altered.toString('base64') }) })).code,
      'CSR_SIGNATURE_INVALID',
    )
  })
})

it('openssl agrees: a good chain verifies with both lists, a revoked one does not', async (t) => {
  const openssl = promisify(execFile)
  const harbour = await startTestAuthority(t)
  const [alice, bob] = await Promise.all([
    harbour.join({ login: 'alice' }),
    harbour.join({ login: 'bob' }, { key: 'rsa' }),
  ])
  await revoke(harbour.authority, { login: 'alice', reason: 'keyCompromise' }, LOCAL)
  const folder = await temporaryFolder(t)
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const root = await file('root.pem', showRoot(harbour.authority).pem)
  const lists = await file('lists.pem', (await showLists(harbour.authority)).pem)
  const verify = async (person: { folder: string }) => {
    const [leaf = Buffer.of(), issuing = Buffer.of()] = (await opened(t, person)).chain()
    const [leafFile, issuingFile] = [
      await file('leaf.pem', encodePem('CERTIFICATE', leaf)),
      await file('issuing.pem', encodePem('CERTIFICATE', issuing)),
    ]
    const options = [
      'verify',
      '-x509_strict',
      '-crl_check_all',
      '-purpose',
      'sslclient',
      '-CAfile',
      root,
      '-CRLfile',
      lists,
    ]
    return openssl('openssl', [...options, '-untrusted', issuingFile, leafFile])
  }
  assert.match((await verify(bob)).stdout, /leaf\.pem: OK/)
  await assert.rejects(verify(alice), /certificate revoked/)
})
