// A new issuing CA from an offline root, while people go on; and what a ceremony refuses.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { connect } from 'node:tls'
import { readAudit } from '@parley/ca-node/audit/read.ts'
import { verifyAudit } from '@parley/ca-node/audit/verify.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { labelOf, parseAnswer, parseRequest } from '@parley/ca-node/ceremony/files.ts'
import { makeRootFile, openRootFile } from '@parley/ca-node/ceremony/root-file.ts'
import { signCeremony } from '@parley/ca-node/ceremony/sign.ts'
import { takeRootOffline } from '@parley/ca-node/ceremony/take-offline.ts'
import { ceremonyVerbs } from '@parley/ca-node/ceremony/verbs.ts'
import { freshIdentity, sign } from '@parley/ca-node/certificates/issue.ts'
import { revoke as revokeCertificates } from '@parley/ca-node/certificates/revoke.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { endsSoon } from '@parley/ca-node/running/hierarchy.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { renew } from '@parley/peer/enrol/renew.ts'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { fingerprintOf } from '@parley/shared/certificates/roots.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { realmName } from '@parley/shared/identity/login.ts'
import { newRealm, PASSPHRASE, startTestAuthority } from '../../support/authority.ts'
import {
  ceremony,
  install,
  offlineRealm,
  openRoots,
  request,
  runningOffline,
  signed,
} from '../../support/ceremony.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'

const YEAR = 365 * 86_400_000
const RENEW = { act: 'renew-issuing' } as const

/** What stock openssl thinks of a chain, with every list. */
function openssl(
  folder: string,
  { roots, chain, lists }: Record<'roots' | 'chain' | 'lists', readonly Uint8Array[]>,
) {
  return (async () => {
    const [leaf, ...rest] = chain
    const pem = (label: 'CERTIFICATE' | 'X509 CRL', ders: readonly Uint8Array[]) =>
      ders.map((der) => encodePem(label, der)).join('')
    await writeFile(join(folder, 'roots.pem'), pem('CERTIFICATE', roots))
    await writeFile(join(folder, 'rest.pem'), pem('CERTIFICATE', rest))
    await writeFile(join(folder, 'lists.pem'), pem('X509 CRL', lists))
    await writeFile(join(folder, 'leaf.pem'), pem('CERTIFICATE', leaf === undefined ? [] : [leaf]))
    const given = [
      '-CAfile',
      'roots.pem',
      '-untrusted',
      'rest.pem',
      '-CRLfile',
      'lists.pem',
      '-crl_check_all',
    ]
    return execFileSync('openssl', ['verify', ...given, 'leaf.pem'], { cwd: folder, encoding: 'utf8' })
  })()
}

