// OCSP about certificates of an issuing CA of before: the real openssl hears what is true, from whoever holds that CA's key.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { makeRootFile } from '@parley/ca-node/ceremony/root-file.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { suspend } from '@parley/ca-node/people/suspend.ts'
import { realmName } from '@parley/shared/identity/login.ts'
import { PASSPHRASE, startTestAuthority } from '../../support/authority.ts'
import { ceremony, runningOffline } from '../../support/ceremony.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type OpenSsl, openssl } from '../../support/openssl-ocsp.ts'

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
