// Backups of a real authority: taken while people enrol, opened elsewhere, damaged by mallory, older than what followed.
import assert from 'node:assert/strict'
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { type BackupRecord, encodeRecord, readRecords } from '@parley/ca-node/backup/records.ts'
import { restore } from '@parley/ca-node/backup/restore.ts'
import { openSealed, SealedWriter } from '@parley/ca-node/backup/sealed-file.ts'
import { backup } from '@parley/ca-node/backup/write.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { restoreUser, suspend } from '@parley/ca-node/people/suspend.ts'
import { migrationsOf } from '@parley/ca-node/store/migrate.ts'
import { openServerStore } from '@parley/ca-node/store/open.ts'
import { type ServerPlace, serverPlace } from '@parley/ca-node/store/place.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import type { Joined } from '@parley/peer/enrol/join.ts'
import { renew } from '@parley/peer/enrol/renew.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { newRealm, PASSPHRASE, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { startJoinedNode } from '../../support/joined-node.ts'
import { lastFirst } from '../../support/last-first.ts'
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { smallDisk } from '../../support/small-disk.ts'
import { enrolment, postEnrolment } from '../request.ts'

async function contents({ authority }: TestAuthority) {
  const { db } = authority.store
  const [users, certificates, revocations] = await Promise.all([
    db.selectFrom('users').selectAll().orderBy('login').execute(),
    db.selectFrom('certificates').selectAll().where('kind', '=', 'device').orderBy('serial').execute(),
    db.selectFrom('revocations').selectAll().orderBy('serial').execute(),
  ])
  return { users, certificates, revocations }
}

async function backupOf(t: TestContext, harbour: TestAuthority): Promise<string> {
  const file = join(await temporaryFolder(t), 'harbour.backup')
  await backup(authorityFolder(harbour.folder), file, PASSPHRASE, new Date())
  return file
}

/** The same backup with other records in it, as another version of Parley might have written it. */
async function rewritten(
  t: TestContext,
  file: string,
  change: (record: BackupRecord) => BackupRecord | undefined,
): Promise<string> {
  const path = join(await temporaryFolder(t), 'rewritten')
  const out = await open(path, 'wx')
  const sealed = await SealedWriter.begin(out, PASSPHRASE)
  let rows = 0
  for await (const record of readRecords(openSealed(file, PASSPHRASE), file)) {
    const next = change(record)
    if (next?.record === 'rows') rows += next.rows.length
    if (next) await sealed.write(encodeRecord(next.record === 'end' ? { record: 'end', rows } : next))
  }
  await sealed.end()
  await out.close()
  return path
}

async function emptyFolder(t: TestContext): Promise<string> {
  return join(await temporaryFolder(t), 'elsewhere')
}