describe('renewing the issuing CA by a ceremony', () => {
  it('nobody notices: the old key signs its list, the new one all else, and openssl takes both chains', async (t) => {
    const harbour = await runningOffline(t)
    const { authority, rootFile } = harbour
    const alice = await harbour.join({ login: 'alice' })
    const done = await ceremony(harbour, RENEW, [rootFile])
    assert.equal(done.issuing?.label, 'ca1-2')
    assert.equal(labelOf(authority.realm.issuing), 'ca1-2', 'without a restart')
    const bob = await harbour.join({ login: 'bob' })
    const folder = await temporaryFolder(t)
    for (const { folder: data } of [alice, bob]) {
      const device = await openDevice(data, PASSPHRASE)
      t.after(() => device.close())
      const rows = await authority.store.db.selectFrom('lists').select('der').execute()
      const said = await openssl(folder, {
        roots: device.roots.map(({ der }) => der),
        chain: device.chain(),
        lists: rows.map(({ der }) => der),
      })
      assert.match(said, /leaf\.pem: OK/)
    }
    // The HTTPS shows the new one, too.
    const [host = '', port = ''] = harbour.address.split(':')
    const shown = await new Promise<string | undefined>((resolve, reject) => {
      const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
        const { issuer } = socket.getPeerCertificate()
        resolve(String(issuer.CN))
        socket.end()
      }).on('error', reject)
    })
    assert.equal(shown, 'Parley issuing ca1-2')

    // What the old one issued can still be revoked, and its own list says so.
    await revokeCertificates(authority, { login: 'alice', reason: 'keyCompromise' }, LOCAL)
    const old = authority.realm.issuers.find((issuer) => labelOf(issuer) === 'ca1')
    const list = await authority.store.db
      .selectFrom('lists')
      .select('der')
      .where('issuer_key_id', '=', old?.keyId ?? '')
      .executeTakeFirstOrThrow()
    await writeFile(join(folder, 'old.crl'), list.der)
    const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-in', 'old.crl', '-noout', '-text'], {
      cwd: folder,
      encoding: 'utf8',
    })
    assert.match(text.toLowerCase(), new RegExp(`serial number: ${alice.serial}`))
  })

  it('survives a power cut between database and vault: the next start goes on with the new key', async (t) => {
    const harbour = await runningOffline(t)
    const vault = authorityFolder(harbour.data).vault
    const answer = await signed(await request(harbour, RENEW), [harbour.rootFile])
    await copyFile(vault, `${vault}.before`)
    await install(harbour, answer)
    await harbour.stop()
    await copyFile(`${vault}.before`, vault)
    const again = await startTestAuthority(t, { data: harbour.data })
    assert.equal(labelOf(again.authority.realm.issuing), 'ca1-2')
    assert.ok((await again.join({ login: 'bob' })).serial)
  })

  it('an authority that slept past the end of its issuing CA says what to do, and comes back by it', async (t) => {
    const long = new Date(Date.now() - 6 * YEAR)
    const { data, rootFile } = await offlineRealm(t, long)
    await assert.rejects(startTestAuthority(t, { data }), fault('ISSUING_CA_ENDED'))
    const off = await import('@parley/ca-node/control/ask.ts')
    const passphrase = async () => Uint8Array.from(PASSPHRASE)
    const made = await off.ask(authorityFolder(data), 'ceremony-request', RENEW, passphrase)
    const answer = await signed(parseRequest(made.text), [rootFile])
    await off.ask(authorityFolder(data), 'ceremony-install', { answer }, passphrase)
    const harbour = await startTestAuthority(t, { data })
    assert.ok(
      (await harbour.join({ login: 'alice' })).serial,
      'HTTPS, OCSP and node certificates are new by themselves',
    )
  })

  it('is asked for months before', async (t) => {
    const { authority } = await runningOffline(t)
    const codes = async (years: number) => {
      const now = () => new Date(Date.now() + years * YEAR)
      return (await endsSoon({ ...authority, realm: authority.realm, keys: authority.keys, now })).map(
        ({ code }) => code,
      )
    }
    assert.deepEqual(await codes(0), [])
    assert.deepEqual(await codes(4.6), ['ISSUING_CA_ENDS_SOON'])
    assert.deepEqual(await codes(4.9), ['ISSUING_CA_ENDS_SOON', 'ROOT_LIST_ENDS_SOON'])
    assert.ok((await codes(16)).includes('ROOT_ENDS_SOON'))
  })
})

describe('a revoked issuing CA', () => {
  it('is on the root’s list; its authority does not start before it has another', async (t) => {
    const harbour = await runningOffline(t)
    await assert.rejects(request(harbour, { act: 'revoke-issuing', label: 'ca9' }), fault('ISSUING_UNKNOWN'))
    await ceremony(harbour, { act: 'revoke-issuing', label: 'ca1', reason: 'cACompromise' }, [
      harbour.rootFile,
    ])
    await harbour.stop()
    await assert.rejects(startTestAuthority(t, { data: harbour.data }), fault('ISSUING_CA_REVOKED'))
  })
})

