// Everybody with every field, a large page at a time, for who exports them. Each page is recorded: whoever begins in the
// middle takes as much.
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
  const detail = after === undefined ? {} : { after: after.slice(0, 64) }
  return attempted(authority, { act: 'export-people', asker, detail }, async () => {
    const people = await usersPage(authority.store.db, after)
    return { people, next: people.length < MAX_PAGE ? undefined : people.at(-1)?.login }
  })
}
