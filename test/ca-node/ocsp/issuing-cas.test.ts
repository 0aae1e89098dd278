// OCSP about certificates of another issuing CA than an authority's own of today: of before, or of another authority on the same
// database. The real openssl hears what is true, from a responder which that very CA has certified.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { makeRootFile } from '@parley/ca-node/ceremony/root-file.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { suspend } from '@parley/ca-node/people/suspend.ts'
import { serverPlace } from '@parley/ca-node/store/place.ts'
import { makeCsr } from '@parley/shared/certificates/csr-make.ts'
import { formatInvitation, hostPort, parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import { realmName } from '@parley/shared/identity/login.ts'
import { newRealm, PASSPHRASE, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { ceremony, runningOffline } from '../../support/ceremony.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { lastFirst } from '../../support/last-first.ts'
import { type OpenSsl, openssl } from '../../support/openssl-ocsp.ts'
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { secondAuthority } from '../../support/second-authority.ts'

const DAY = 86_400_000

/** By GET and POST, with a nonce and without. */
async function hears(client: OpenSsl, certificate: string, said: RegExp): Promise<void> {
  for (const ask of [client.ask, client.askByGet])
    for (const nonce of ['-nonce', '-no_nonce']) {
      const answer = await ask(nonce, '-cert', certificate)
      assert.match(answer, /Response verify OK/)
      assert.match(answer, said)
      assert.ok(!answer.includes('WARNING'), answer)
    }
}

const RENEW = { act: 'renew-issuing' } as const

describe('openssl asks about a certificate of the issuing CA of before', () => {
  it('good, then revoked, also after a restart; the new issuing CA answers beside', async (t) => {
    const harbour = await runningOffline(t)
    const alice = await harbour.join({ login: 'alice' })
    const { root, issuing } = harbour.authority.realm
    const before = await openssl(t, harbour)
    const old = await before.certificate('alice')
    await ceremony(harbour, RENEW, [harbour.rootFile])
    await hears(before, old, /alice\.pem: good/)

    const bob = await harbour.join({ login: 'bob' })
    const since = await openssl(t, harbour)
    await hears(since, await since.certificate('bob'), /bob\.pem: good/)
    // Each of its own: a serial of the other issuing CA was never issued by this one.
    await hears(before, old, /good/)
    assert.match(await before.ask('-serial', `0x${bob.serial}`), /: unknown/)
    assert.match(await since.ask('-serial', `0x${alice.serial}`), /: unknown/)

    await revoke(harbour.authority, { login: 'alice', reason: 'keyCompromise' }, LOCAL)
    await hears(before, old, /alice\.pem: revoked[\s\S]*Reason: keyCompromise/)

    await harbour.stop()
    const again = await startTestAuthority(t, { data: harbour.data })
    await hears(
      await openssl(t, again, { root, issuing }),
      old,
      /alice\.pem: revoked[\s\S]*Reason: keyCompromise/,
    )
  })

  it('the same under the old root after a change of root', async (t) => {
    const harbour = await runningOffline(t)
    await harbour.join({ login: 'alice' })
    const before = await openssl(t, harbour)
    const old = await before.certificate('alice')
    const second = join(await temporaryFolder(t), 'root2.pem')
    await makeRootFile(second, realmName('harbour'), PASSPHRASE, new Date())
    await ceremony(harbour, { act: 'announce-root' }, [harbour.rootFile, second])
    await ceremony(harbour, { act: 'use-root', anyway: true }, [harbour.rootFile, second])
    await hears(before, old, /alice\.pem: good/)
    await suspend(harbour.authority, 'alice', LOCAL)
    await hears(before, old, /alice\.pem: revoked[\s\S]*Reason: certificateHold/)
    await harbour.join({ login: 'bob' })
    const since = await openssl(t, harbour)
    await hears(since, await since.certificate('bob'), /bob\.pem: good/)
  })

  it('one that its root has revoked vouches for no answer: unauthorized', async (t) => {
    const harbour = await runningOffline(t)
    await harbour.join({ login: 'alice' })
    const before = await openssl(t, harbour)
    const old = await before.certificate('alice')
    await ceremony(harbour, RENEW, [harbour.rootFile])
    await hears(before, old, /alice\.pem: good/)
    const revokeCa1 = { act: 'revoke-issuing', label: 'ca1', reason: 'cACompromise' } as const
    await ceremony(harbour, revokeCa1, [harbour.rootFile])
    await assert.rejects(before.ask('-cert', old), { stdout: /unauthorized \(6\)/ })
  })
})

describe('openssl asks one of two authorities on one database', { skip: noPostgres }, () => {
  let postgres: PostgresServer
  const whole = lastFirst({ after })
  before(async () => {
    postgres = await startPostgres(whole)
  })

  const newPair = async (t: TestContext) => {
    const first = await newRealm(t, { place: serverPlace(await postgres.newDatabase()) })
    return { first, second: await secondAuthority(t, first) }
  }

  /** How many this authority has certified, that hold. */
  const responders = async ({ authority }: TestAuthority) => {
    const rows = await authority.store.db
      .selectFrom('certificates')
      .select('issuer_key_id')
      .where('kind', '=', 'ocsp')
      .where('not_after', '>', authority.now().getTime())
      .execute()
    return rows.filter((row) => row.issuer_key_id === authority.realm.issuing.keyId).length
  }

  it('about the other’s certificates: good, and revoked at once, also while the other is off', async (t) => {
    const { first, second } = await newPair(t)
    const a = await startTestAuthority(t, { data: first })
    const b = await startTestAuthority(t, { data: second })
    const link = parseInvitation(await b.invite())
    await b.join(
      { login: 'bob' },
      { invitation: formatInvitation({ ...link, addresses: [hostPort(b.address)] }) },
    )
    // The second certified the first when it started; the first the second at its next look.
    await a.upkeep()
    await b.upkeep()
    const aboutB = await openssl(t, a, b.authority.realm)
    const bob = await aboutB.certificate('bob')
    await hears(aboutB, bob, /bob\.pem: good/)
    await hears(await openssl(t, b), bob, /bob\.pem: good/)
    const { serial } = await a.authority.store.db
      .selectFrom('certificates')
      .select('serial')
      .where('kind', '=', 'node')
      .where('issuer_key_id', '=', a.authority.realm.issuing.keyId)
      .executeTakeFirstOrThrow()
    const aboutA = await openssl(t, b, a.authority.realm)
    assert.match(await aboutA.ask('-serial', `0x${serial}`), /: good[\s\S]*Response verify OK/)

    const before = [await responders(a), await responders(b)]
    await a.upkeep()
    await b.upkeep()
    assert.deepEqual([await responders(a), await responders(b)], before, 'and no more of them at each look')
    assert.deepEqual(before, [2, 2], 'its own responder, and the other’s')

    await b.stop()
    await revoke(a.authority, { login: 'bob', reason: 'keyCompromise' }, LOCAL)
    await hears(aboutB, bob, /bob\.pem: revoked[\s\S]*Reason: keyCompromise/)
  })

  it('that has not run since, so that nobody here is certified: unauthorized', async (t) => {
    const { first } = await newPair(t)
    const a = await startTestAuthority(t, { data: first })
    const { root, issuers } = a.authority.realm
    const [, issuing] = issuers
    assert.ok(issuing)
    const client = await openssl(t, a, { root, issuing })
    await assert.rejects(client.ask('-serial', '0x1234'), { stdout: /unauthorized \(6\)/ })
  })

  it('nobody certifies what mallory writes into the database', async (t) => {
    const { first } = await newPair(t)
    const a = await startTestAuthority(t, { data: first })
    const { store, realm } = a.authority
    const [own, other] = realm.issuers
    const mallory = generateKey('p256').signer
    const request = makeCsr(mallory, 'Parley OCSP responder')
    const row = { asked_at: Date.now(), request, proof: mallory.sign(request) }
    await store.db
      .insertInto('responders')
      .values({ issuer_key_id: other?.keyId ?? '', ...row })
      .execute()
    await a.upkeep()
    assert.equal(await responders(a), 1)
    assert.ok(a.lines.some(({ act, code }) => act === 'ocsp-responder' && code === 'SIGNATURE_INVALID'))
    // What the other authority said of itself counts for nothing under another name either.
    const genuine = await store.db.selectFrom('responders').selectAll().execute()
    const ownRow = genuine.find((each) => each.issuer_key_id === own?.keyId)
    assert.ok(ownRow)
    await store.db
      .updateTable('responders')
      .set({ request, proof: ownRow.proof })
      .where('issuer_key_id', '=', other?.keyId ?? '')
      .execute()
    await a.upkeep()
    assert.equal(await responders(a), 1)
  })

  it('nor an authority whose issuing CA was revoked, nor one that has been silent for a week', async (t) => {
    const { first, second } = await newPair(t)
    // A new authority needs one that runs, for the store key.
    const giver = await startTestAuthority(t, { data: first })
    const b = await startTestAuthority(t, { data: second })
    const { root, issuing } = b.authority.realm
    const { keyId, certificate, notAfter } = issuing
    await Promise.all([giver.stop(), b.stop()])
    const late = await startTestAuthority(t, { data: first, now: () => new Date(Date.now() + 8 * DAY) })
    assert.equal(await responders(late), 1, 'silent')
    await late.authority.store.db
      .insertInto('revocations')
      .values({
        serial: serial(certificate.serialHex),
        issuer_key_id: late.authority.realm.root.keyId,
        reason: 'cACompromise',
        revoked_at: Date.now(),
        not_after: notAfter.getTime(),
      })
      .execute()
    await late.stop()
    const a = await startTestAuthority(t, { data: first })
    const asked = await a.authority.store.db.selectFrom('responders').select('issuer_key_id').execute()
    assert.ok(asked.some((row) => row.issuer_key_id === keyId))
    assert.ok(a.lines.some(({ act, code }) => act === 'ocsp-responder' && code === 'CERT_REVOKED'))
    // Nor does it speak for it any more, though it was certified in better days.
    const client = await openssl(t, a, { root, issuing })
    await assert.rejects(client.ask('-serial', '0x1234'), { stdout: /unauthorized \(6\)/ })
  })
})