describe('after a change of root', () => {
  it('what the old root made, only the old root revokes; it is not retired before every authority left it', async (t) => {
    const harbour = await runningOffline(t)
    const { authority } = harbour
    const { store } = authority
    const old = authority.realm.root
    const second = join(await temporaryFolder(t), 'root2.pem')
    await makeRootFile(second, realmName('harbour'), PASSPHRASE, new Date())
    await ceremony(harbour, { act: 'announce-root' }, [harbour.rootFile, second])
    await ceremony(harbour, { act: 'use-root' }, [harbour.rootFile, second])
    assert.notEqual(authority.realm.root.fingerprint, old.fingerprint)

    const revoke = { act: 'revoke-issuing', label: 'ca1' } as const
    const asked = await request(harbour, revoke)
    assert.equal(asked.content.root, old.fingerprint)
    await assert.rejects(signed(asked, [second]), fault('CEREMONY_ROOT_MISSING'))
    await install(harbour, await signed(asked, [harbour.rootFile]))
    const rows = await store.db.selectFrom('revocations').select('issuer_key_id').execute()
    assert.deepEqual(rows, [{ issuer_key_id: old.keyId }])

    // Another authority still has its issuing CA under the old root.
    const [root] = await openRoots([harbour.rootFile])
    assert.ok(root)
    const made = sign(root.signer, {
      kind: 'issuing',
      issuer: root.issuer,
      label: 'ca2',
      key: ownKey(generateKey('p256').signer),
      primitives,
      ...freshIdentity(new Date(), YEAR),
    })
    const issuer = issuerFrom(made.der, primitives)
    const row = { key_id: issuer.keyId, kind: 'issuing', issued_by: old.keyId, serial: made.serial } as const
    const more = {
      fingerprint: fingerprintOf(made.der, primitives),
      der: made.der,
      not_after: Date.now() + YEAR,
    }
    await store.db
      .insertInto('issuers')
      .values({ ...row, ...more })
      .execute()
    await authority.live.realmChanged()
    await assert.rejects(request(harbour, { act: 'retire-root' }), (error: unknown) => {
      assert.ok(error instanceof Fault)
      assert.deepEqual([error.code, error.parameters.reason], ['CEREMONY_ACT_IMPOSSIBLE', 'OTHER_ISSUING'])
      return true
    })
    await ceremony(harbour, { ...revoke, label: 'ca2' }, [harbour.rootFile])
    await ceremony(harbour, { act: 'retire-root' }, [second])
    assert.deepEqual(
      authority.realm.standing.standing.map(({ state }) => state),
      ['retired', 'active'],
    )
    await verifyAudit(authority)
  })
})

describe('an online root', () => {
  it('signs in its own folder, and can be taken offline', async (t) => {
    const data = await newRealm(t)
    const harbour = await startTestAuthority(t, { data })
    const asked = await request(harbour, RENEW)
    const text = (await readRequestText(asked)).text
    const confirm = asked.id.slice(0, 16)
    const answer = await ceremonyVerbs['ceremony-sign'].run(
      harbour.authority,
      { request: text, confirm },
      LOCAL,
    )
    await install(harbour, answer.text)
    assert.equal(labelOf(harbour.authority.realm.issuing), 'ca1-2')
    await harbour.stop()
    const file = join(await temporaryFolder(t), 'root.pem')
    const root = await takeRootOffline(authorityFolder(data), file, PASSPHRASE)
    assert.equal(root.fingerprint, harbour.ready.rootFingerprint)
    const again = await startTestAuthority(t, { data })
    assert.equal(again.authority.keys?.root, undefined)
    const acts = (await readAudit(again.authority.store.db, { act: 'take-root-offline' })).map(
      ({ who }) => who,
    )
    assert.deepEqual(acts, ['keeper'], 'on record')
    await ceremony(again, RENEW, [file])
    await assert.rejects(
      ceremonyVerbs['ceremony-sign'].run(again.authority, { request: text, confirm }, LOCAL),
      fault('ROOT_KEY_OFFLINE'),
    )
  })
})

