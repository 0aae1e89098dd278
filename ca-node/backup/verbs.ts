// What is known of backups to the audit log. The backup itself is made beside the running node, by who has the data folder.
import { z } from 'zod'
import { attempted } from '../audit/record.ts'
import { verb } from '../control/verb.ts'

export const backupVerbs = {
  'note-backup': verb(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), rows: z.int().min(0) }), {
    signs: true,
    right: 'realm.manage',
    run: (authority, detail, asker) =>
      attempted(authority, { act: 'backup', asker, detail }, async () => ({ noted: true })),
  }),
}
