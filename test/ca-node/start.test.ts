// The authority's life: made, started, stopped, and everything that can stand in its way said plainly, with nothing
// overwritten and nothing half written.
import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { connect as tlsConnect } from 'node:tls'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { openKeys } from '@parley/ca-node/keys/open.ts'
import { init } from '@parley/ca-node/realm/init.ts'
import { openStore } from '@parley/ca-node/store/open.ts'
import { newRealm, PASSPHRASE, startTestAuthority } from '../support/authority.ts'
import { fault } from '../support/fault.ts'
import { temporaryFolder } from '../support/folder.ts'
import { smallDisk } from '../support/small-disk.ts'
import { send } from './request.ts'

const DAY = 86_400_000
const request = (path: string, changes: Partial<Parameters<typeof init>[0]> = {}) => ({
  folder: authorityFolder(path),
  realm: 'harbour',
  passphrase: PASSPHRASE,
  validity: 7 * DAY,
  rootOut: undefined,
  now: new Date(),
  ...changes,
})

async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'base64')])),
  )
}

describe('init', () => {
  it('makes a realm whose files are for its owner alone', async (t) => {
    const folder = await newRealm(t)
    assert.deepEqual((await readdir(folder)).toSorted(), ['authority.db', 'vault.json'])
    for (const name of await readdir(folder))
      assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name)
    assert.ok(!(await readFile(join(folder, 'vault.json'), 'utf8')).includes('PRIVATE'))
  })
  it('a second time is refused and changes nothing', async (t) => {
    const folder = await newRealm(t)
    const before = await contents(folder)
    await assert.rejects(init(request(folder, { realm: 'other' })), fault('DATA_EXISTS'))
    assert.deepEqual(await contents(folder), before)
  })
  for (const [what, changes, code] of [
    ['a realm with a space', { realm: 'the harbour' }, 'REALM_NAME_MALFORMED'],
    ['a life of a second', { validity: 1000 }, 'VALIDITY_OUT_OF_RANGE'],
    ['a life of a year', { validity: 365 * DAY }, 'VALIDITY_OUT_OF_RANGE'],
    ['an empty passphrase', { passphrase: new Uint8Array() }, 'PASSPHRASE_EMPTY'],
    ['a root file that cannot be written', { rootOut: '/proc/none/root.pem' }, 'FILE_UNWRITABLE'],
  ] as const)
    it(`with ${what}: ${code}, and nothing is there`, async (t) => {
      const folder = await temporaryFolder(t)
      await assert.rejects(init(request(folder, changes)), fault(code))
      assert.deepEqual(await readdir(folder), [])
    })
  it('onto a full disk: DISK_FULL, and nothing is there', async (t) => {
    const disk = await smallDisk(t, 96 * 1024)
    if (disk === undefined) return t.skip('needs root, to mount a small file system')
    await assert.rejects(init(request(join(disk, 'ca'))), fault('DISK_FULL'))
    assert.deepEqual(await readdir(disk), [])
  })
  it('with --root-out leaves the root’s key in that file only, readable with the passphrase', async (t) => {
    const folder = await temporaryFolder(t)
    const rootOut = join(folder, 'root.pem')
    const data = join(folder, 'ca')
    await init(request(data, { rootOut }))
    const pem = await readFile(rootOut, 'utf8')
    assert.equal((await stat(rootOut)).mode & 0o077, 0)
    const [certificate = '', key = ''] = pem.split(/(?=-----BEGIN ENCRYPTED PRIVATE KEY)/)
    const secret = createPrivateKey({ key, passphrase: Buffer.from(PASSPHRASE) })
    assert.ok(new X509Certificate(certificate).checkPrivateKey(secret))
    assert.throws(() => createPrivateKey({ key, passphrase: 'wrong' }))
    const keys = await openKeys(authorityFolder(data).vault, PASSPHRASE)
    assert.equal(keys.root, undefined)
    keys.vault.close()
    // It runs all the same, and its root's list lasts as long as the issuing CA.
    const harbour = await startTestAuthority(t, { data })
    const lists = await harbour.authority.store.db.selectFrom('lists').selectAll().execute()
    const root = lists.find((list) => list.issuer_key_id === harbour.authority.realm.root.keyId)
    assert.ok((root?.next_update ?? 0) > Date.now() + 4 * 365 * DAY)
    await assert.rejects(init(request(join(folder, 'ca2'), { rootOut })), fault('FILE_EXISTS'))
    assert.equal(await readFile(rootOut, 'utf8'), pem)
  })
})

