// A realm of many people, straight into the database of an authority that is off, as enrolments leave it: a person, the
// words they are found by, a device, its certificate.
import { randomBytes } from 'node:crypto'
import type { AuthorityFolder } from '@parley/ca-node/folder.ts'
import { openStore, type Store } from '@parley/ca-node/store/open.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import { skeleton } from '@parley/shared/people/skeleton.ts'

/** Rows of one statement: SQLite takes 32,766 parameters. */
const ROWS = 1_000
/** A certificate as the authority issues it, in bytes. */
const DER_BYTES = 680
/** SubjectPublicKeyInfo of Ed25519 up to its 32 bytes (RFC 8410 section 10.1). */
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex')
const DAY = 86_400_000

/** Of the person at that place: fewer than 100,000 people. */
export const loginOf = (at: number): Login => login(`person-${String(at).padStart(5, '0')}`)

/** @param revoked how many of their certificates are on the register of revocations */
export async function fillRealm(folder: AuthorityFolder, people: number, revoked = 0): Promise<void> {
  await inStore(folder, async (store) => {
    const { key_id } = await store.db
      .selectFrom('issuers')
      .select('key_id')
      .where('kind', '=', 'issuing')
      .executeTakeFirstOrThrow()
    for (let from = 0; from < people; from += ROWS) {
      await addSome(store, from, Math.min(ROWS, people - from), { issuer: key_id, revoked })
    }
  })
}

export async function inStore<T>(folder: AuthorityFolder, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(folder.database)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

export async function addPerson({ db }: Pick<Store, 'db'>, who: Login, role: Role): Promise<void> {
  await db.insertInto('users').values(personRow(who, role)).execute()
}

async function addSome(
  store: Store,
  from: number,
  count: number,
  { issuer, revoked }: { issuer: string; revoked: number },
): Promise<void> {
  const at = Date.now()
  const some = Array.from({ length: count }, (_, n) => ({
    login: loginOf(from + n),
    peerId: peerIdOfSpki(Buffer.concat([ED25519, randomBytes(32)]), primitives),
    serial: serial(`4${randomBytes(16).toString('hex').slice(1)}`),
  }))
  const certificates = some.map((each) => ({
    serial: each.serial,
    issuer_key_id: issuer,
    kind: 'device' as const,
    login: each.login,
    peer_id: each.peerId,
    role: 'member' as const,
    not_before: at,
    not_after: at + 7 * DAY,
    der: new Uint8Array(randomBytes(DER_BYTES)),
    created_at: at,
  }))
  const gone = certificates.slice(0, Math.max(revoked - from, 0))
  await store.transaction(async (db) => {
    await db
      .insertInto('users')
      .values(some.map(({ login: who }) => personRow(who, 'member')))
      .execute()
    const words = some.flatMap(({ login: who }) =>
      [who, 'first', 'last'].map((word) => ({ word, login: who })),
    )
    await db.insertInto('user_words').values(words).execute()
    await db.insertInto('certificates').values(certificates).execute()
    const devices = some.map((each) => ({
      peer_id: each.peerId,
      login: each.login,
      name: `${each.login}-laptop`,
      serial: each.serial,
      status: 'active' as const,
      created_at: at,
      changed_at: at,
    }))
    await db.insertInto('devices').values(devices).execute()
    if (gone.length === 0) return
    const revocations = gone.map(({ serial: which, not_after }) => ({
      serial: which,
      issuer_key_id: issuer,
      reason: 'superseded',
      revoked_at: at,
      not_after,
    }))
    await db.insertInto('revocations').values(revocations).execute()
  })
}

function personRow(who: Login, role: Role) {
  const at = Date.now()
  return {
    login: who,
    skeleton: skeleton(who),
    role,
    status: 'active' as const,
    first_name: 'First',
    last_name: 'Last',
    email: `${who}@example.org`,
    card_number: null,
    password_hash: '',
    created_at: at,
    changed_at: at,
  }
}
