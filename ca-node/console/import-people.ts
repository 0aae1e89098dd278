// People from a list: each gets an invitation of their own, bound to their login, and what the organisation knows of them
// is kept for the moment they come in. A dry run says of each line what would happen and changes nothing.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { type Language, wordsOf } from '@parley/shared/faults/words.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { cardNumber } from '@parley/shared/people/card.ts'
import { emailAddress } from '@parley/shared/people/email.ts'
import { firstName, lastName } from '@parley/shared/people/name.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { invite } from '../invitations/create.ts'
import { assertCardExpectedByNobody, type ExpectedFacts, keepExpected } from '../people/expected.ts'
import { assertCardFree, assertLoginFree } from '../people/free.ts'
import type { Db } from '../store/open.ts'
import { IMPORT_LINK_LIFE } from './constants.ts'

export interface ImportRow {
  /** Of the file, for who reads the answer. */
  readonly line: number
  readonly login: string
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly email?: string | undefined
  readonly cardNumber?: string | undefined
  readonly role: Exclude<Role, 'authority'>
}

export interface ImportRequest {
  readonly rows: readonly ImportRow[]
  readonly dry: boolean
  /** Whether an administrator looks at each when they come in. */
  readonly approval: boolean
  readonly language: Language
}

export type ImportedRow =
  | { readonly line: number; readonly login: string; readonly done: true; readonly invite?: string }
  | {
      readonly line: number
      readonly login: string
      readonly done: false
      readonly code: string
      /** In the language of the request. */
      readonly why: string
    }

export function importPeople(
  authority: Authority,
  request: ImportRequest,
  asker: Asker,
): Promise<readonly ImportedRow[]> {
  if (request.dry) return eachRow(authority, request, asker)
  const detail = { people: request.rows.length, approval: request.approval }
  return attempted(authority, { act: 'import-people', asker, detail }, () =>
    eachRow(authority, request, asker),
  )
}

async function eachRow(
  authority: Authority,
  { rows, dry, approval, language }: ImportRequest,
  asker: Asker,
): Promise<readonly ImportedRow[]> {
  const outcomes: ImportedRow[] = []
  for (const row of rows) {
    const { line, login } = row
    try {
      const person = await checked(authority, row)
      if (dry) outcomes.push({ line, login, done: true })
      else
        outcomes.push({ line, login, done: true, invite: await invited(authority, person, approval, asker) })
    } catch (error) {
      const fault = faultIn(error)
      if (!fault) throw error
      const { what, todo } = wordsOf(fault, language)
      outcomes.push({ line, login, done: false, code: fault.code, why: `${what} ${todo}`.trim() })
    }
  }
  return outcomes
}

interface Checked {
  readonly login: Login
  readonly role: ImportRow['role']
  readonly facts: ExpectedFacts
}

/** @throws Fault of the first field that does not hold */
async function checked({ store, now }: Authority, row: ImportRow): Promise<Checked> {
  const login = unreservedLogin(typedLogin(row.login))
  const facts = {
    firstName: filled(row.firstName, firstName),
    lastName: filled(row.lastName, lastName),
    email: filled(row.email, emailAddress),
    cardNumber: filled(row.cardNumber, cardNumber),
  }
  await assertLoginFree(store.db, login)
  await assertNotInvited(store.db, login, now())
  await assertCardFree(store.db, facts.cardNumber)
  await assertCardExpectedByNobody(store.db, facts.cardNumber, now())
  return { login, role: row.role, facts }
}

function filled<Value>(raw: string | undefined, valid: (raw: string) => Value): Value | undefined {
  return raw === undefined || raw.trim() === '' ? undefined : valid(raw)
}

/** A file that is imported twice must not make two links for everybody. @throws Fault PERSON_INVITED */
async function assertNotInvited(db: Db, login: Login, now: Date): Promise<void> {
  const open = await db
    .selectFrom('invitations')
    .select('id')
    .where('login', '=', login)
    .where('revoked_at', 'is', null)
    .where('uses_left', '>', 0)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  if (open) throw new Fault('PERSON_INVITED', { login })
}

async function invited(
  authority: Authority,
  { login, role, facts }: Checked,
  approval: boolean,
  asker: Asker,
): Promise<string> {
  const made = await invite(authority, { login, role, uses: 1, life: IMPORT_LINK_LIFE, approval }, asker)
  await keepExpected(authority.store.db, made.id, facts)
  return made.invite
}
