// Publishes people's certificates in their entries (userCertificate;binary). Compares what stands there with what should and
// writes the difference: twice changes nothing, and what failed is found again by the next comparison. Leaves alone what
// others put there.
import type { Login } from '@parley/shared/identity/login.ts'
import {
  Attribute,
  Change,
  type Client,
  NoSuchAttributeError,
  NoSuchObjectError,
  ResultCodeError,
  TypeOrValueExistsError,
} from 'ldapts'
import type { Authority } from '../authority.ts'
import { CERTIFICATE_ATTRIBUTE, type LdapPerson } from './entries.ts'

/** Logins asked about at once. */
const BATCH = 500

export interface Published {
  readonly written: number
  /** Entries that could not be written, and what the directory said. */
  readonly refused: readonly { readonly dn: string; readonly code: string }[]
}

export async function publishPeople(
  client: Client,
  authority: Authority,
  people: ReadonlyMap<Login, LdapPerson>,
): Promise<Published> {
  const refused: { dn: string; code: string }[] = []
  let written = 0
  const logins = [...people.keys()]
  for (let from = 0; from < logins.length; from += BATCH) {
    const ours = await certificatesOf(authority, logins.slice(from, from + BATCH))
    for (const [login, certificates] of ours) {
      const person = people.get(login)
      if (person === undefined) continue
      try {
        if (await writeDifference(client, person, certificates)) written++
      } catch (error) {
        if (!(error instanceof ResultCodeError)) throw error
        refused.push({ dn: person.dn, code: error.name })
      }
    }
  }
  return { written, refused }
}

interface Ours {
  readonly der: Buffer
  /** Of a device that may be used now. */
  readonly good: boolean
}

async function certificatesOf({ store, now }: Authority, logins: readonly Login[]) {
  const rows = await store.db
    .selectFrom('certificates')
    .innerJoin('users', 'users.login', 'certificates.login')
    .leftJoin('devices', 'devices.serial', 'certificates.serial')
    .leftJoin('revocations', 'revocations.serial', 'certificates.serial')
    .select(['certificates.login', 'certificates.der', 'certificates.not_after'])
    .select(['devices.status', 'revocations.reason'])
    .where('certificates.kind', '=', 'device')
    .where('users.source', '=', 'ldap')
    .where('certificates.login', 'in', logins)
    .execute()
  const ours = new Map<Login, Ours[]>()
  for (const row of rows) {
    if (row.login === null) continue
    const newestOfDevice = row.status === 'active'
    const good = newestOfDevice && row.reason === null && row.not_after > now().getTime()
    const list = ours.get(row.login) ?? []
    list.push({ der: Buffer.from(row.der), good })
    ours.set(row.login, list)
  }
  return ours
}

async function writeDifference(client: Client, person: LdapPerson, ours: readonly Ours[]): Promise<boolean> {
  const there = new Set(person.certificates.map(hex))
  const missing = ours.filter(({ der, good }) => good && !there.has(hex(der)))
  const outdated = ours.filter(({ der, good }) => !good && there.has(hex(der)))
  if (missing.length + outdated.length === 0) return false
  await change(client, person.dn, 'delete', outdated)
  await change(client, person.dn, 'add', missing)
  return true
}

async function change(
  client: Client,
  dn: string,
  operation: 'add' | 'delete',
  certificates: readonly Ours[],
): Promise<void> {
  // One value at a time: where another node was quicker with one, the others still get there.
  for (const { der } of certificates) {
    try {
      const modification = new Attribute({ type: CERTIFICATE_ATTRIBUTE, values: [der] })
      await client.modify(dn, new Change({ operation, modification }))
    } catch (error) {
      if (error instanceof TypeOrValueExistsError || error instanceof NoSuchAttributeError) continue
      // The entry went while we looked at it.
      if (error instanceof NoSuchObjectError) return
      throw error
    }
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
