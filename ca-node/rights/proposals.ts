// Proposals: what waits for a second voice, and that voice.
import { Fault } from '@parley/shared/faults/fault.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import type { ProposalTable } from '../store/tables.ts'
import { MAX_PROPOSALS, PROPOSAL_LIFE } from './constants.ts'
import { voiceOf } from './gravely.ts'

export interface Proposal {
  readonly id: string
  readonly act: string
  /** What would be done, as it was asked for. */
  readonly input: unknown
  readonly state: ProposalTable['state'] | 'expired'
  readonly proposedBy: string
  readonly proposed: string
  readonly expires: string
  readonly decidedBy: string | null
  readonly decided: string | null
}

export interface ProposalsAsked {
  /** Also those that are over. */
  readonly all?: boolean | undefined
  /** Proposed before this proposal: the next page. */
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

/** Newest first. */
export async function listProposals(
  { store, now }: Authority,
  { all = false, after, limit = MAX_PROPOSALS }: ProposalsAsked,
): Promise<readonly Proposal[]> {
  const moment = now().getTime()
  let query = store.db
    .selectFrom('proposals')
    .selectAll()
    .orderBy('proposed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.min(limit, MAX_PROPOSALS))
  if (!all) query = query.where('state', 'in', ['open', 'approved']).where('expires_at', '>', moment)
  if (after !== undefined) {
    const last = await store.db
      .selectFrom('proposals')
      .select(['proposed_at', 'id'])
      .where('id', '=', after)
      .executeTakeFirst()
    if (!last) throw new Fault('PROPOSAL_UNKNOWN', { proposal: after.slice(0, 32) })
    query = query.where((row) =>
      row.or([
        row('proposed_at', '<', last.proposed_at),
        row.and([row('proposed_at', '=', last.proposed_at), row('id', '<', last.id)]),
      ]),
    )
  }
  return (await query.execute()).map((row) => shown(row, moment))
}

/** The first decision counts. @throws Fault PROPOSAL_UNKNOWN, PROPOSAL_OVER, PROPOSAL_OWN, RIGHT_MISSING */
export function approveProposal(authority: Authority, id: string, asker: Asker): Promise<Proposal> {
  return decide(authority, { act: 'approve-proposal', id, asker, state: 'approved' })
}

/** Who proposed it may take it back; an approved one can still be refused until it is carried out. @throws as approving */
export function refuseProposal(authority: Authority, id: string, asker: Asker): Promise<Proposal> {
  return decide(authority, { act: 'refuse-proposal', id, asker, state: 'refused' })
}

interface Decision {
  readonly act: string
  readonly id: string
  readonly asker: Asker
  readonly state: 'approved' | 'refused'
}

function decide(authority: Authority, { act, id: typed, asker, state }: Decision): Promise<Proposal> {
  const id = typed.slice(0, 32)
  return attempted(authority, { act, asker, detail: { proposal: id } }, () =>
    authority.store.transaction(async (db) => {
      const now = authority.now().getTime()
      const who = await voiceOf(db, asker)
      const find = () => db.selectFrom('proposals').selectAll().where('id', '=', id).executeTakeFirst()
      const row = await find()
      if (!row) throw new Fault('PROPOSAL_UNKNOWN', { proposal: id })
      if (state === 'approved' && row.proposed_by === who) throw new Fault('PROPOSAL_OWN', { proposal: id })
      const { numUpdatedRows } = await db
        .updateTable('proposals')
        .set({
          state,
          decided_by: who,
          decided_at: now,
          ...(state === 'approved' ? { expires_at: now + PROPOSAL_LIFE } : {}),
        })
        .where('id', '=', id)
        .where('state', 'in', state === 'approved' ? ['open'] : ['open', 'approved'])
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow()
      const after = (await find()) ?? row
      if (numUpdatedRows !== 1n)
        throw new Fault('PROPOSAL_OVER', { proposal: id, state: shown(after, now).state })
      return shown(after, now)
    }),
  )
}

function shown(row: ProposalTable, now: number): Proposal {
  const over = row.expires_at <= now && (row.state === 'open' || row.state === 'approved')
  return {
    id: row.id,
    act: row.act,
    input: JSON.parse(row.input),
    state: over ? 'expired' : row.state,
    proposedBy: row.proposed_by,
    proposed: new Date(row.proposed_at).toISOString(),
    expires: new Date(row.expires_at).toISOString(),
    decidedBy: row.decided_by,
    decided: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
  }
}
