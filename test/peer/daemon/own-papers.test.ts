// A device's own papers through a whole life: real daemons in this process, a real authority that comes and goes, and
// certificates of a few seconds.
import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { signNextList } from '@parley/ca-node/certificates/list.ts'
import { insertRevocation, revoke, usableCertificates } from '@parley/ca-node/certificates/revoke.ts'
import { restoreUser, suspend } from '@parley/ca-node/people/suspend.ts'
import { openClient } from '@parley/peer/api/client.ts'
import type { StatusView } from '@parley/peer/api/schema.ts'
import { startDaemon } from '@parley/peer/daemon/start.ts'
import { login } from '@parley/shared/identity/login.ts'
import { newRealm, PASSPHRASE, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { freePort } from '../../support/free-port.ts'

/** What must come by itself comes within that, ms: the longest wait between two questions so early is 4 s. */
const SOON_MS = 60_000

interface Harbour {
  authority: TestAuthority
  /** The same realm at the same ports. */
  comesBack(): Promise<TestAuthority>
}

async function harbour(t: TestContext, validitySeconds: number): Promise<Harbour> {
  const data = await newRealm(t)
  const first = await startTestAuthority(t, { data })
  await first.authority.store.db
    .updateTable('realm')
    .set({ policy: JSON.stringify({ ...first.authority.realm.policy, validitySeconds }) })
    .execute()
  await first.stop()
  // Where nobody else is while it is away.
  const port = await freePort(2)
  const http = { host: '127.0.0.1', port }
  const comesBack = () => startTestAuthority(t, { data, http, p2p: [`/ip4/127.0.0.1/tcp/${port + 1}`] })
  return { authority: await comesBack(), comesBack }
}

interface Up {
  status(): Promise<StatusView>
  /** Waits until the certificate is that. @returns the status then */
  until(what: string, fits: (status: StatusView) => boolean): Promise<StatusView>
  readonly client: Awaited<ReturnType<typeof openClient>>
  readonly trouble: string | undefined
  stop(): Promise<void>
}

async function up(t: TestContext, folder: string): Promise<Up> {
  const daemon = await startDaemon({
    folder,
    passphrase: PASSPHRASE.slice(),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    api: { host: '127.0.0.1', port: 0 },
    mdns: false,
    directory: true,
    mailbox: true,
    now: () => new Date(),
  })
  const client = await openClient(folder)
  let running = true
  const stop = async () => {
    if (!running) return
    running = false
    client.close()
    await daemon.stop()
  }
  t.after(stop)
  return {
    client,
    trouble: daemon.trouble?.code,
    status: () => client.status(),
    async until(what, fits) {
      const end = performance.now() + SOON_MS
      for (;;) {
        const status = await client.status()
        if (fits(status)) return status
        if (performance.now() > end) assert.fail(`${what}: ${JSON.stringify(status.certificate)}`)
        await delay(50)
      }
    },
    stop,
  }
}

const is = (state: string) => (status: StatusView) => status.certificate.state === state
const isLive = (status: StatusView) => status.directory.state === 'reachable'

describe('a certificate of a few seconds', () => {
  it('is renewed again and again, and no session ends', async (t) => {
    // A third of it is left for a renewal, on a busy machine too.
    const { authority } = await harbour(t, 20)
    const alice = await up(t, (await authority.join({ login: 'alice' })).folder)
    const bob = await up(t, (await authority.join({ login: 'bob' }, { key: 'rsa' })).folder)
    const { since } = (await alice.until('reachable', isLive)).directory
    const renewedTwice = (person: Up) => {
      const serials = new Set<string>()
      return person.until('two renewals', ({ certificate }) => {
        serials.add(certificate.serial)
        assert.equal(certificate.state, 'valid')
        return serials.size === 3
      })
    }
    await Promise.all([alice, bob].map(renewedTwice))
    assert.equal((await alice.status()).directory.since, since)
  })

  it('may run out while the authority is away: history, a clear state, and all goes on without a restart', async (t) => {
    const { authority, comesBack } = await harbour(t, 10)
    const { folder } = await authority.join({ login: 'alice' })
    const bobs = await authority.join({ login: 'bob' })
    let alice = await up(t, folder)
    await alice.until('reachable', isLive)
    const [sent] = await alice.client.send('@bob', ['Written in time.'])
    await authority.stop()

    // While it runs.
    const expired = await alice.until('expired', is('expired'))
    assert.equal(expired.directory.state, 'unreachable')
    await alice.until('tried', ({ certificate }) => certificate.renewal?.code === 'AUTHORITY_UNREACHABLE')
    await alice.stop()

    // And from a start.
    const began = performance.now()
    alice = await up(t, folder)
    t.diagnostic(
      `up with an expired certificate and no authority: ${Math.round(performance.now() - began)} ms`,
    )
    assert.equal(alice.trouble, 'OWN_CERTIFICATE_EXPIRED')
    const kept = await alice.client.messages({ target: '@bob' })
    assert.deepEqual(
      kept.map(({ id }) => id),
      [sent?.id],
    )
    await assert.rejects(alice.client.send('@bob', ['Too late.']), fault('OWN_CERTIFICATE_EXPIRED'))
    await assert.rejects(alice.client.renew(), fault('AUTHORITY_UNREACHABLE'))
    const { certificate } = await alice.status()
    assert.ok(Date.parse(certificate.renewableUntil) > Date.now() + 29 * 86_400_000)

    await comesBack()
    await alice.until('valid again', (status) => is('valid')(status) && isLive(status))
    const bob = await up(t, bobs.folder)
    await bob.until('bob, too', (status) => is('valid')(status) && isLive(status))
    await alice.client.send('@bob', ['In time again.'])
    await bob.until('both arrived', () => true)
    const end = performance.now() + SOON_MS
    let texts: string[] = []
    while (texts.length < 2 && performance.now() < end) {
      texts = (await bob.client.messages({ target: '@alice' })).map(({ text }) => text)
      await delay(50)
    }
    assert.deepEqual(texts, ['Written in time.', 'In time again.'])
  })
})

describe('what the authority decides', () => {
  it('replaced (another role): the device has the next one at once, and what waits is still taken', async (t) => {
    const { authority } = await harbour(t, 3600)
    const alice = await up(t, (await authority.join({ login: 'alice' })).folder)
    const bobs = await authority.join({ login: 'bob' })
    const { certificate: before } = await alice.until('reachable', isLive)
    await alice.client.send('@bob', ['Signed as a member.'])

    await changeRole(authority, 'alice')
    const { certificate } = await alice.until(
      'the new role',
      (status) => status.certificate.role === 'moderator',
    )
    assert.equal(certificate.state, 'valid')
    assert.notEqual(certificate.serial, before.serial)
    await alice.until('connected again', isLive)

    // Bob was away for all of it: what alice signed under the old one is hers all the same.
    const bob = await up(t, bobs.folder)
    const end = performance.now() + SOON_MS
    let read = await bob.client.messages({})
    while (read.length === 0 && performance.now() < end) {
      await delay(50)
      read = await bob.client.messages({})
    }
    assert.deepEqual(
      read.map(({ text, verified }) => [text, verified]),
      [['Signed as a member.', true]],
    )
  })

  it('replaced while it was away: whoever refuses it makes it ask', async (t) => {
    const { authority } = await harbour(t, 3600)
    const { folder } = await authority.join({ login: 'alice' })
    await changeRole(authority, 'alice')
    const alice = await up(t, folder)
    const { certificate } = await alice.until(
      'the new role',
      (status) => status.certificate.role === 'moderator',
    )
    assert.equal(certificate.state, 'valid')
    await alice.until('connected', isLive)
  })

  it('suspended: said in status, nothing lost; restored: all goes on, also from a start with the old list', async (t) => {
    const { authority } = await harbour(t, 3600)
    const { folder } = await authority.join({ login: 'alice' })
    let alice = await up(t, folder)
    await alice.until('reachable', isLive)
    await suspend(authority.authority, 'alice', LOCAL)
    const { certificate } = await alice.until('suspended', is('suspended'))
    assert.equal(certificate.reason, 'certificateHold')
    await assert.rejects(alice.client.renew(), fault('USER_SUSPENDED'))
    await alice.stop()

    // The list that suspends her is on her disk; the one that restores her is not.
    await restoreUser(authority.authority, 'alice', LOCAL)
    alice = await up(t, folder)
    assert.equal(alice.trouble, undefined)
    await alice.until('reachable', isLive)
  })

  it('revoked: said in status with the reason, history stays, nothing more is written', async (t) => {
    const { authority } = await harbour(t, 3600)
    const { folder } = await authority.join({ login: 'alice' })
    await authority.join({ login: 'bob' })
    let alice = await up(t, folder)
    await alice.until('reachable', isLive)
    await alice.client.send('@bob', ['Before.'])
    await revoke(authority.authority, { login: 'alice', reason: 'cessationOfOperation' }, LOCAL)
    const { certificate } = await alice.until('revoked', is('revoked'))
    assert.equal(certificate.reason, 'cessationOfOperation')
    await assert.rejects(alice.client.send('@bob', ['After.']), fault('OWN_CERTIFICATE_REVOKED'))
    await alice.stop()
    alice = await up(t, folder)
    assert.equal(alice.trouble, 'OWN_CERTIFICATE_REVOKED')
    assert.equal((await alice.client.messages({ target: '@bob' })).length, 1)
  })
})

/** What a change of role does to certificates, as one transaction. */
async function changeRole({ authority }: TestAuthority, who: string): Promise<void> {
  const now = authority.now()
  const list = await authority.store.transaction(async (db) => {
    await db.updateTable('users').set({ role: 'moderator' }).where('login', '=', login(who)).execute()
    for (const row of await usableCertificates(db, login(who), now))
      await insertRevocation(db, row, 'affiliationChanged', now)
    return signNextList(db, authority)
  })
  authority.live.pushList(list)
}
