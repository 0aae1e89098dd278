// An administrator's word about a request that waits. Of two who decide at once the first counts. The device hears of it
// when it asks again; its certificate is made then, not here.
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { assertMayGive } from '../invitations/create.ts'
import { gravely } from '../rights/gravely.ts'
import type { EnrolmentRow } from '../store/tables.ts'
import { REQUEST_LIFE } from './constants.ts'

export interface Decided {
  readonly login: Login
  readonly state: 'approved' | 'refused'
}

/** Approving twice changes nothing. @throws Fault LOGIN_MALFORMED, ENROLMENT_UNKNOWN, RIGHT_MISSING, SECOND_ADMIN_NEEDED */
export function approve(authority: Authority, typed: string, asker: Asker): Promise<Decided> {
  return decided(authority, { act: 'approve', typed, asker }, async (row) => {
    if (row.state === 'approved') return
    const agree = () => settle(authority, row, { state: 'approved' }, asker)
    // The certificate that follows is an administrator's: two voices.
    if (row.role !== 'admin') return agree()
    const input = { login: row.login, device: row.peer_id, role: row.role }
    return gravely(authority, { act: 'approve', input, asker }, agree)
  })
}

/** Also what was approved and not fetched yet. The login is free again. @throws Fault LOGIN_MALFORMED, ENROLMENT_UNKNOWN, RIGHT_MISSING */
export function refuse(
  authority: Authority,
  { login: typed, reason = '' }: { readonly login: string; readonly reason?: string | undefined },
  asker: Asker,
): Promise<Decided> {
  return decided(authority, { act: 'refuse', typed, asker, reason }, (row) =>
    settle(authority, row, { state: 'refused', reason, skeleton: null, card_number: null }, asker),
  )
}

interface Decision {
  readonly act: 'approve' | 'refuse'
  readonly typed: string
  readonly asker: Asker
  readonly reason?: string
}

function decided(
  authority: Authority,
  { act, typed, asker, reason }: Decision,
  settling: (row: EnrolmentRow) => Promise<void>,
): Promise<Decided> {
  const detail = { login: typed.slice(0, 64), reason }
  return attempted(authority, { act, asker, detail }, async () => {
    const login = typedLogin(typed)
    const row = await authority.store.db
      .selectFrom('enrolments')
      .selectAll()
      .where('login', '=', login)
      .where('state', 'in', ['waiting', 'approved'])
      .where('expires_at', '>', authority.now().getTime())
      .executeTakeFirst()
    if (!row) throw new Fault('ENROLMENT_UNKNOWN', { login })
    assertMayGive(asker, row.role)
    await settling(row)
    return { login, state: act === 'approve' ? 'approved' : 'refused' }
  })
}

type Settled = Partial<Pick<EnrolmentRow, 'state' | 'reason' | 'skeleton' | 'card_number'>>

async function settle(
  { store, now }: Authority,
  row: EnrolmentRow,
  settled: Settled,
  asker: Asker,
): Promise<void> {
  const at = now().getTime()
  const { numUpdatedRows } = await store.db
    .updateTable('enrolments')
    .set({ ...settled, decided_at: at, decided_by: asker.who ?? null, expires_at: at + REQUEST_LIFE })
    .where('peer_id', '=', row.peer_id)
    .where('login', '=', row.login)
    .where('state', '=', row.state)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Fault('ENROLMENT_UNKNOWN', { login: row.login })
}
