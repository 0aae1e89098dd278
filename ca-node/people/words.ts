// The words a person is found by, kept beside the person. Never decides who may look.
import type { Login } from '@parley/shared/identity/login.ts'
import { folded } from '@parley/shared/people/text.ts'
import type { Db } from '../store/open.ts'

/** The login, each name as a whole, and each word of them, without case and accents. */
function searchWords(...texts: readonly (string | null | undefined)[]): readonly string[] {
  const whole = texts.filter((text) => text !== undefined && text !== null).map(folded)
  return [...new Set(whole.flatMap((text) => [text, ...text.split(/[^\p{L}\p{M}\p{N}]+/u)]))].filter(Boolean)
}

/** Within the transaction that keeps the person; what was kept before goes. */
export async function keepWords(
  db: Db,
  login: Login,
  ...names: readonly (string | null | undefined)[]
): Promise<void> {
  await db.deleteFrom('user_words').where('login', '=', login).execute()
  const words = searchWords(login, ...names)
  await db
    .insertInto('user_words')
    .values(words.map((word) => ({ word, login })))
    .execute()
}
