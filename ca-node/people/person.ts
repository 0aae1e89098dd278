// A person as the database gets them when they are let in, and as a request kept them while it waited.
import type { Role } from '@parley/shared/certificates/role.ts'
import { cardNumber } from '@parley/shared/people/card.ts'
import { emailAddress } from '@parley/shared/people/email.ts'
import { deviceName, firstName, lastName } from '@parley/shared/people/name.ts'
import { passwordText } from '@parley/shared/people/password.ts'
import type { Person } from '@parley/shared/people/person.ts'
import { skeleton } from '@parley/shared/people/skeleton.ts'
import type { Db } from '../store/open.ts'
import type { EnrolmentRow, InvitationRow } from '../store/tables.ts'
import { keepWords } from './words.ts'

/** What was approved counts, not what the device says now. @param password is proved against the kept hash */
export function approvedPerson(row: EnrolmentRow, password: string): Person {
  const kept = <T>(raw: string | null, check: (raw: string) => T) => (raw === null ? undefined : check(raw))
  return {
    login: row.login,
    password: passwordText(password),
    firstName: kept(row.first_name, firstName),
    lastName: kept(row.last_name, lastName),
    email: kept(row.email, emailAddress),
    cardNumber: kept(row.card_number, cardNumber),
    deviceName: kept(row.device_name, deviceName),
  }
}

export interface NewUser {
  readonly person: Person
  readonly passwordHash: string
  readonly invitation: InvitationRow
}

export async function insertUser(
  db: Db,
  { person, passwordHash, invitation }: NewUser,
  role: Role,
  now: Date,
): Promise<void> {
  const { login } = person
  await db
    .insertInto('users')
    .values({
      login,
      skeleton: skeleton(login),
      role,
      status: 'active',
      first_name: person.firstName ?? null,
      last_name: person.lastName ?? null,
      email: person.email ?? null,
      card_number: person.cardNumber ?? null,
      password_hash: passwordHash,
      invitation_id: invitation.id,
      created_at: now.getTime(),
      changed_at: now.getTime(),
    })
    .execute()
  await keepWords(db, login, person.firstName, person.lastName)
}
