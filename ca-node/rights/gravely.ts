// The gravest acts (making an administrator, using the root) take two voices. A voice is an active administrator, or the
// keeper: whoever has the authority's data folder. The keeper alone suffices while the realm has fewer than two
// administrators. The first voice proposes by doing; the second approves; the first does the same again, once.
import { createHash, randomBytes } from 'node:crypto'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Asker, Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import { MAX_OPEN_PROPOSALS, PROPOSAL_LIFE } from './constants.ts'

const KEEPER = 'keeper'

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json }

export interface GraveAct {
  /** The verb. */
  readonly act: string
  /** Everything that decides what is done, without secrets: an approval is for exactly this. */
  readonly input: { readonly [name: string]: Json }
  readonly asker: Asker
}

/**
 * Runs `run` when a second voice has approved this very act for this asker, or none is needed.
 * @throws Fault SECOND_ADMIN_NEEDED with the proposal; RIGHT_MISSING for who is no voice; what `run` throws: then the
 * approval is spent all the same
 */
export async function gravely<Result>(
  authority: Authority,
  { act, input, asker }: GraveAct,
  run: () => Promise<Result>,
): Promise<Result> {
  const { store, audit } = authority
  const now = authority.now().getTime()
  const text = canonical(input)
  const inputHash = createHash('sha256').update(`parley/proposal/1\n${act}\n${text}`).digest('hex')

  const { spent, proposal } = await store.transaction(async (db) => {
    const who = await voiceOf(db, asker)
    if (who === KEEPER && (await countAdmins(db)) < 2) return { spent: undefined, proposal: undefined }
    const approved = await db
      .selectFrom('proposals')
      .select(['id', 'decided_by'])
      .where('input_hash', '=', inputHash)
      .where('proposed_by', '=', who)
      .where('state', '=', 'approved')
      .where('expires_at', '>', now)
      .execute()
    for (const { id, decided_by } of approved) {
      // Between approval and now the second voice may have lost its office.
      if (decided_by === null || !(await isVoice(db, decided_by))) continue
      const { numUpdatedRows } = await db
        .updateTable('proposals')
        .set({ state: 'used' })
        .where('id', '=', id)
        .where('state', '=', 'approved')
        .executeTakeFirstOrThrow()
      if (numUpdatedRows === 1n) return { spent: { id, approvedBy: decided_by }, proposal: undefined }
    }
    return { spent: undefined, proposal: await proposed(db, { act, text, inputHash, who, now }) }
  })

  const line = (outcomeAct: string, detail: Record<string, string>) =>
    audit.append({ act: outcomeAct, outcome: 'DONE', who: asker.who, source: asker.source, detail })
  if (proposal) {
    if (proposal.isNew) await line('propose', { proposal: proposal.id, act, inputHash })
    throw new Fault('SECOND_ADMIN_NEEDED', {
      proposal: proposal.id,
      until: `${new Date(proposal.expiresAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    })
  }
  // Who the two were stands in the log before it is done.
  if (spent) await line('use-proposal', { proposal: spent.id, act, approvedBy: spent.approvedBy })
  return run()
}

interface Wanted {
  readonly act: string
  readonly text: string
  readonly inputHash: string
  readonly who: string
  readonly now: number
}

/** The open proposal for this, or a new one. */
async function proposed(db: Db, { act, text, inputHash, who, now }: Wanted) {
  const open = await db
    .selectFrom('proposals')
    .select(['id', 'input_hash', 'expires_at'])
    .where('proposed_by', '=', who)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .limit(MAX_OPEN_PROPOSALS)
    .execute()
  const same = open.find((each) => each.input_hash === inputHash)
  if (same) return { id: same.id, expiresAt: same.expires_at, isNew: false }
  if (open.length >= MAX_OPEN_PROPOSALS) throw new Fault('RATE_LIMITED')
  const id = randomBytes(5).toString('hex')
  const expiresAt = now + PROPOSAL_LIFE
  await db
    .insertInto('proposals')
    .values({
      id,
      act,
      input: text,
      input_hash: inputHash,
      state: 'open',
      proposed_by: who,
      proposed_at: now,
      expires_at: expiresAt,
      decided_by: null,
      decided_at: null,
    })
    .execute()
  return { id, expiresAt, isNew: true }
}

/** @returns the name of the voice. @throws Fault RIGHT_MISSING for who is none */
export async function voiceOf(db: Db, { who, role }: Asker): Promise<string> {
  if (role === KEEPER && who === KEEPER) return KEEPER
  // What a session remembers may be old: the office counts as it is now. What works by itself (LDAP) has no voice.
  if (who === undefined || role === KEEPER || who === KEEPER || !(await isVoice(db, who)))
    throw new Fault('RIGHT_MISSING', { right: 'proposals.decide' })
  return who
}

async function isVoice(db: Db, name: string): Promise<boolean> {
  if (name === KEEPER) return true
  const admin = await db
    .selectFrom('users')
    .select('login')
    .where('login', '=', name as never)
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .executeTakeFirst()
  return admin !== undefined
}

/** Active ones: who is suspended has no voice. */
export async function countAdmins(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** JSON with sorted names and without what is undefined: the same input, the same text. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
