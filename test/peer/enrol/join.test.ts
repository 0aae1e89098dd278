// Alice joins the harbour: everything a joining device must get right, against a real authority.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { checkChain } from '@parley/shared/certificates/check.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { PASSPHRASE, startTestAuthority } from '../../support/authority.ts'

for (const key of ['ed25519', 'rsa'] as const) {
  test(`alice joins with an ${key} key and has all she needs to take part`, async (t) => {
    const harbour = await startTestAuthority(t)
    const steps: string[] = []
    const alice = await harbour.join(
      {
        login: 'Alice',
        firstName: 'Alice',
        lastName: 'Liddell',
        email: 'alice@example.org',
        cardNumber: 'b-1234',
      },
      { key, onStep: (step) => steps.push(step) },
    )
    assert.equal(alice.login, 'alice')
    assert.equal(alice.realm, 'harbour')
    assert.deepEqual(steps, [
      'finding',
      'checking-root',
      'making-key',
      'asking',
      'checking-certificate',
      'keeping',
    ])

    const device = await openDevice(alice.folder, PASSPHRASE)
    assert.equal(device.privateKey.publicKey.toString(), alice.peerId)
    assert.equal(device.storeKey.length, 32)
    const trust = { roots: device.roots, issuers: device.chain().slice(1), primitives }
    const lists = device.lists().map((der) => verifyRevocationList(der, trust))
    assert.equal(lists.length, 2, 'the list of the issuing CA and that of the root')
    const cert = checkChain({
      presented: device.chain(),
      roots: device.roots,
      lists: lists.reduce((known, list) => known.with(list), noRevocationLists),
      now: new Date(),
      expectedPeerId: device.peerId,
      acquaintance: 'new',
      primitives,
    })
    assert.equal(cert.role, 'member')
    assert.deepEqual(device.authority().p2p, [...harbour.ready.p2p])
    device.close()

    const everything = (
      await Promise.all((await readdir(alice.folder)).map((name) => readFile(`${alice.folder}/${name}`)))
    ).join()
    for (const secret of ['heron', 'PRIVATE', 'a passphrase'])
      assert.ok(!everything.includes(secret), `${secret} is in the folder`)
  })
}
