// Alice joins the harbour: everything a joining device must get right, against a real authority, and everybody who only
// says to be it.
import assert from 'node:assert/strict'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { checkedMembership } from '@parley/peer/enrol/check.ts'
import { FIND_TIMEOUT } from '@parley/peer/enrol/constants.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { readDeviceFile } from '@parley/peer/enrol/device-file.ts'
import { renew } from '@parley/peer/enrol/renew.ts'
import { checkChain } from '@parley/shared/certificates/check.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { hostPort } from '@parley/shared/enrolment/invitation.ts'
import type { Membership } from '@parley/shared/enrolment/schema.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { createVault } from '@parley/shared/host/vault.ts'
import { PASSPHRASE, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { listen } from '../../support/listen.ts'
import { smallDisk } from '../../support/small-disk.ts'

for (const key of ['ed25519', 'rsa'] as const) {
  it(`alice joins with an ${key} key and has all she needs to take part`, async (t) => {
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

describe('joining refuses, and keeps nothing,', () => {
  it('an authority that is not the one of the invitation: ROOT_MISMATCH', async (t) => {
    const [harbour, pirates] = await Promise.all([startTestAuthority(t), startTestAuthority(t)])
    const invitation = (await harbour.invite()).replace(harbour.address, pirates.address)
    const folder = await temporaryFolder(t)
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation, folder }), fault('ROOT_MISMATCH'))
    assert.deepEqual(await readdir(folder), [])
    assert.ok(!pirates.lines.some((line) => line.act === 'enrol'), 'the pirates heard nothing')
  })

  it('a pirate who shows the right root but cannot prove it: AUTHORITY_UNTRUSTED', async (t) => {
    const [harbour, pirates] = await Promise.all([startTestAuthority(t), startTestAuthority(t)])
    const root = harbour.authority.realm.root.der
    // Plain HTTP gives the true root, which is public; TLS goes to the pirates.
    const between = await listen(t, (socket) => {
      socket.once('data', (first) => {
        if (first[0] !== 0x16) {
          socket.end(
            Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${root.length}\r\n\r\n`), root]),
          )
          return
        }
        const [host = '', port] = pirates.address.split(':')
        const onward = connect(Number(port), host)
        onward.on('error', () => socket.destroy())
        onward.write(first)
        socket.pipe(onward).pipe(socket)
      })
    })
    const invitation = (await harbour.invite()).replace(harbour.address, between)
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation }), fault('AUTHORITY_UNTRUSTED'))
    assert.ok(!pirates.lines.some((line) => line.act === 'enrol'), 'the pirates heard nothing')
  })

  it('an authority that is off: AUTHORITY_UNREACHABLE, soon', async (t) => {
    const harbour = await startTestAuthority(t)
    const invitation = await harbour.invite()
    await harbour.stop()
    const begun = Date.now()
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation }), fault('AUTHORITY_UNREACHABLE'))
    assert.ok(Date.now() - begun < FIND_TIMEOUT, 'nothing was waited for')
  })

  it('an authority that takes the connection and says nothing: AUTHORITY_UNREACHABLE, in time', async (t) => {
    const harbour = await startTestAuthority(t)
    const silent = await listen(t, () => undefined)
    const invitation = (await harbour.invite()).replace(harbour.address, silent)
    const begun = Date.now()
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation }), fault('AUTHORITY_UNREACHABLE'))
    assert.ok(Date.now() - begun < FIND_TIMEOUT + 10_000)
  })

  const nonsense: Record<string, string> = {
    'is another protocol': 'SSH-2.0-OpenSSH_9.6\r\n',
    'is a page': 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n',
    'sends elsewhere':
      'HTTP/1.1 302 Found\r\nlocation: http://evil.example/root.der\r\ncontent-length: 0\r\n\r\n',
    'never ends': `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(100_000)}`,
  }
  for (const [defect, answer] of Object.entries(nonsense))
    it(`what answers but ${defect}: AUTHORITY_ANSWER_WRONG`, async (t) => {
      const harbour = await startTestAuthority(t)
      const other = await listen(t, (socket) => socket.write(answer))
      const invitation = (await harbour.invite()).replace(harbour.address, other)
      await assert.rejects(harbour.join({ login: 'alice' }, { invitation }), fault('AUTHORITY_ANSWER_WRONG'))
    })

  it('a second time: ALREADY_ENROLLED, and changes nothing', async (t) => {
    const harbour = await startTestAuthority(t)
    const { folder } = await harbour.join({ login: 'alice' })
    const before = await contents(folder)
    await assert.rejects(harbour.join({ login: 'bob' }, { folder }), fault('ALREADY_ENROLLED'))
    assert.deepEqual(await contents(folder), before)
  })

  for (const days of [-730, 730])
    it(`with a clock ${days} days off: CLOCK_WRONG, with both times`, async (t) => {
      const harbour = await startTestAuthority(t)
      const now = () => new Date(Date.now() + days * 86_400_000)
      const failure = await harbour.join({ login: 'alice' }, { now }).catch((error: unknown) => error)
      assert.ok(failure instanceof Fault && failure.code === 'CLOCK_WRONG')
      assert.match(String(failure.parameters.here), new RegExp(`^${now().getUTCFullYear()}-`))
      assert.match(String(failure.parameters.there), new RegExp(`^${new Date().getUTCFullYear()}-`))
    })

  it('what the authority refuses, with the authority’s own code', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const folder = await temporaryFolder(t)
    await assert.rejects(harbour.join({ login: 'alice' }, { folder }), fault('LOGIN_TAKEN'))
    assert.ok(!(await readdir(folder)).includes('device.json'))
    // The same folder serves for the next try.
    assert.equal((await harbour.join({ login: 'alicia' }, { folder })).login, 'alicia')
  })

  it('a field that cannot be, before anybody is asked', async (t) => {
    const harbour = await startTestAuthority(t)
    const invitation = await harbour.invite()
    await harbour.stop()
    for (const [person, code] of [
      [{ login: 'a b' }, 'LOGIN_MALFORMED'],
      [{ login: 'alice', password: 'short' }, 'PASSWORD_TOO_SHORT'],
      [{ login: 'alice', email: 'nowhere' }, 'EMAIL_MALFORMED'],
    ] as const)
      await assert.rejects(harbour.join(person, { invitation }), fault(code))
    await assert.rejects(
      harbour.join({ login: 'alice' }, { invitation: 'https://x/join' }),
      fault('INVITATION_MALFORMED'),
    )
  })

  it('into a folder of another passphrase: PASSPHRASE_WRONG', async (t) => {
    const harbour = await startTestAuthority(t)
    const folder = await temporaryFolder(t)
    await createVault(join(folder, 'vault.json'), new TextEncoder().encode('another passphrase'))
    await assert.rejects(harbour.join({ login: 'alice' }, { folder }), fault('PASSPHRASE_WRONG'))
  })

  it('onto a full disk: DISK_FULL', async (t) => {
    const disk = await smallDisk(t, 64 * 1024)
    if (disk === undefined) return t.skip('needs root, to mount a small file system')
    const harbour = await startTestAuthority(t)
    await writeFile(join(disk, 'ballast'), Buffer.alloc(60 * 1024)).catch(() => undefined)
    const folder = join(disk, 'peer')
    await assert.rejects(harbour.join({ login: 'alice' }, { folder }), fault('DISK_FULL'))
    assert.ok(!(await readdir(folder).catch((): string[] => [])).includes('device.json'))
  })
})

describe('an authority that lies is not believed:', () => {
  type Lie = (given: Membership, pirates: TestAuthority) => Promise<Membership> | Membership
  const lies: Record<string, readonly [code: FaultCode, lie: Lie]> = {
    'a certificate for another login': [
      'AUTHORITY_ANSWER_WRONG',
      (given) => ({ ...given, login: 'mallory' }),
    ],
    'another root': [
      'AUTHORITY_ANSWER_WRONG',
      (given, pirates) => ({ ...given, root: base64(pirates.authority.realm.root.der) }),
    ],
    'a certificate of somebody else': [
      'CERT_PEER_MISMATCH',
      async (given, pirates) => ({
        ...given,
        chain: [base64(await otherLeaf(pirates)), given.chain[1] ?? ''],
      }),
    ],
    'no issuing CA': ['AUTHORITY_ANSWER_WRONG', (given) => ({ ...given, chain: given.chain.slice(0, 1) })],
    'no revocation list': ['REVOCATION_LIST_MISSING', (given) => ({ ...given, lists: [] })],
    'an address that is none': [
      'HOST_PORT_MALFORMED',
      (given) => ({ ...given, authority: { ...given.authority, https: ['nowhere'] } }),
    ],
  }
  for (const [defect, [code, lie]] of Object.entries(lies))
    it(defect, async (t) => {
      const harbour = await startTestAuthority(t)
      const alice = await harbour.join({ login: 'alice' })
      const file = await readDeviceFile(alice.folder)
      const expected = {
        address: hostPort(harbour.address),
        login: file.login,
        peerId: file.peerId,
        root: harbour.authority.realm.root,
        now: new Date(),
      }
      assert.equal(checkedMembership(file.membership, expected).cert.login, 'alice', 'the truth is believed')
      const pirates = await startTestAuthority(t)
      const told = await lie(file.membership, pirates)
      assert.throws(
        () => checkedMembership(told, expected),
        (error) => error instanceof Fault && (error.code === code || error.code.startsWith('CERT_')),
      )
    })
})

describe('a device folder', () => {
  it('opens with its passphrase only', async (t) => {
    const harbour = await startTestAuthority(t)
    const { folder } = await harbour.join({ login: 'alice' })
    await assert.rejects(openDevice(folder, new TextEncoder().encode('wrong')), fault('PASSPHRASE_WRONG'))
  })
  it('that holds nothing says so', async (t) => {
    await assert.rejects(openDevice(await temporaryFolder(t), PASSPHRASE), fault('DATA_MISSING'))
  })
  for (const name of ['device.json', 'vault.json'])
    it(`with a damaged ${name} says so and leaves it as it is`, async (t) => {
      const harbour = await startTestAuthority(t)
      const { folder } = await harbour.join({ login: 'alice' })
      const whole = await readFile(join(folder, name), 'utf8')
      await writeFile(join(folder, name), whole.slice(0, -40))
      await assert.rejects(openDevice(folder, PASSPHRASE), fault('DATA_DAMAGED'))
      assert.equal(await readFile(join(folder, name), 'utf8'), whole.slice(0, -40))
    })
  it('with somebody else’s vault says so', async (t) => {
    const harbour = await startTestAuthority(t)
    const [alice, bob] = await Promise.all([harbour.join({ login: 'alice' }), harbour.join({ login: 'bob' })])
    await writeFile(join(alice.folder, 'vault.json'), await readFile(join(bob.folder, 'vault.json')))
    await assert.rejects(openDevice(alice.folder, PASSPHRASE), fault('DATA_DAMAGED'))
  })
  it('is for its owner alone', async (t) => {
    const harbour = await startTestAuthority(t)
    const { folder } = await harbour.join({ login: 'alice' })
    for (const name of [folder, ...(await readdir(folder)).map((each) => join(folder, each))])
      assert.equal((await stat(name)).mode & 0o077, 0, name)
  })
})

it('a join that was interrupted after the authority said yes goes on where it stopped', async (t) => {
  const harbour = await startTestAuthority(t)
  const invitation = await harbour.invite()
  const folder = await temporaryFolder(t)
  const cut = new AbortController()
  const first = harbour.join(
    { login: 'alice' },
    {
      invitation,
      folder,
      // The last moment before the answer is kept.
      onStep: (step) => {
        if (step === 'checking-certificate') throw new Error('the power went')
      },
      signal: cut.signal,
    },
  )
  await assert.rejects(first, /the power went/)
  assert.ok(!(await readdir(folder)).includes('device.json'))
  const alice = await harbour.join({ login: 'alice' }, { invitation, folder })
  const devices = await harbour.authority.store.db.selectFrom('devices').selectAll().execute()
  assert.deepEqual(
    devices.map((device) => device.peer_id),
    [alice.peerId],
  )
})

describe('renewing', () => {
  it('gives a new certificate for the same key, kept on disk', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const device = await openDevice(alice.folder, PASSPHRASE)
    const cert = await renew(device, () => new Date())
    assert.equal(cert.peerId, alice.peerId)
    assert.notEqual(cert.serial, alice.serial)
    device.close()
    const again = await openDevice(alice.folder, PASSPHRASE)
    assert.deepEqual(again.chain()[0], cert.chain[0])
    again.close()
  })
  it('finds nobody while the authority is off', async (t) => {
    const harbour = await startTestAuthority(t)
    const device = await openDevice((await harbour.join({ login: 'alice' })).folder, PASSPHRASE)
    const before = device.chain()
    await harbour.stop()
    await assert.rejects(
      renew(device, () => new Date()),
      fault('AUTHORITY_UNREACHABLE'),
    )
    assert.deepEqual(device.chain(), before)
    device.close()
  })
})

async function contents(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder)
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])),
  )
}

async function otherLeaf(pirates: TestAuthority): Promise<Uint8Array> {
  const mallory = await pirates.join({ login: 'mallory' })
  return Buffer.from((await readDeviceFile(mallory.folder)).membership.chain[0] ?? '', 'base64')
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString('base64')
}
