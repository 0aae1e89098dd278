// What every part of the authority relies on, held by either database: SQLite in a file, and a real PostgreSQL that this
// suite starts. One story each, told twice.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { migrationsOf } from '@parley/ca-node/store/migrate.ts'
import { type Db, openServerStore, openStore, type Store } from '@parley/ca-node/store/open.ts'
import { serverPlace } from '@parley/ca-node/store/place.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { lastFirst } from '../../support/last-first.ts'
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts'

/** Opens a database that was not there, as often as it is called. */
type Opening = () => Promise<Store>

const migrations = ({ db }: Store) => migrationsOf(db)

/** A row of a table with text, bytes and a time, and nothing that it hangs on. */
async function keep({ db }: { readonly db: Db }, chain: string, key: Uint8Array, at = 0): Promise<void> {
  await db
    .insertInto('audit_chains')
    .values({ chain, log_key: Buffer.from(key), proof: 'x', began_at: at })
    .execute()
}

async function chains({ db }: { readonly db: Db }): Promise<readonly string[]> {
  const rows = await db.selectFrom('audit_chains').select('chain').orderBy('chain').execute()
  return rows.map(({ chain }) => chain)
}

async function invitation({ db }: Store, uses: number): Promise<void> {
  const row = { id: 'i', secret_hash: 'h', purpose: 'person', login: null, role: 'member', uses }
  await db
    .insertInto('invitations')
    .values({ ...row, uses_left: uses, created_at: 0, expires_at: 0 } as never)
    .execute()
}

const usesLeft = async ({ db }: { readonly db: Db }) =>
  (await db.selectFrom('invitations').select('uses_left').executeTakeFirstOrThrow()).uses_left

