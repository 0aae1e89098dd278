// The schema's steps in order. Add at the end; never change one that was released.
import type { Migration } from './migrate.ts'
import { conversations } from './migrations/001-conversations.ts'
import { directory } from './migrations/002-directory.ts'
import { evidence } from './migrations/003-evidence.ts'
import { search } from './migrations/004-search.ts'
import { remarks } from './migrations/005-remarks.ts'
import { groups } from './migrations/006-groups.ts'
import { sealing } from './migrations/007-sealing.ts'
import { mailbox } from './migrations/008-mailbox.ts'
import { peace } from './migrations/009-peace.ts'
import { searchLater } from './migrations/010-search-later.ts'

export const migrations: readonly Migration[] = [
  conversations,
  directory,
  evidence,
  search,
  remarks,
  groups,
  sealing,
  mailbox,
  peace,
  searchLater,
]