describe('start', () => {
  it('says where it is, stops within 5 s with everything on disk, and comes back as it was', async (t) => {
    const harbour = await startTestAuthority(t)
    assert.match(harbour.ready.https, /^https:\/\/127\.0\.0\.1:\d+$/)
    assert.match(harbour.ready.p2p[0] ?? '', /^\/ip4\/127\.0\.0\.1\/tcp\/\d+\/p2p\/12D3KooW/)
    await harbour.join({ login: 'alice' })
    const begun = Date.now()
    await harbour.stop()
    assert.ok(Date.now() - begun < 5000)
    assert.deepEqual(
      (await readdir(harbour.folder)).toSorted(),
      ['audit-head.json', 'authority.db', 'metrics-token', 'vault.json'],
      'no lock, socket or journal is left',
    )
    const again = await startTestAuthority(t, { data: harbour.folder })
    assert.equal(again.ready.rootFingerprint, harbour.ready.rootFingerprint)
    assert.equal(
      again.ready.p2p[0]?.split('/').at(-1),
      harbour.ready.p2p[0]?.split('/').at(-1),
      'the same node',
    )
    const users = await again.authority.store.db.selectFrom('users').select('login').execute()
    assert.deepEqual(
      users.map((user) => user.login),
      ['alice'],
    )
  })

  it('of an empty folder: DATA_MISSING', async (t) => {
    await assert.rejects(startTestAuthority(t, { data: await temporaryFolder(t) }), fault('DATA_MISSING'))
  })
  it('with a wrong passphrase: PASSPHRASE_WRONG, and it can be tried again', async (t) => {
    const data = await newRealm(t)
    const before = await contents(data)
    await assert.rejects(
      startTestAuthority(t, { data, passphrase: Buffer.from('wrong') }),
      fault('PASSPHRASE_WRONG'),
    )
    assert.deepEqual(await contents(data), before)
    await startTestAuthority(t, { data })
  })
  it('twice on one folder: DATA_IN_USE', async (t) => {
    const harbour = await startTestAuthority(t)
    await assert.rejects(startTestAuthority(t, { data: harbour.folder }), fault('DATA_IN_USE'))
    assert.equal((await send(harbour, '/v1/realm')).status, 200)
  })
  it('on a port in use: PORT_IN_USE, and the folder is free again', async (t) => {
    const other = createServer().listen(0, '127.0.0.1')
    t.after(() => other.close())
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const data = await newRealm(t)
    await assert.rejects(
      startTestAuthority(t, { data, http: { host: '127.0.0.1', port } }),
      fault('PORT_IN_USE'),
    )
    await assert.rejects(
      startTestAuthority(t, { data, p2p: [`/ip4/127.0.0.1/tcp/${port}`] }),
      fault('PORT_IN_USE'),
    )
    await assert.rejects(
      startTestAuthority(t, { data, http: { host: '192.0.2.77', port: 0 } }),
      fault('ADDRESS_UNUSABLE'),
    )
    await startTestAuthority(t, { data })
  })
  for (const [name, spoil] of [
    ['authority.db', (bytes: Buffer) => bytes.fill(0x55, 4096, 20_000)],
    ['authority.db', (bytes: Buffer) => bytes.fill(0x55, 0, 100)],
    ['authority.db', (bytes: Buffer) => bytes.subarray(0, 5000)],
    ['vault.json', (bytes: Buffer) => bytes.subarray(0, 200)],
    ['vault.json', () => Buffer.from('{}')],
  ] as const)
    it(`with a damaged ${name}: DATA_DAMAGED, and it stays as it is`, async (t) => {
      const data = await newRealm(t)
      await writeFile(join(data, name), spoil(await readFile(join(data, name))))
      const before = await contents(data)
      await assert.rejects(startTestAuthority(t, { data }), fault('DATA_DAMAGED'))
      assert.deepEqual(await contents(data), before)
    })
  it('with another realm’s vault: DATA_DAMAGED', async (t) => {
    const [data, other] = await Promise.all([newRealm(t), newRealm(t)])
    await copyFile(join(other, 'vault.json'), join(data, 'vault.json'))
    await assert.rejects(startTestAuthority(t, { data }), fault('DATA_DAMAGED'))
  })
  it('with a database of a newer Parley: DATA_TOO_NEW', async (t) => {
    const data = await newRealm(t)
    const store = await openStore(authorityFolder(data).database)
    await store.db
      .withTables<{ migrations: { name: string } }>()
      .insertInto('migrations')
      .values({ name: '999-later' })
      .execute()
    await store.close()
    await assert.rejects(startTestAuthority(t, { data }), fault('DATA_TOO_NEW'))
  })
  for (const [years, code] of [
    [-2, 'REALM_CLOCK_WRONG'],
    [6, 'ISSUING_CA_ENDED'],
  ] as const)
    it(`with a clock ${years} years off: ${code}`, async (t) => {
      const data = await newRealm(t)
      const now = () => new Date(Date.now() + years * 365 * DAY)
      await assert.rejects(startTestAuthority(t, { data, now }), fault(code))
    })
  it('on a disk that fills up: what cannot be kept is refused, and the authority goes on', async (t) => {
    const disk = await smallDisk(t, 1536 * 1024)
    if (disk === undefined) return t.skip('needs root, to mount a small file system')
    const data = join(disk, 'ca')
    await mkdir(data)
    await init(request(data))
    const harbour = await startTestAuthority(t, { data })
    const invitation = await harbour.invite({ uses: 3 })
    await harbour.join({ login: 'alice' }, { invitation })
    await writeFile(join(disk, 'ballast'), Buffer.alloc(4 * 1024 * 1024)).catch(() => undefined)
    const outcomes: string[] = []
    // Whichever notices first: the database of people, or the log of what was tried.
    const refusals = ['AUTHORITY_OUT_OF_ORDER', 'AUDIT_UNWRITABLE']
    for (let person = 0; person < 40 && !refusals.includes(outcomes.at(-1) ?? ''); person++)
      outcomes.push(
        await harbour
          .join({ login: `user${person}` }, { invitation: await harbour.invite().catch(() => invitation) })
          .then(
            () => 'joined',
            (error: { code: string }) => error.code,
          ),
      )
    assert.ok(refusals.includes(outcomes.at(-1) ?? ''), outcomes.join())
    assert.equal((await send(harbour, '/v1/realm')).status, 200)
    await harbour.stop()
    const users = await openStore(authorityFolder(data).database).catch(() => undefined)
    await users?.close()
  })
})