function suite(opening: (t: TestContext) => Promise<Opening>): void {
  const opened = async (t: TestContext) => {
    const open = await opening(t)
    const store = await open()
    return { open, store }
  }

  it('is brought to the newest form once, however often it is opened', async (t) => {
    const { open, store } = await opened(t)
    const told = await migrations(store)
    assert.ok(told.length >= 8)
    await keep(store, 'alice', Uint8Array.of(1))
    const again = await open()
    assert.deepEqual(await migrations(again), told)
    assert.deepEqual(await chains(again), ['alice'])
  })

  it('of a newer Parley is refused', async (t) => {
    const { open, store } = await opened(t)
    await store.db
      .withTables<{ migrations: { name: string } }>()
      .insertInto('migrations')
      .values({ name: '999-later' })
      .execute()
    await assert.rejects(open(), fault('DATA_TOO_NEW'))
  })

  it('gives back what was put in: bytes, times, every letter, nothing', async (t) => {
    const { store } = await opened(t)
    const bytes = [
      new Uint8Array(),
      Uint8Array.from({ length: 256 }, (_, at) => at),
      new Uint8Array(1_048_576).fill(0xc3),
    ]
    const latest = Date.UTC(9999, 11, 31)
    for (const [at, each] of bytes.entries()) await keep(store, `bytes ${at}`, each, latest - at)
    const names = ["'; drop table users; --", '"', '\\', '%_', 'Zoë', '名前', '🦦', ' ', '\u202e', '\n\t']
    for (const name of names) await keep(store, name, Uint8Array.of(0))
    for (const [at, each] of bytes.entries()) {
      const row = await store.db
        .selectFrom('audit_chains')
        .select(['log_key', 'began_at'])
        .where('chain', '=', `bytes ${at}`)
        .executeTakeFirstOrThrow()
      assert.ok(Buffer.from(each).equals(row.log_key), `bytes ${at}`)
      assert.equal(row.began_at, latest - at)
    }
    assert.deepEqual((await chains(store)).filter((name) => !name.startsWith('bytes')).sort(), names.sort())
    await invitation(store, 1)
    const { login } = await store.db.selectFrom('invitations').select('login').executeTakeFirstOrThrow()
    assert.equal(login, null)
  })

  it('orders text by code point, so that one page follows the other', async (t) => {
    const { store } = await opened(t)
    const names = ['B', 'a', 'Z', '_', 'é', 'z', 'A', '1', 'ab', 'a-b', 'a.b', '名']
    for (const name of names) await keep(store, name, Uint8Array.of(0))
    const expected = [...names].sort()
    assert.deepEqual(await chains(store), expected)
    const paged: string[] = []
    for (let after = ''; ; ) {
      const rows = await store.db
        .selectFrom('audit_chains')
        .select('chain')
        .where('chain', '>', after)
        .orderBy('chain')
        .limit(5)
        .execute()
      paged.push(...rows.map(({ chain }) => chain))
      after = rows.at(-1)?.chain ?? ''
      if (rows.length < 5) break
    }
    assert.deepEqual(paged, expected)
  })

  it('says what is there twice, and what hangs on nothing is refused otherwise', async (t) => {
    const { store } = await opened(t)
    await keep(store, 'alice', Uint8Array.of(1))
    const twice = await keep(store, 'alice', Uint8Array.of(2)).catch((error: unknown) => error)
    assert.ok(store.isDuplicate(twice))
    const orphan = await store.db
      .insertInto('user_words')
      .values({ word: 'w', login: 'nobody' } as never)
      .execute()
      .then(() => undefined)
      .catch((error: unknown) => error)
    assert.ok(orphan !== undefined && !store.isDuplicate(orphan))
  })

  it('keeps all of a transaction or nothing of it', async (t) => {
    const { open, store } = await opened(t)
    await keep(store, 'before', Uint8Array.of(0))
    const broken = store.transaction(async (db) => {
      await keep({ db }, 'half', Uint8Array.of(0))
      await keep({ db }, 'before', Uint8Array.of(0))
    })
    await assert.rejects(broken, (error) => store.isDuplicate(error))
    const thrown = store.transaction(async (db) => {
      await keep({ db }, 'half', Uint8Array.of(0))
      throw new RangeError('on the way')
    })
    await assert.rejects(thrown, RangeError)
    assert.deepEqual(await chains(store), ['before'])
    await store.transaction((db) => keep({ db }, 'whole', Uint8Array.of(0)))
    assert.deepEqual(await chains(await open()), ['before', 'whole'])
  })

  it('of many who take the last places at once, as many get one as there are', async (t) => {
    const { open, store } = await opened(t)
    await invitation(store, 15)
    const others = store.shared ? [store, await open(), await open()] : [store]
    const taken = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        (others[at % others.length] ?? store).transaction(async (db) => {
          // Read, thought about, written: the way that goes wrong where two can meet.
          const left = await usesLeft({ db })
          if (left === 0) return false
          await db
            .updateTable('invitations')
            .set({ uses_left: left - 1 })
            .execute()
          return true
        }),
      ),
    )
    assert.equal(taken.filter(Boolean).length, 15)
    assert.equal(await usesLeft(store), 0)
  })

  it('shows a snapshot one moment, while others go on writing', async (t) => {
    const { open, store } = await opened(t)
    const other = await open()
    await keep(store, 'alice', Uint8Array.of(0))
    await store.snapshot(async (db) => {
      assert.deepEqual(await chains({ db }), ['alice'])
      await other.transaction((writing) => keep({ db: writing }, 'bob', Uint8Array.of(0)))
      assert.deepEqual(await chains({ db }), ['alice'], 'as it was')
    })
    assert.deepEqual(await chains(store), ['alice', 'bob'])
  })
}

describe('a store in a file', () => {
  suite(async (t) => {
    const path = join(await temporaryFolder(t), 'authority.db')
    const stores: Store[] = []
    t.after(() => Promise.all(stores.map((store) => store.close())))
    return async () => {
      const store = await openStore(path, { create: stores.length === 0 })
      stores.push(store)
      return store
    }
  })
  it('that is missing or empty is said to be', async (t) => {
    const path = join(await temporaryFolder(t), 'authority.db')
    await assert.rejects(openStore(path), fault('DATA_MISSING'))
  })
})

