// What auditors do with the audit log, as verbs.
import { z } from 'zod'
import { shortText, verb } from '../control/verb.ts'
import { LINES_PER_PAGE_MAX } from './constants.ts'
import { readAudit } from './read.ts'
import { verifyAudit } from './verify.ts'

const moment = z.int().min(0).optional()

export const auditVerbs = {
  audit: verb(
    z.strictObject({
      since: moment,
      until: moment,
      act: shortText.optional(),
      who: shortText.optional(),
      source: shortText.optional(),
      outcome: shortText.optional(),
      before: shortText.optional(),
      after: shortText.optional(),
      limit: z.int().min(1).max(LINES_PER_PAGE_MAX).optional(),
    }),
    { signs: false, right: 'audit.read', run: ({ store }, input) => readAudit(store.db, input) },
  ),
  'verify-audit': verb(z.strictObject({}), {
    // What is true of the log, the vault knows: the database is what is being checked.
    signs: true,
    right: 'audit.read',
    run: (authority) => verifyAudit(authority),
  }),
}
