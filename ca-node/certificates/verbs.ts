// What administrators do with certificates and lists, as verbs.
import { revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { z } from 'zod'
import { MAX_PAGE } from '../constants.ts'
import { shortText, verb } from '../control/verb.ts'
import { CERTIFICATE_KINDS, CERTIFICATE_STATUSES, listCertificates } from './list-issued.ts'
import { revoke } from './revoke.ts'
import { showLists, showRoot } from './show.ts'

export const certificateVerbs = {
  certs: verb(
    z.strictObject({
      login: shortText.optional(),
      device: shortText.optional(),
      status: z.enum(CERTIFICATE_STATUSES).optional(),
      kind: z.enum(CERTIFICATE_KINDS).optional(),
      expiring: z.int().positive().optional(),
      overdue: z.boolean().optional(),
      after: shortText.optional(),
      limit: z.int().min(1).max(MAX_PAGE).optional(),
    }),
    {
      signs: false,
      right: 'certificates.read',
      run: ({ store, now }, input) => listCertificates(store.db, input, now()),
    },
  ),
  root: verb(z.strictObject({}), {
    signs: false,
    right: 'realm.read',
    run: async (authority) => showRoot(authority),
  }),
  crl: verb(z.strictObject({}), {
    signs: false,
    right: 'realm.read',
    run: (authority) => showLists(authority),
  }),
  revoke: verb(
    z.strictObject({
      serial: shortText.optional(),
      device: shortText.optional(),
      login: shortText.optional(),
      reason: z.string().transform(revocationReason),
    }),
    {
      signs: true,
      right: 'certificates.revoke',
      run: (authority, input, asker) => revoke(authority, input, asker),
    },
  ),
}