describe('a store on PostgreSQL', { skip: noPostgres }, () => {
  let postgres: PostgresServer
  const whole = lastFirst({ after })
  before(async () => {
    postgres = await startPostgres(whole)
  })
  const opening = async (t: TestContext) => {
    const place = serverPlace(await postgres.newDatabase())
    t.after(() => Promise.all(stores.map((store) => store.close())))
    const stores: Store[] = []
    return async () => {
      const store = await openServerStore(place)
      stores.push(store)
      return store
    }
  }
  suite(opening)

  it('that five open at once is brought to the newest form once', async (t) => {
    const open = await opening(t)
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, open))
    assert.ok(first)
    for (const other of others) assert.deepEqual(await migrations(other), await migrations(first))
  })

  it('goes on after the server threw everybody out, and after it was gone', async (t) => {
    const url = await postgres.newDatabase()
    const store = await openServerStore(serverPlace(url))
    t.after(() => store.close())
    await keep(store, 'alice', Uint8Array.of(0))
    await postgres.query(
      url.replace(/[^/]+$/, 'postgres'),
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-ca'`,
    )
    await chains(store).catch(() => undefined)
    assert.deepEqual(await chains(store), ['alice'])
    await postgres.kill()
    try {
      await assert.rejects(chains(store), fault('DATABASE_UNREACHABLE'))
      await assert.rejects(
        store.transaction((db) => keep({ db }, 'bob', Uint8Array.of(0))),
        fault('DATABASE_UNREACHABLE'),
      )
    } finally {
      await postgres.start()
    }
    await chains(store).catch(() => undefined)
    await store.transaction((db) => keep({ db }, 'carol', Uint8Array.of(0)))
    assert.deepEqual(await chains(store), ['alice', 'carol'])
  })

  it('that is not there, or lets nobody in, is said to be', async () => {
    const url = await postgres.newDatabase()
    await assert.rejects(
      openServerStore(serverPlace(url.replace(/[^/]+$/, 'no_such'))),
      fault('DATABASE_REFUSED'),
    )
    await assert.rejects(
      openServerStore(serverPlace(url.replace(/\/\/parley@/, '//mallory@'))),
      fault('DATABASE_REFUSED'),
    )
    await assert.rejects(
      openServerStore(serverPlace('postgres://parley@127.0.0.1:1/realm')),
      fault('DATABASE_UNREACHABLE'),
    )
    await assert.rejects(
      openServerStore(serverPlace('postgres://parley@127.0.0.1:5432/realm', '/no/such/file')),
      fault('FILE_UNREADABLE'),
    )
  })
})

describe('the address of a database', () => {
  for (const [url, code] of [
    ['harbour', 'DATABASE_URL_MALFORMED'],
    ['mysql://parley@host/realm', 'DATABASE_URL_MALFORMED'],
    ['postgres://host/realm', 'DATABASE_URL_MALFORMED'],
    ['postgres://parley@host', 'DATABASE_URL_MALFORMED'],
    ['postgres://parley@host/a/b', 'DATABASE_URL_MALFORMED'],
    ['postgres://parley@host/realm?sslmode=prefer', 'DATABASE_URL_MALFORMED'],
    ['postgres://parley@host/realm?options=-c', 'DATABASE_URL_MALFORMED'],
    ['postgres://parley:secret@host/realm', 'DATABASE_URL_SECRET'],
    ['postgres://parley@host/realm?password=secret', 'DATABASE_URL_SECRET'],
  ] as const)
    it(`${url}: ${code}, and its secret is in no message`, () => {
      assert.throws(
        () => serverPlace(url),
        (error) => fault(code)(error) && !JSON.stringify(error).includes('secret@'),
      )
    })
  it('elsewhere is encrypted and its certificate checked unless it says otherwise; here it need not be', () => {
    assert.equal(serverPlace('postgres://parley@db.example/realm').ssl, 'verify-full')
    assert.equal(serverPlace('postgres://parley@db.example/realm?sslmode=require').ssl, 'require')
    assert.equal(serverPlace('postgres://parley@127.0.0.1/realm').ssl, 'disable')
    assert.equal(serverPlace('postgres://parley@x/realm?host=%2Frun%2Fpg').ssl, 'disable')
  })
})
