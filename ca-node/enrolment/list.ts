// `parley ca pending`: the requests that wait for somebody, oldest first, a page at a time.
import type { Role } from '@parley/shared/certificates/role.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { MAX_PAGE } from '../constants.ts'
import type { Db } from '../store/open.ts'

export interface PendingLine {
  readonly login: Login
  /** `waiting` for an administrator, or `approved` and waiting for the person to come back. */
  readonly state: 'waiting' | 'approved'
  readonly role: Role
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly cardNumber: string | null
  readonly device: string | null
  readonly peerId: PeerIdText
  /** The address the request came from. */
  readonly source: string
  readonly asked: string
  readonly expires: string
  readonly invitation: string
  /** Who made that invitation. */
  readonly invitedBy: string
  readonly decidedBy: string | null
}

export interface PendingPage {
  readonly pending: readonly PendingLine[]
  /** For the next page; null on the last. */
  readonly next: string | null
}

/** @param after `next` of the page before */
export async function listPending(
  db: Db,
  { after, limit = MAX_PAGE }: { readonly after?: string | undefined; readonly limit?: number | undefined },
  now: Date,
): Promise<PendingPage> {
  let query = db
    .selectFrom('enrolments')
    .innerJoin('invitations', 'invitations.id', 'enrolments.invitation_id')
    .selectAll('enrolments')
    .select('invitations.created_by as invited_by')
    .where('enrolments.state', '!=', 'refused')
    .where('enrolments.expires_at', '>', now.getTime())
    .orderBy('enrolments.created_at')
    .orderBy('enrolments.peer_id')
    .limit(limit + 1)
  const place = after === undefined ? undefined : placeOf(after)
  if (place !== undefined) {
    const { at, peerId } = place
    query = query.where((row) =>
      row.or([
        row('enrolments.created_at', '>', at),
        row.and([row('enrolments.created_at', '=', at), row('enrolments.peer_id', '>', peerId)]),
      ]),
    )
  }
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    pending: page.map((row) => ({
      login: row.login,
      state: row.state === 'approved' ? 'approved' : 'waiting',
      role: row.role,
      firstName: row.first_name,
      lastName: row.last_name,
      email: row.email,
      cardNumber: row.card_number,
      device: row.device_name,
      peerId: row.peer_id,
      source: row.source,
      asked: new Date(row.created_at).toISOString(),
      expires: new Date(row.expires_at).toISOString(),
      invitation: row.invitation_id,
      invitedBy: row.invited_by,
      decidedBy: row.decided_by,
    })),
    next: last === undefined ? null : `${last.created_at}.${last.peer_id}`,
  }
}

function placeOf(after: string): { at: number; peerId: PeerIdText } {
  const dot = after.indexOf('.')
  // Only compared with: whatever stands there, nothing but a place in the order comes of it.
  return { at: Number(after.slice(0, dot)) || 0, peerId: after.slice(dot + 1) as PeerIdText }
}