async function readRequestText({ content, signatures }: Awaited<ReturnType<typeof request>>) {
  return { text: JSON.stringify({ ...content, signatures }) }
}

describe('the root’s keeper refuses, and signs nothing:', () => {
  it('without the digits that its maker reads out: CEREMONY_UNCONFIRMED', async (t) => {
    const harbour = await runningOffline(t)
    const asked = await request(harbour, RENEW)
    const roots = await openRoots([harbour.rootFile])
    for (const confirm of ['', asked.id.slice(0, 8), 'f'.repeat(16)])
      await assert.rejects(
        signCeremony({ request: asked, roots, confirm, now: new Date() }),
        fault('CEREMONY_UNCONFIRMED'),
      )
    await assert.rejects(readFile(`${harbour.rootFile}.journal`), 'nothing stands in the journal')
  })
  it('a request that Mallory altered in transit: CEREMONY_ALTERED', async (t) => {
    const harbour = await runningOffline(t)
    const { content, signatures } = await request(harbour, RENEW)
    const other = await request(harbour, RENEW)
    const alterations: readonly object[] = [
      { issuing: { ...content.issuing, label: 'mallory' } },
      { issuing: other.content.issuing },
      { list: { number: 9, revoked: [] } },
      { act: 'renew-list' },
      { madeAt: '2020-01-01T00:00:00.000Z' },
      { signatures: { key: signatures.key } },
      { signatures: { voucher: signatures.voucher } },
      { voucher: undefined },
    ]
    for (const change of alterations) {
      const altered = parseRequest(JSON.stringify({ ...content, signatures, ...change }))
      await assert.rejects(signed(altered, [harbour.rootFile]), fault('CEREMONY_ALTERED'))
    }
  })
  it('with another root, a file that is none, or a wrong passphrase', async (t) => {
    const [harbour, island] = [await runningOffline(t), await offlineRealm(t)]
    const asked = await request(harbour, RENEW)
    await assert.rejects(signed(asked, [island.rootFile]), fault('CEREMONY_ROOT_MISSING'))
    const folder = await temporaryFolder(t)
    const wrong = join(folder, 'no.pem')
    await writeFile(wrong, 'hello')
    await assert.rejects(signed(asked, [wrong]), fault('ROOT_FILE_WRONG'))
    await assert.rejects(openRootFile(harbour.rootFile, Buffer.from('wrong')), fault('PASSPHRASE_WRONG'))
    const [certificate = ''] = (await readFile(island.rootFile, 'utf8')).split(/(?=-----BEGIN ENCRYPTED)/)
    const [, key = ''] = (await readFile(harbour.rootFile, 'utf8')).split(/(?=-----BEGIN ENCRYPTED)/)
    await writeFile(wrong, certificate + key)
    await assert.rejects(openRootFile(wrong, PASSPHRASE), fault('ROOT_FILE_WRONG'))
  })
  it('a request from before the last one: CEREMONY_REQUEST_OLD; the same one again is a lost answer', async (t) => {
    const harbour = await runningOffline(t)
    const first = await request(harbour, { act: 'renew-list' })
    await signed(first, [harbour.rootFile])
    await install(harbour, await signed(first, [harbour.rootFile]))
    const second = await request(harbour, { act: 'renew-list' })
    await install(harbour, await signed(second, [harbour.rootFile]))
    await assert.rejects(signed(first, [harbour.rootFile]), fault('CEREMONY_REQUEST_OLD'))
  })
  it('a request that no longer lists what the root has revoked: CEREMONY_UNREVOKES', async (t) => {
    const harbour = await runningOffline(t)
    await ceremony(harbour, RENEW, [harbour.rootFile])
    const revoke = { act: 'revoke-issuing', label: 'ca1', reason: 'cACompromise' } as const
    const answer = await signed(await request(harbour, revoke), [harbour.rootFile])
    // Its answer was lost, or kept back: the next request does not know of it.
    const next = await request(harbour, RENEW)
    await assert.rejects(signed(next, [harbour.rootFile]), fault('CEREMONY_UNREVOKES'))
    await install(harbour, answer)
    await ceremony(harbour, RENEW, [harbour.rootFile])
    assert.equal(labelOf(harbour.authority.realm.issuing), 'ca1-3')
  })
  it('what is no request: CEREMONY_FILE_WRONG', async (t) => {
    const harbour = await runningOffline(t)
    const { content, signatures } = await request(harbour, RENEW)
    const texts = ['', '{}', 'x'.repeat(2_000_000), JSON.stringify({ ...content, signatures, more: 1 })]
    texts.push(JSON.stringify({ ...content, signatures, version: 2 }))
    for (const text of texts) assert.throws(() => parseRequest(text), fault('CEREMONY_FILE_WRONG'))
    assert.throws(() => parseAnswer(JSON.stringify({ ...content, signatures })), fault('CEREMONY_FILE_WRONG'))
  })
})

