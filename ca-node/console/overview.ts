// How many of everything there are: the first thing an administrator sees. Counts by index; lists nothing.
import type { Role } from '@parley/shared/certificates/role.ts'
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import type { UserTable } from '../store/tables.ts'

export interface Overview {
  readonly realm: string
  /** Hexadecimal SHA-256 of the root's certificate. */
  readonly rootFingerprint: string
  /** ISO 8601, of the authority's clock. */
  readonly now: string
  readonly people: readonly {
    readonly role: Role
    readonly status: UserTable['status']
    readonly count: number
  }[]
  readonly devices: { readonly active: number; readonly revoked: number }
  readonly certificates: { readonly valid: number; readonly revoked: number; readonly suspended: number }
  /** Those that can still be used, and how many may come in by them. */
  readonly invitations: { readonly open: number; readonly uses: number }
  /** Devices with a session to this node, and the people they are of. */
  readonly connected: { readonly devices: number; readonly people: number }
}

export async function overview({ store, realm, live, now }: Authority): Promise<Overview> {
  const { db } = store
  const at = now()
  const people = await db
    .selectFrom('users')
    .select(['role', 'status'])
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .groupBy(['role', 'status'])
    .orderBy('role')
    .orderBy('status')
    .execute()
  const devices = await db
    .selectFrom('devices')
    .select('status')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .groupBy('status')
    .execute()
  const devicesThat = (status: string) => Number(devices.find((row) => row.status === status)?.count ?? 0)
  const connected = live.connected()
  return {
    realm: realm.name,
    rootFingerprint: realm.root.fingerprint,
    now: at.toISOString(),
    people: people.map(({ role, status, count }) => ({ role, status, count: Number(count) })),
    devices: { active: devicesThat('active'), revoked: devicesThat('revoked') },
    certificates: await countCertificates(db, at),
    invitations: await countInvitations(db, at),
    connected: { devices: connected.length, people: new Set(connected.map(({ login }) => login)).size },
  }
}

/** Of devices, those that have not ended. */
async function countCertificates(db: Db, now: Date): Promise<Overview['certificates']> {
  const { count } = await db
    .selectFrom('certificates')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('kind', '=', 'device')
    .where('not_after', '>=', now.getTime())
    .executeTakeFirstOrThrow()
  const listed = await db
    .selectFrom('revocations')
    .select('reason')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('not_after', '>=', now.getTime())
    .groupBy('reason')
    .execute()
  const suspended = Number(listed.find((row) => row.reason === 'certificateHold')?.count ?? 0)
  const revoked = listed.reduce((sum, row) => sum + Number(row.count), 0) - suspended
  return { valid: Math.max(0, Number(count) - revoked - suspended), revoked, suspended }
}

async function countInvitations(db: Db, now: Date): Promise<Overview['invitations']> {
  const { count, uses } = await db
    .selectFrom('invitations')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .select((row) => row.fn.sum<number | string | null>('uses_left').as('uses'))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now.getTime())
    .where('uses_left', '>', 0)
    .executeTakeFirstOrThrow()
  return { open: Number(count), uses: Number(uses ?? 0) }
}
