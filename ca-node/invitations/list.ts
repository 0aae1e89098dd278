// `parley ca invitations`: which links are out, who made them and who used them. Newest first, a page at a time. The
// links themselves cannot be shown again: only a hash of each secret is kept.
import type { Role } from '@parley/shared/certificates/role.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { MAX_PAGE, MAX_USES_SHOWN } from '../constants.ts'
import type { Db } from '../store/open.ts'
import type { InvitationRow } from '../store/tables.ts'

export type InvitationState = 'open' | 'used' | 'expired' | 'revoked'

export interface InvitationLine {
  readonly id: string
  readonly state: InvitationState
  readonly login: Login | null
  readonly role: Role
  /** For a new person, or for one more device of `login`. */
  readonly purpose: 'person' | 'device'
  readonly approval: boolean
  readonly uses: number
  readonly usesLeft: number
  readonly by: string
  /** The device that made it, when it was no administrator. */
  readonly byDevice: PeerIdText | null
  readonly created: string
  readonly expires: string
  readonly revokedBy: string | null
  /** The last who used it: also who waits for approval, and who was refused. */
  readonly usedBy: readonly { readonly login: Login; readonly at: string }[]
}

export interface InvitationPage {
  readonly invitations: readonly InvitationLine[]
  /** For the next page; null on the last. */
  readonly next: string | null
}

export interface InvitationQuery {
  /** Also those that can be used no more. */
  readonly all?: boolean | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export async function listInvitations(
  db: Db,
  { all = false, after, limit = MAX_PAGE }: InvitationQuery,
  now: Date,
): Promise<InvitationPage> {
  let query = db
    .selectFrom('invitations')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (!all) {
    query = query
      .where('revoked_at', 'is', null)
      .where('uses_left', '>', 0)
      .where('expires_at', '>', now.getTime())
  }
  if (after !== undefined) {
    const dot = after.indexOf('.')
    const [at, id] = [Number(after.slice(0, dot)) || 0, after.slice(dot + 1)]
    query = query.where((row) =>
      row.or([row('created_at', '<', at), row.and([row('created_at', '=', at), row('id', '<', id)])]),
    )
  }
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const uses = await usesOf(db, page)
  return {
    invitations: page.map((row) => ({
      id: row.id,
      state: stateOf(row, now),
      login: row.login,
      role: row.role,
      purpose: row.purpose,
      approval: row.approval === 1,
      uses: row.uses,
      usesLeft: row.uses_left,
      by: row.created_by,
      byDevice: row.by_device,
      created: new Date(row.created_at).toISOString(),
      expires: new Date(row.expires_at).toISOString(),
      revokedBy: row.revoked_by,
      usedBy: uses.get(row.id) ?? [],
    })),
    next: last === undefined ? null : `${last.created_at}.${last.id}`,
  }
}

export function stateOf(row: InvitationRow, now: Date): InvitationState {
  if (row.revoked_at !== null) return 'revoked'
  if (row.uses_left < 1) return 'used'
  return row.expires_at <= now.getTime() ? 'expired' : 'open'
}

/** One question for each that was used at all: a whole school may have come in by one. */
async function usesOf(
  db: Db,
  page: readonly InvitationRow[],
): Promise<Map<string, InvitationLine['usedBy']>> {
  const found = new Map<string, InvitationLine['usedBy']>()
  for (const { id, uses, uses_left } of page) {
    if (uses === uses_left) continue
    const rows = await db
      .selectFrom('invitation_uses')
      .select(['login', 'at'])
      .where('invitation_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('login')
      .limit(MAX_USES_SHOWN)
      .execute()
    found.set(
      id,
      rows.map(({ login, at }) => ({ login, at: new Date(at).toISOString() })),
    )
  }
  return found
}
