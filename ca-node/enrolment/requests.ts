// Requests to be enrolled that wait for an administrator: one a device, each reserving its login and card number. Keeps
// and finds them; decides nothing.
import type { Waiting } from '@parley/shared/enrolment/schema.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Person } from '@parley/shared/people/person.ts'
import { skeleton } from '@parley/shared/people/skeleton.ts'
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import type { EnrolmentRow, InvitationRow } from '../store/tables.ts'
import { ASK_AGAIN_SECONDS, ASKING_PER_SECOND, REQUEST_LIFE } from './constants.ts'

export interface NewRequest {
  readonly person: Person
  readonly peerId: PeerIdText
  readonly passwordHash: string
  readonly invitation: InvitationRow
  readonly source: string
  readonly now: Date
}

/** In place of an earlier one of this device. Its login and card number are the device's from here on. */
export async function keepRequest(db: Db, request: NewRequest): Promise<EnrolmentRow> {
  const { person, peerId, passwordHash, invitation, source, now } = request
  await forgetRequest(db, peerId)
  const row = {
    peer_id: peerId,
    state: 'waiting' as const,
    login: person.login,
    skeleton: skeleton(person.login),
    role: invitation.role,
    first_name: person.firstName ?? null,
    last_name: person.lastName ?? null,
    email: person.email ?? null,
    card_number: person.cardNumber ?? null,
    device_name: person.deviceName ?? null,
    password_hash: passwordHash,
    invitation_id: invitation.id,
    source,
    created_at: now.getTime(),
    expires_at: now.getTime() + REQUEST_LIFE,
    decided_at: null,
    decided_by: null,
    reason: null,
  }
  await db.insertInto('enrolments').values(row).execute()
  return row
}

export async function requestOf(db: Db, peerId: PeerIdText, now: Date): Promise<EnrolmentRow | undefined> {
  return db
    .selectFrom('enrolments')
    .selectAll()
    .where('peer_id', '=', peerId)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
}

/** @returns how many there were, 0 or 1 */
export async function forgetRequest(
  db: Db,
  peerId: PeerIdText,
  state?: EnrolmentRow['state'],
): Promise<number> {
  let gone = db.deleteFrom('enrolments').where('peer_id', '=', peerId)
  if (state !== undefined) gone = gone.where('state', '=', state)
  return Number((await gone.executeTakeFirstOrThrow()).numDeletedRows)
}

/** Logins whose time is over are free again. */
export async function sweepRequests({ store, now }: Authority): Promise<void> {
  await store.db.deleteFrom('enrolments').where('expires_at', '<=', now().getTime()).execute()
}

export async function waiting({ store, realm }: Authority, row: EnrolmentRow): Promise<Waiting> {
  return {
    state: 'waiting',
    realm: realm.name,
    login: row.login,
    since: new Date(row.created_at).toISOString(),
    expires: new Date(row.expires_at).toISOString(),
    againSeconds: await againSeconds(store.db),
  }
}

/** The more wait, the more seldom each may ask: a whole school may sit behind one address. */
export async function againSeconds(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('enrolments')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  const { least, most } = ASK_AGAIN_SECONDS
  return Math.min(Math.max(Math.ceil(Number(count) / ASKING_PER_SECOND), least), most)
}
