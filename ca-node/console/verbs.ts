// What the console reads, as verbs: pages of people and certificates, one of either, counts, the hierarchy; and people in and out as a list.
import { ROLES } from '@parley/shared/certificates/role.ts'
import { humanRole } from '@parley/shared/enrolment/schema.ts'
import { z } from 'zod'
import { shortText, verb } from '../control/verb.ts'
import { certificate } from './certificate.ts'
import { certificatesPage } from './certificates-page.ts'
import { MAX_IMPORT_BATCH, MAX_PAGE_ROWS, MAX_SEARCH_LENGTH, PAGE_ROWS } from './constants.ts'
import { exportPeople } from './export-people.ts'
import { hierarchy } from './hierarchy.ts'
import { importPeople } from './import-people.ts'
import { overview } from './overview.ts'
import { peoplePage } from './people-page.ts'
import { person } from './person.ts'

const limit = z.int().min(1).max(MAX_PAGE_ROWS).default(PAGE_ROWS)
const search = z.string().max(MAX_SEARCH_LENGTH).optional()

const importRow = z.strictObject({
  line: z.int().min(1),
  login: shortText,
  firstName: shortText.optional(),
  lastName: shortText.optional(),
  email: shortText.optional(),
  cardNumber: shortText.optional(),
  role: humanRole,
})

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
  'export-people': verb(z.strictObject({ after: shortText.optional() }), {
    // It only reads, but that somebody took everything is recorded, and the record is signed.
    signs: true,
    right: 'people.read',
    run: (authority, input, asker) => exportPeople(authority, input, asker),
  }),
  'import-people': verb(
    z.strictObject({
      rows: z.array(importRow).min(1).max(MAX_IMPORT_BATCH),
      dry: z.boolean(),
      approval: z.boolean().default(false),
      language: z.enum(['en', 'fr']).default('en'),
    }),
    {
      signs: false,
      right: 'people.manage',
      run: (authority, input, asker) => importPeople(authority, input, asker),
    },
  ),
  hierarchy: verb(z.strictObject({}), {
    signs: false,
    right: 'certificates.read',
    run: (authority) => hierarchy(authority),
  }),
}