describe('the authority’s own papers', () => {
  it('cover an announced name, and are made again when one is added', async (t) => {
    const data = await newRealm(t)
    const first = await startTestAuthority(t, { data })
    await first.stop()
    const names = async () => {
      const store = await openStore(authorityFolder(data).database)
      const rows = await store.db
        .selectFrom('certificates')
        .select('der')
        .where('kind', '=', 'https')
        .orderBy('created_at')
        .execute()
      await store.close()
      return rows.map((row) => new X509Certificate(row.der))
    }
    const second = await startTestAuthority(t, { data, announce: ['ca.harbour.example', '203.0.113.9'] })
    assert.match(second.ready.https, /^https:\/\/ca\.harbour\.example:/)
    await second.stop()
    await (await startTestAuthority(t, { data })).stop()
    const made = await names()
    assert.equal(made.length, 2, 'one with more names still serves')
    assert.equal(made[0]?.checkHost('ca.harbour.example'), undefined)
    assert.ok(made[1]?.checkHost('ca.harbour.example') && made[1].checkIP('203.0.113.9'))
    const issuer = new X509Certificate(first.authority.realm.issuing.der)
    assert.ok(
      made.every((certificate) =>
        certificate.verify(createPublicKey(issuer.publicKey.export({ type: 'spki', format: 'pem' }))),
      ),
    )
  })
  it('are renewed from two thirds of their life, and so are the lists', async (t) => {
    let later = 0
    const now = () => new Date(Date.now() + later)
    const data = await newRealm(t)
    const made = async (kind: 'https' | 'node') => {
      const store = await openStore(authorityFolder(data).database)
      const rows = await store.db
        .selectFrom('certificates')
        .select('serial')
        .where('kind', '=', kind)
        .execute()
      const list = await store.db
        .selectFrom('lists')
        .select('number')
        .orderBy('next_update')
        .executeTakeFirstOrThrow()
      await store.close()
      return [rows.length, list.number]
    }
    for (const [days, certificates, number] of [
      [0, 1, '1'],
      [0.5, 1, '1'],
      [19, 1, '2'],
      [21, 2, '3'],
      [200, 3, '4'],
    ] as const) {
      later = days * DAY
      await (await startTestAuthority(t, { data, now })).stop()
      assert.deepEqual(await made('https'), [certificates, number], `https after ${days} days`)
      assert.deepEqual(await made('node'), [certificates, number], `node after ${days} days`)
    }
  })

  it('are exchanged while it runs: the port, the sessions and the lists never stop', async (t) => {
    let later = 0
    const now = () => new Date(Date.now() + later)
    const harbour = await startTestAuthority(t, { now })
    const shown = () =>
      new Promise<string>((resolve, reject) => {
        const [host = '', port] = harbour.address.split(':')
        const socket = tlsConnect({ host, port: Number(port), rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().serialNumber)
          socket.destroy()
        })
        socket.on('error', reject)
      })
    const number = async () => {
      const { authority } = harbour
      const row = await authority.store.db
        .selectFrom('lists')
        .select('number')
        .where('issuer_key_id', '=', authority.realm.issuing.keyId)
        .executeTakeFirstOrThrow()
      return Number(row.number)
    }
    const before = { https: await shown(), list: await number() }
    await harbour.upkeep()
    assert.deepEqual({ https: await shown(), list: await number() }, before, 'nothing is due')
    later = 21 * DAY
    await harbour.upkeep()
    assert.notEqual(await shown(), before.https)
    assert.equal(await number(), before.list + 1)
    assert.ok(harbour.lines.some((line) => line.act === 'https-renewed'))
  })
})