describe('the authority refuses, and changes nothing:', () => {
  it('another realm’s answer, an altered one, an unasked one, one twice', async (t) => {
    const harbour = await runningOffline(t)
    const island = await runningOffline(t)
    const before = labelOf(harbour.authority.realm.issuing)
    const theirs = await signed(await request(island, RENEW), [island.rootFile])
    await assert.rejects(install(harbour, theirs), fault('CEREMONY_OTHER_REALM'))
    const replaced = await signed(await request(harbour, RENEW), [harbour.rootFile])
    const asked = await request(harbour, { act: 'renew-list' })
    const answer = await signed(asked, [harbour.rootFile])
    const alter = (change: object) => JSON.stringify({ ...JSON.parse(answer), ...change })
    const { lists } = parseAnswer(theirs).content
    for (const text of [
      alter({ madeAt: '2020-01-01T00:00:00.000Z' }),
      alter({ lists }),
      alter({ signature: JSON.parse(theirs).signature }),
      alter({ issuing: JSON.parse(replaced).issuing }),
    ])
      await assert.rejects(install(harbour, text), fault('CEREMONY_ALTERED'))
    await assert.rejects(install(harbour, alter({ request: '0'.repeat(64) })), fault('CEREMONY_NOT_ASKED'))
    assert.equal(labelOf(harbour.authority.realm.issuing), before)
    await install(harbour, answer)
    await assert.rejects(install(harbour, answer), fault('CEREMONY_DONE'))
    // The one signed before carries an older list of the root.
    await assert.rejects(install(harbour, replaced), fault('CEREMONY_LIST_OLD'))
  })
  it('the answer to a request that a newer one replaced', async (t) => {
    const harbour = await runningOffline(t)
    const old = await signed(await request(harbour, RENEW), [harbour.rootFile])
    await request(harbour, RENEW)
    await assert.rejects(install(harbour, old), fault('CEREMONY_NOT_ASKED'))
  })
})

describe('a device', () => {
  it('renews across a change of the issuing CA and keeps its peer ID', async (t) => {
    const harbour = await runningOffline(t)
    const alice = await harbour.join({ login: 'alice' })
    await ceremony(harbour, RENEW, [harbour.rootFile])
    const device = await openDevice(alice.folder, PASSPHRASE)
    t.after(() => device.close())
    const cert = await renew(device, () => new Date())
    assert.equal(cert.issuerKeyId, harbour.authority.realm.issuing.keyId)
    assert.equal(cert.peerId, alice.peerId)
  })
})

describe('a new root’s file', () => {
  it('is made once, for its owner alone', async (t) => {
    const folder = await temporaryFolder(t)
    const file = join(folder, 'root2.pem')
    await makeRootFile(file, realmName('harbour'), PASSPHRASE, new Date())
    await assert.rejects(
      makeRootFile(file, realmName('harbour'), PASSPHRASE, new Date()),
      fault('FILE_EXISTS'),
    )
    assert.deepEqual(await readdir(folder), ['root2.pem'])
  })
})
