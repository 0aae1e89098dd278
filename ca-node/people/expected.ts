// What the organisation knows of somebody who was invited and has not come in yet. When they do, it stands instead of what
// they say themselves.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { CardNumber } from '@parley/shared/people/card.ts'
import type { EmailAddress } from '@parley/shared/people/email.ts'
import type { PersonName } from '@parley/shared/people/name.ts'
import type { Db } from '../store/open.ts'

export interface ExpectedFacts {
  readonly firstName: PersonName | undefined
  readonly lastName: PersonName | undefined
  readonly email: EmailAddress | undefined
  readonly cardNumber: CardNumber | undefined
}

/** @param invitation its id */
export async function keepExpected(db: Db, invitation: string, facts: ExpectedFacts): Promise<void> {
  const { firstName, lastName, email, cardNumber } = facts
  if (Object.values(facts).every((fact) => fact === undefined)) return
  await db
    .insertInto('expected_people')
    .values({
      invitation_id: invitation,
      first_name: firstName ?? null,
      last_name: lastName ?? null,
      email: email ?? null,
      card_number: cardNumber ?? null,
    })
    .execute()
}

/** As fields of a request; only those that are known. */
export async function expectedOf(
  db: Db,
  invitation: string,
): Promise<{ firstName?: string; lastName?: string; email?: string; cardNumber?: string }> {
  const row = await db
    .selectFrom('expected_people')
    .select(['first_name', 'last_name', 'email', 'card_number'])
    .where('invitation_id', '=', invitation)
    .executeTakeFirst()
  return {
    ...(row?.first_name ? { firstName: row.first_name } : {}),
    ...(row?.last_name ? { lastName: row.last_name } : {}),
    ...(row?.email ? { email: row.email } : {}),
    ...(row?.card_number ? { cardNumber: row.card_number } : {}),
  }
}

/** @throws Fault CARD_NUMBER_TAKEN */
export async function assertCardExpectedByNobody(
  db: Db,
  card: CardNumber | undefined,
  now: Date,
): Promise<void> {
  if (card === undefined) return
  const other = await db
    .selectFrom('expected_people')
    .innerJoin('invitations', 'invitations.id', 'expected_people.invitation_id')
    .select('invitations.id')
    .where('expected_people.card_number', '=', card)
    .where('invitations.revoked_at', 'is', null)
    .where('invitations.uses_left', '>', 0)
    .where('invitations.expires_at', '>', now.getTime())
    .executeTakeFirst()
  if (other) throw new Fault('CARD_NUMBER_TAKEN')
}
