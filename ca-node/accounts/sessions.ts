// Sessions over HTTPS: made, found, listed, ended. The cookie's secret is kept as a hash only; what its person may do is
// read from the database at each request, so that a suspension or another role counts at once, on every node.
import { createHmac, randomUUID } from 'node:crypto'
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Authority } from '../authority.ts'
import { readPolicy } from '../realm/policy.ts'
import type { Db } from '../store/open.ts'
import {
  MAX_AGENT_LENGTH,
  MAX_SESSIONS_LISTED,
  MAX_SESSIONS_OF_ONE,
  SESSION_IDLE,
  SESSION_LIFE,
  SESSION_SECRET_BYTES,
  SESSION_SEEN_PERIOD,
} from './constants.ts'
import { needsSecondFactor } from './second-factor.ts'

export interface Session {
  readonly id: string
  readonly login: Login
  /** Of now. */
  readonly role: Role
  readonly proved: 'password' | 'second-factor'
  /** The role needs a second factor and this session did not prove one: it is good for setting one up only. */
  readonly limited: boolean
  readonly createdAt: Date
  readonly endsAt: Date
  readonly source: string
  readonly agent: string
}

export interface NewSession {
  readonly login: Login
  readonly proved: Session['proved']
  readonly source: string
  readonly agent: string
}

const SECRET = /^[A-Za-z0-9_-]{43}$/

/** @returns the secret for the cookie: nobody else ever has it */
export async function createSession(
  db: Db,
  { login, proved, source, agent }: NewSession,
  now: Date,
): Promise<string> {
  const secret = newSecret()
  const at = now.getTime()
  await db
    .insertInto('sessions')
    .values({
      id: randomUUID(),
      secret_hash: hashOf(secret),
      login,
      proved,
      pending_factor: null,
      created_at: at,
      seen_at: at,
      ends_at: at + SESSION_LIFE,
      source,
      agent: agent.slice(0, MAX_AGENT_LENGTH),
    })
    .execute()
  const tooMany = await db
    .selectFrom('sessions')
    .select('created_at')
    .where('login', '=', login)
    .orderBy('created_at', 'desc')
    .offset(MAX_SESSIONS_OF_ONE)
    .limit(1)
    .executeTakeFirst()
  if (tooMany)
    await db
      .deleteFrom('sessions')
      .where('login', '=', login)
      .where('created_at', '<=', tooMany.created_at)
      .execute()
  return secret
}

/** @param secret of the cookie. @throws Fault SESSION_MISSING, SESSION_UNKNOWN, SESSION_EXPIRED, USER_SUSPENDED */
export async function findSession(
  { store: { db }, now }: Authority,
  secret: string | undefined,
): Promise<Session> {
  if (secret === undefined || secret === '') throw new Fault('SESSION_MISSING')
  if (!SECRET.test(secret)) throw new Fault('SESSION_UNKNOWN')
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.login', 'sessions.login')
    .select(['sessions.id', 'sessions.login', 'sessions.proved', 'sessions.source', 'sessions.agent'])
    .select(['sessions.created_at', 'sessions.seen_at', 'sessions.ends_at', 'users.role', 'users.status'])
    .where('sessions.secret_hash', '=', hashOf(secret))
    .executeTakeFirst()
  if (!row) throw new Fault('SESSION_UNKNOWN')
  const at = now().getTime()
  const idle = at - row.seen_at
  const over = at >= row.ends_at || idle >= SESSION_IDLE
  if (over || row.status === 'suspended') {
    await endSession(db, row.id)
    throw over ? new Fault('SESSION_EXPIRED') : new Fault('USER_SUSPENDED', { login: row.login })
  }
  if (idle >= SESSION_SEEN_PERIOD)
    await db.updateTable('sessions').set({ seen_at: at }).where('id', '=', row.id).execute()
  return {
    id: row.id,
    login: row.login,
    role: row.role,
    proved: row.proved,
    limited: row.proved === 'password' && needsSecondFactor(await readPolicy(db), row.role),
    createdAt: new Date(row.created_at),
    endsAt: new Date(row.ends_at),
    source: row.source,
    agent: row.agent,
  }
}

/** Another secret for the same session, after what it may do has changed: the old one is worth nothing. */
export async function rotateSession(
  db: Db,
  { id }: Session,
  proved: Session['proved'],
  now: Date,
): Promise<string> {
  const secret = newSecret()
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({
      secret_hash: hashOf(secret),
      proved,
      pending_factor: null,
      created_at: now.getTime(),
      seen_at: now.getTime(),
    })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Fault('SESSION_UNKNOWN')
  return secret
}

/** Ending one that is gone changes nothing. */
export async function endSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', id).execute()
}

/** @param except the one that stays. @returns how many ended */
export async function endSessionsOf(db: Db, login: Login, except?: string): Promise<number> {
  let query = db.deleteFrom('sessions').where('login', '=', login)
  if (except !== undefined) query = query.where('id', '!=', except)
  return Number((await query.executeTakeFirstOrThrow()).numDeletedRows)
}

export interface SessionLine {
  readonly id: string
  readonly login: Login
  readonly secondFactor: boolean
  readonly since: string
  readonly lastSeen: string
  readonly ends: string
  readonly source: string
  readonly agent: string
}

/** Those that still count, the newest first. */
export async function listSessions(
  { store, now }: Pick<Authority, 'store' | 'now'>,
  login: Login | undefined,
): Promise<readonly SessionLine[]> {
  const at = now().getTime()
  let query = store.db
    .selectFrom('sessions')
    .selectAll()
    .where('ends_at', '>', at)
    .where('seen_at', '>', at - SESSION_IDLE)
    .orderBy('created_at', 'desc')
    .limit(MAX_SESSIONS_LISTED)
  if (login !== undefined) query = query.where('login', '=', login)
  return (await query.execute()).map((row) => ({
    id: row.id,
    login: row.login,
    secondFactor: row.proved === 'second-factor',
    since: new Date(row.created_at).toISOString(),
    lastSeen: new Date(row.seen_at).toISOString(),
    ends: new Date(row.ends_at).toISOString(),
    source: row.source,
    agent: row.agent,
  }))
}

/** By the clock. */
export async function sweepSessions({ store, now }: Authority): Promise<void> {
  const at = now().getTime()
  await store.db
    .deleteFrom('sessions')
    .where((row) => row.or([row('ends_at', '<=', at), row('seen_at', '<=', at - SESSION_IDLE)]))
    .execute()
}

/** What a page of ours must send with whatever changes something: only who has the cookie's secret can make it. */
export function csrfToken(secret: string): string {
  return createHmac('sha256', secret).update('parley csrf v1').digest('base64url')
}

function newSecret(): string {
  return Buffer.from(randomBytes(SESSION_SECRET_BYTES)).toString('base64url')
}

/** 256 random bits need no slow hash. */
function hashOf(secret: string): string {
  return Buffer.from(primitives.sha256(new TextEncoder().encode(secret))).toString('hex')
}
