// What somebody was in a group when they said something: for what is no act of membership but hangs on one's role.
import type { Login } from '../identity/login.ts'
import { type Act, type ActPlace, type GroupRole, saw } from './act.ts'
import type { Resolution } from './resolve.ts'
import { outranks, rosterOf } from './roster.ts'

/**
 * As acts are judged: what they were as far as they had seen, and no more than they were for whoever put them out, or down,
 * without having seen what they said. @returns undefined when they were not in
 */
export function standing(
  { counting }: Pick<Resolution, 'counting'>,
  author: Login,
  said: ActPlace & Pick<Act, 'seen'>,
): GroupRole | undefined {
  const seen = counting.filter((act) => saw(said, act))
  const asSeen = roleIn(seen, author)
  const strikes = counting.filter((act) => strikesAt(act, author) && !saw(said, act) && !saw(act, said))
  if (asSeen === undefined || strikes.length === 0) return asSeen
  const asKnown = roleIn([...seen, ...strikes], author)
  return asKnown !== undefined && outranks(asKnown, asSeen) ? asSeen : asKnown
}

const roleIn = (acts: readonly Act[], login: Login) => rosterOf(acts).members.get(login)?.role

const strikesAt = ({ deed }: Act, login: Login) =>
  (deed.kind === 'remove' || deed.kind === 'role') && deed.login === login