describe('a backup', () => {
  let postgres: PostgresServer | undefined
  const whole = lastFirst({ after })
  before(async () => {
    if (noPostgres === false) postgres = await startPostgres(whole)
  })
  const onServer = async () => (postgres ? serverPlace(await postgres.newDatabase()) : undefined)

  const moves: readonly (readonly [string, boolean, boolean])[] = [
    ['from a file to a file', false, false],
    ['from a file to a server', false, true],
    ['from a server to a file', true, false],
  ]
  for (const [way, fromServer, toServer] of moves)
    it(`${way}: the same realm elsewhere, and alice renews without enrolling again`, {
      skip: (fromServer || toServer) && noPostgres,
    }, async (t) => {
      const data = await newRealm(t, fromServer ? { place: await onServer() } : {})
      const harbour = await startTestAuthority(t, { data })
      const alice = await harbour.join({ login: 'alice', firstName: 'Zoë' })
      const bob = await harbour.join({ login: 'bob' })
      await revoke(harbour.authority, { login: 'bob', reason: 'keyCompromise' }, LOCAL)
      // A session that may be ended tomorrow must not come back the day after.
      const times = { created_at: 0, seen_at: 0, ends_at: Date.now() + 1e9 }
      await harbour.authority.store.db
        .insertInto('sessions')
        .values({
          ...{ id: 's', secret_hash: 'h', login: 'alice', proved: 'password', pending_factor: null },
          ...{ ...times, source: 'local', agent: '' },
        } as never)
        .execute()
      const file = await backupOf(t, harbour)
      const told = await contents(harbour)
      const port = Number(harbour.address.split(':')[1])
      await harbour.stop()

      const folder = await emptyFolder(t)
      const place = toServer ? await onServer() : undefined
      const done = await restore({ folder: authorityFolder(folder), file, passphrase: PASSPHRASE, place })
      assert.equal(done.realm, 'harbour')
      assert.equal(done.databaseKept, false)
      const again = await startTestAuthority(t, { data: folder, http: { host: '127.0.0.1', port } })
      assert.deepEqual(await contents(again), told)
      assert.deepEqual(await again.authority.store.db.selectFrom('sessions').select('id').execute(), [])
      assert.equal(again.ready.rootFingerprint, harbour.ready.rootFingerprint)

      const device = await openDevice(alice.folder, PASSPHRASE)
      t.after(() => device.close())
      await renew(device, () => new Date())
      const revoked = await openDevice(bob.folder, PASSPHRASE)
      t.after(() => revoked.close())
      await assert.rejects(
        renew(revoked, () => new Date()),
        fault('DEVICE_REVOKED'),
      )
      await again.join({ login: 'carol' })
    })

  it('by a newer Parley leaves the tables of the one that runs as they are, and is restored in the newest form', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const { db } = harbour.authority.store
    // As an earlier version had them.
    const later = ['010-console', '012-responders']
    for (const table of ['expected_people', 'responders']) await db.schema.dropTable(table).execute()
    await db
      .withTables<{ migrations: { name: string } }>()
      .deleteFrom('migrations')
      .where('name', 'in', later)
      .execute()
    const before = await migrationsOf(db)
    const file = await backupOf(t, harbour)
    assert.deepEqual(await migrationsOf(db), before)
    assert.ok((await db.introspection.getTables()).every(({ name }) => name !== 'expected_people'))

    const folder = await emptyFolder(t)
    await restore({ folder: authorityFolder(folder), file, passphrase: PASSPHRASE, place: undefined })
    const again = await startTestAuthority(t, { data: folder })
    assert.deepEqual(await migrationsOf(again.authority.store.db), [...before, ...later].toSorted())
    assert.deepEqual(
      (await contents(again)).users.map(({ login }) => login),
      ['alice'],
    )
  })

  it('taken while a crowd enrols is one moment: who is in it is in it whole', async (t) => {
    const harbour = await startTestAuthority(t)
    const secret = await harbour.secret({ uses: 30 })
    const crowd = Array.from({ length: 30 }, async (_, at) =>
      postEnrolment(harbour, await enrolment(`user${at}`, secret)),
    )
    await Promise.race(crowd)
    const file = await backupOf(t, harbour)
    await Promise.all(crowd)
    const folder = await emptyFolder(t)
    await restore({ folder: authorityFolder(folder), file, passphrase: PASSPHRASE, place: undefined })
    const again = await startTestAuthority(t, { data: folder })
    const { db } = again.authority.store
    const { users, certificates } = await contents(again)
    assert.ok(users.length >= 1)
    assert.equal(certificates.length, users.length)
    const { uses_left: left } = await db
      .selectFrom('invitations')
      .select('uses_left')
      .executeTakeFirstOrThrow()
    assert.equal(left, 30 - users.length)
  })

  it('damaged, cut off, lengthened or with another passphrase restores nothing', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const file = await backupOf(t, harbour)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const good = await readFile(file)
    assert.ok(!good.includes('alice') && !good.includes('argon2id$'), 'nothing in clear')
    const damaged: Record<string, Buffer> = {
      empty: Buffer.alloc(0),
      'another file': Buffer.from('{"format":"something else"}\n'),
      'the header alone': good.subarray(0, good.indexOf(0x0a) + 1),
      'cut in the middle': good.subarray(0, good.length / 2),
      'one byte short': good.subarray(0, -1),
      'without its last chunk': good.subarray(0, good.length - ((good.length - 200) % 65_552)),
      'one byte longer': Buffer.concat([good, Buffer.of(0)]),
      'a chunk twice': Buffer.concat([good, good.subarray(-65_552)]),
    }
    for (const at of [300, good.length >> 1, good.length - 3]) {
      const altered = Buffer.from(good)
      altered[at] = (altered[at] ?? 0) ^ 1
      damaged[`a bit at ${at}`] = altered
    }
    const cheap = Buffer.from(
      good.toString('latin1').replace('"memoryKiB":65536', '"memoryKiB":65537'),
      'latin1',
    )
    const folder = await emptyFolder(t)
    const refused = async (path: string, passphrase: Uint8Array, codes: readonly string[]) => {
      await assert.rejects(
        restore({ folder: authorityFolder(folder), file: path, passphrase, place: undefined }),
        (error) => error instanceof Fault && codes.includes(error.code),
        path,
      )
      await assert.rejects(readdir(folder), 'nothing of it is left')
    }
    for (const [what, bytes] of Object.entries(damaged)) {
      const path = join(await temporaryFolder(t), what)
      await writeFile(path, bytes)
      await refused(path, PASSPHRASE, ['BACKUP_DAMAGED'])
    }
    const path = join(await temporaryFolder(t), 'cheap')
    await writeFile(path, cheap)
    await refused(path, PASSPHRASE, ['PASSPHRASE_WRONG'])
    await refused(file, new TextEncoder().encode('not that'), ['PASSPHRASE_WRONG'])
    await refused(join(folder, 'missing'), PASSPHRASE, ['FILE_UNREADABLE'])
  })

  it('of an older Parley is brought up to date, in a file and on a server; of a newer one it is refused', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const file = await backupOf(t, harbour)
    const told = await contents(harbour)
    // Before the console: its table and its indexes were not there.
    const older = await rewritten(t, file, (record) => {
      if (record.record === 'realm')
        return { ...record, migrations: record.migrations.filter((name) => name !== '010-console') }
      return record.record === 'rows' && record.table === 'expected_people' ? undefined : record
    })
    for (const place of [undefined, await onServer()]) {
      const folder = await emptyFolder(t)
      await restore({ folder: authorityFolder(folder), file: older, passphrase: PASSPHRASE, place })
      const again = await startTestAuthority(t, { data: folder })
      assert.deepEqual(await contents(again), told)
      assert.deepEqual(
        await migrationsOf(again.authority.store.db),
        await migrationsOf(harbour.authority.store.db),
      )
      await again.join({ login: 'bob' })
      await again.stop()
    }
    const newer = await rewritten(t, file, (record) =>
      record.record === 'realm' ? { ...record, migrations: [...record.migrations, '999-later'] } : record,
    )
    const folder = await emptyFolder(t)
    await assert.rejects(
      restore({ folder: authorityFolder(folder), file: newer, passphrase: PASSPHRASE, place: undefined }),
      fault('BACKUP_TOO_NEW'),
    )
    const header = join(await temporaryFolder(t), 'header')
    await writeFile(header, (await readFile(file, 'latin1')).replace('"version":1', '"version":2'), 'latin1')
    await assert.rejects(
      restore({ folder: authorityFolder(folder), file: header, passphrase: PASSPHRASE, place: undefined }),
      fault('BACKUP_TOO_NEW'),
    )
    await assert.rejects(readdir(folder), 'nothing of it is left')
  })

  it('onto a server that another realm has: refused, and both stay as they are', {
    skip: noPostgres,
  }, async (t) => {
    const place = await onServer()
    assert.ok(place)
    await newRealm(t, { realm: 'lighthouse', place })
    const before = await everything(place)
    const file = await backupOf(t, await startTestAuthority(t))
    const folder = await emptyFolder(t)
    await assert.rejects(
      restore({ folder: authorityFolder(folder), file, passphrase: PASSPHRASE, place }),
      fault('DATA_DAMAGED'),
    )
    await assert.rejects(readdir(folder), 'nothing of it is left')
    assert.deepEqual(await everything(place), before)
  })

  it('of an authority whose database is on a server that lives on: its keys alone come back', {
    skip: noPostgres,
  }, async (t) => {
    const place = await onServer()
    const harbour = await startTestAuthority(t, { data: await newRealm(t, { place }) })
    const file = await backupOf(t, harbour)
    await harbour.join({ login: 'alice' })
    await harbour.stop()
    const folder = await emptyFolder(t)
    const done = await restore({ folder: authorityFolder(folder), file, passphrase: PASSPHRASE, place })
    assert.equal(done.databaseKept, true)
    const again = await startTestAuthority(t, { data: folder })
    assert.deepEqual(
      (await contents(again)).users.map(({ login }) => login),
      ['alice'],
      'who came after the backup is there',
    )
  })

  it('and restore on full disks: DISK_FULL, and nothing is left half written', async (t) => {
    const disk = await smallDisk(t, 256 * 1024)
    if (disk === undefined) return t.skip('needs root, to mount a small file system')
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const file = await backupOf(t, harbour)
    await assert.rejects(
      restore({
        folder: authorityFolder(join(disk, 'ca')),
        file,
        passphrase: PASSPHRASE,
        place: undefined,
      }),
      fault('DISK_FULL'),
    )
    assert.deepEqual(await readdir(disk), [])
    await writeFile(join(disk, 'ballast'), Buffer.alloc(252 * 1024))
    await assert.rejects(
      backup(authorityFolder(harbour.folder), join(disk, 'b'), PASSPHRASE, new Date()),
      fault('DISK_FULL'),
    )
    assert.deepEqual(await readdir(disk), ['ballast'])
  })

  it('goes over nothing: not over a file, not over an authority', async (t) => {
    const harbour = await startTestAuthority(t)
    const file = await backupOf(t, harbour)
    await assert.rejects(
      backup(authorityFolder(harbour.folder), file, PASSPHRASE, new Date()),
      fault('FILE_EXISTS'),
    )
    await assert.rejects(
      backup(authorityFolder(harbour.folder), `${file}.2`, new TextEncoder().encode('no'), new Date()),
      fault('PASSPHRASE_WRONG'),
    )
    await harbour.stop()
    await assert.rejects(
      restore({
        folder: authorityFolder(harbour.folder),
        file,
        passphrase: PASSPHRASE,
        place: undefined,
      }),
      fault('DATA_EXISTS'),
    )
    assert.deepEqual(
      (await readdir(join(file, '..'))).filter((name) => name !== 'harbour.backup'),
      [],
    )
  })

  it('an old one: numbers of lists never come again, and what was revoked since comes back with the first peer', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const bob = await harbour.join({ login: 'bob' })
    const carol = await harbour.join({ login: 'carol' })
    const file = await backupOf(t, harbour)
    await suspend(harbour.authority, 'carol', LOCAL)
    await revoke(harbour.authority, { login: 'bob', reason: 'keyCompromise' }, LOCAL)
    const { realm } = harbour.authority
    const lastNumber = async ({ authority }: TestAuthority) =>
      BigInt(
        (
          await authority.store.db
            .selectFrom('lists')
            .select('number')
            .where('issuer_key_id', '=', realm.issuing.keyId)
            .executeTakeFirstOrThrow()
        ).number,
      )
    const highest = await lastNumber(harbour)
    const hers = await peerOf(t, alice, harbour)
    const isListed = () => hers.trust.lists().of(realm.issuing.keyId)?.lookUp(bob.serial) !== undefined
    if (!isListed()) await new Promise<void>((resolve) => hers.trust.onChange(() => isListed() && resolve()))
    await harbour.stop()

    const folder = await emptyFolder(t)
    await restore({ folder: authorityFolder(folder), file, passphrase: PASSPHRASE, place: undefined })
    const again = await startTestAuthority(t, { data: folder })
    assert.deepEqual((await contents(again)).revocations, [])
    await hers.sessions.connect(multiaddr(again.ready.p2p[0] ?? ''), AbortSignal.timeout(30_000))
    await new Promise<void>((resolve) => {
      const look = async () =>
        (await contents(again)).revocations.length === 2 ? resolve() : setTimeout(look, 20)
      void look()
    })
    const { users, revocations } = await contents(again)
    assert.deepEqual(
      new Map(revocations.map(({ serial, reason }) => [serial, reason])),
      new Map([
        [bob.serial, 'keyCompromise'],
        [carol.serial, 'certificateHold'],
      ]),
    )
    assert.deepEqual(
      users.map(({ login, status }) => [login, status]),
      [
        ['alice', 'active'],
        ['bob', 'active'],
        ['carol', 'suspended'],
      ],
    )
    const number = await lastNumber(again)
    assert.ok(number > highest, `${number} after ${highest}`)
    const { status } = await again.authority.store.db
      .selectFrom('devices')
      .select('status')
      .where('peer_id', '=', bob.peerId)
      .executeTakeFirstOrThrow()
    assert.equal(status, 'revoked', 'it never renews again')
    await restoreUser(again.authority, 'carol', LOCAL)
    assert.deepEqual(
      (await contents(again)).revocations.map(({ serial }) => serial),
      [bob.serial],
    )
  })
})

/** What a server has of a realm. */
async function everything(place: ServerPlace) {
  const store = await openServerStore(place)
  try {
    return {
      realm: await store.db.selectFrom('realm').selectAll().execute(),
      issuers: await store.db.selectFrom('issuers').selectAll().orderBy('key_id').execute(),
      lists: await store.db.selectFrom('lists').selectAll().orderBy('issuer_key_id').execute(),
      certificates: await store.db.selectFrom('certificates').select('serial').execute(),
    }
  } finally {
    await store.close()
  }
}

async function peerOf(t: TestContext, person: Joined & { folder: string }, to: TestAuthority) {
  const node = await startJoinedNode(t, person)
  await node.sessions.connect(multiaddr(to.ready.p2p[0] ?? ''), AbortSignal.timeout(30_000))
  return node
}
