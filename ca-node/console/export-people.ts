// Everybody with every field, a large page at a time, for who exports them. The first page is recorded: it is a decision.
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { MAX_PAGE } from '../constants.ts'
import { type UserLine, usersPage } from '../people/list.ts'

export interface ExportedPeople {
  readonly people: readonly UserLine[]
  /** `after` of the next page; undefined on the last. */
  readonly next: string | undefined
}

export function exportPeople(
  authority: Authority,
  { after }: { readonly after?: string | undefined },
  asker: Asker,
): Promise<ExportedPeople> {
  const page = async () => {
    const people = await usersPage(authority.store.db, after)
    return { people, next: people.length < MAX_PAGE ? undefined : people.at(-1)?.login }
  }
  if (after !== undefined) return page()
  return attempted(authority, { act: 'export-people', asker, detail: {} }, page)
}
