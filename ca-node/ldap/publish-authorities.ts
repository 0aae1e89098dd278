// Publishes each CA of the realm in an entry of its own: its certificate (cACertificate;binary) and its newest revocation list
// (certificateRevocationList;binary, for a root authorityRevocationList;binary; RFC 4523). Writes only what differs.
import { Attribute, Change, type Client, DN, NoSuchObjectError } from 'ldapts'
import type { Authority } from '../authority.ts'

const CA_CERTIFICATE = 'cACertificate;binary'
const LIST = { issuing: 'certificateRevocationList;binary', root: 'authorityRevocationList;binary' } as const

/**
 * @param under DN of the entry below which each CA has `cn=<realm> <key identifier>`
 * @returns how many entries were written. @throws what the directory refuses
 */
export async function publishAuthorities(
  client: Client,
  { store, realm }: Authority,
  under: string,
): Promise<number> {
  const issuers = await store.db
    .selectFrom('issuers')
    .leftJoin('lists', 'lists.issuer_key_id', 'issuers.key_id')
    .select(['issuers.key_id', 'issuers.kind', 'issuers.der', 'lists.der as list'])
    .execute()
  let written = 0
  for (const { key_id, kind, der, list } of issuers) {
    const name = `${realm.name} ${key_id}`
    const wanted = new Map<string, Buffer>([[CA_CERTIFICATE, Buffer.from(der)]])
    if (list !== null) wanted.set(LIST[kind], Buffer.from(list))
    if (await keepEntry(client, `${new DN().addPairRDN('cn', name)},${under}`, name, wanted)) written++
  }
  return written
}

async function keepEntry(
  client: Client,
  dn: string,
  name: string,
  wanted: ReadonlyMap<string, Buffer>,
): Promise<boolean> {
  const there = await readEntry(client, dn, [...wanted.keys()])
  if (there === undefined) {
    const attributes = [
      new Attribute({ type: 'objectClass', values: ['applicationProcess', 'pkiCA'] }),
      new Attribute({ type: 'cn', values: [name] }),
      ...[...wanted].map(([type, der]) => new Attribute({ type, values: [der] })),
    ]
    await client.add(dn, attributes)
    return true
  }
  const changes = [...wanted]
    .filter(([type, der]) => !(there.get(type)?.equals(der) ?? false))
    .map(
      ([type, der]) =>
        new Change({ operation: 'replace', modification: new Attribute({ type, values: [der] }) }),
    )
  if (changes.length > 0) await client.modify(dn, changes)
  return changes.length > 0
}

/** What stands in the entry now; undefined when there is none. */
async function readEntry(
  client: Client,
  dn: string,
  attributes: string[],
): Promise<ReadonlyMap<string, Buffer> | undefined> {
  try {
    const { searchEntries } = await client.search(dn, {
      scope: 'base',
      attributes,
      explicitBufferAttributes: attributes,
    })
    const found = new Map<string, Buffer>()
    for (const [type, value] of Object.entries(searchEntries[0] ?? {})) {
      const first = Array.isArray(value) ? value[0] : value
      if (Buffer.isBuffer(first)) found.set(type, first)
    }
    return found
  } catch (error) {
    if (error instanceof NoSuchObjectError) return undefined
    throw error
  }
}
