// What the console reads, as verbs: pages of people and certificates, one of either, counts, the hierarchy. Changes nothing.
import { ROLES } from '@parley/shared/certificates/role.ts'
import { z } from 'zod'
import { shortText, verb } from '../control/verb.ts'
import { certificate } from './certificate.ts'
import { certificatesPage } from './certificates-page.ts'
import { MAX_PAGE_ROWS, MAX_SEARCH_LENGTH, PAGE_ROWS } from './constants.ts'
import { hierarchy } from './hierarchy.ts'
import { overview } from './overview.ts'
import { peoplePage } from './people-page.ts'
import { person } from './person.ts'

const limit = z.int().min(1).max(MAX_PAGE_ROWS).default(PAGE_ROWS)
const search = z.string().max(MAX_SEARCH_LENGTH).optional()

export const consoleVerbs = {
  overview: verb(z.strictObject({}), {
    signs: false,
    right: 'people.read',
    run: (authority) => overview(authority),
  }),
  people: verb(
    z.strictObject({
      search,
      role: z.enum(ROLES).optional(),
      status: z.enum(['active', 'suspended']).optional(),
      connected: z.boolean().optional(),
      after: shortText.optional(),
      limit,
    }),
    { signs: false, right: 'people.read', run: (authority, input) => peoplePage(authority, input) },
  ),
  person: verb(z.strictObject({ login: shortText }), {
    signs: false,
    right: 'people.read',
    run: (authority, { login }) => person(authority, login),
  }),
  certificates: verb(
    z.strictObject({
      search,
      status: z.enum(['valid', 'expired', 'suspended', 'revoked']).optional(),
      issuer: shortText.optional(),
      after: shortText.optional(),
      limit,
    }),
    {
      signs: false,
      right: 'certificates.read',
      run: ({ store, now }, input) => certificatesPage(store.db, input, now()),
    },
  ),
  certificate: verb(z.strictObject({ serial: shortText }), {
    signs: false,
    right: 'certificates.read',
    run: (authority, input) => certificate(authority, input.serial),
  }),
  hierarchy: verb(z.strictObject({}), {
    signs: false,
    right: 'certificates.read',
    run: (authority) => hierarchy(authority),
  }),
}
