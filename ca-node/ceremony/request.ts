// `parley ca ceremony request`: writes down what the root is to sign, with proof that the new key is here, and vouched for by
// the issuing CA of today. Makes keys; uses no root.
import { createHash } from 'node:crypto'
import { makeCsr } from '@parley/shared/certificates/csr-make.ts'
import { issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { hexKeyIdOf, readPublicKey } from '@parley/shared/certificates/keys.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { attempted } from '../audit/record.ts'
import { type Asker, type Authority, keysOf } from '../authority.ts'
import { KEY } from '../keys/names.ts'
import type { Keys } from '../keys/open.ts'
import { rootAbove } from '../realm/realm.ts'
import type { Db } from '../store/open.ts'
import {
  type Act,
  base64,
  formatRequest,
  labelOf,
  type RequestContent,
  requestId,
  signedRequest,
} from './files.ts'
import { assertNodesMoved, assertReady } from './ready.ts'

export interface CeremonyWish {
  readonly act: Exclude<Act, 'new-node'>
  /** For `revoke-issuing`: which, and why. */
  readonly label?: string | undefined
  readonly reason?: 'keyCompromise' | 'cACompromise' | 'superseded' | 'cessationOfOperation' | undefined
  /** Although not every device has followed yet. */
  readonly anyway?: boolean | undefined
}

export interface RequestMade {
  /** SHA-256: what answers name, and of which people compare the first digits. */
  readonly id: string
  readonly act: Act
  /** SHA-256 of the root that must sign. */
  readonly root: string
  /** Of a new issuing CA: name and SHA-256 of its public key. */
  readonly label?: string
  readonly key?: string
  /** The file. */
  readonly text: string
}

const MAKES_KEY: ReadonlySet<Act> = new Set(['renew-issuing', 'use-root'])

/** A new request replaces an open one of the same act. @throws Fault CEREMONY_TOO_EARLY, CEREMONY_ACT_IMPOSSIBLE, ISSUING_UNKNOWN */
export function requestCeremony(
  authority: Authority,
  wish: CeremonyWish,
  asker: Asker,
): Promise<RequestMade> {
  const { act } = wish
  return attempted(authority, { act: 'ceremony-request', asker, detail: { kind: act } }, async () => {
    const { vault } = keysOf(authority)
    const revoke = act === 'revoke-issuing' ? await toRevoke(authority, wish) : undefined
    // Only the root that made it can unmake it.
    const root = revoke?.root ?? rootFor(authority, act)
    if (wish.anyway !== true) await assertReady(authority, act)
    if (act === 'retire-root') await assertNodesMoved(authority)
    const dropped = await openKeysOf(authority, act)
    if (!MAKES_KEY.has(act)) return record(here(authority), { act, root, revoke, dropped })

    const { signer, pkcs8 } = generateKey('p256')
    try {
      // On disk before anybody is asked for a signature over it.
      await vault.put(pendingName(signer), pkcs8)
      const label = nextLabel(authority)
      return await record(here(authority), { act, root, revoke, dropped, issuing: { label, signer } })
    } finally {
      pkcs8.fill(0)
    }
  })
}

const here = (authority: Authority) => ({
  store: authority.store,
  realm: authority.realm,
  keys: keysOf(authority),
  now: authority.now(),
})

export interface RecordParts {
  readonly act: Act
  readonly root: TrustedRoot
  readonly revoke?: { readonly entry: RevokedIssuer } | undefined
  readonly issuing?: { readonly label: string; readonly signer: Signer }
  /** Vault names of keys whose requests this one replaces. */
  readonly dropped?: readonly string[]
}

/** Into the register, and as the text of a file. @param authority a new node has no keys that could vouch */
export async function record(
  authority: Pick<Authority, 'store' | 'realm'> & { keys?: Keys | undefined; now: Date },
  { act, root, revoke, issuing, dropped = [] }: RecordParts,
): Promise<RequestMade> {
  const { store, realm, keys, now } = authority
  const key = issuing && { label: issuing.label, csr: base64(makeCsr(issuing.signer, issuing.label)) }
  const content: RequestContent = {
    parley: 'ceremony request',
    version: 1,
    realm: realm.name,
    realmId: realm.standing.realmId,
    act,
    madeAt: seconds(now),
    root: root.fingerprint,
    ...(key === undefined ? {} : { issuing: key }),
    list: await nextRootList(store.db, root.keyId, revoke?.entry),
    rootLists: realm.standing.lists.map(({ bytes }) => base64(bytes)),
    ...(keys === undefined ? {} : { voucher: base64(realm.issuing.der) }),
  }
  const signed = signedRequest(content)
  const id = requestId(signed)
  await store.transaction(async (db) => {
    // New nodes may be several at once.
    if (act !== 'new-node') {
      await db.deleteFrom('ceremonies').where('act', '=', act).where('status', '=', 'open').execute()
    }
    await db
      .insertInto('ceremonies')
      .values({
        id,
        act,
        key_id: issuing === undefined ? null : keyIdOf(issuing.signer),
        status: 'open',
        made_at: now.getTime(),
      })
      .execute()
  })
  for (const name of dropped) await keys?.vault.remove(name)
  const signatures = {
    ...(issuing === undefined ? {} : { key: base64(issuing.signer.sign(signed)) }),
    ...(keys === undefined ? {} : { voucher: base64(keys.issuing.sign(signed)) }),
  }
  return {
    id,
    act,
    root: root.fingerprint,
    ...(issuing === undefined
      ? {}
      : { label: issuing.label, key: createHash('sha256').update(issuing.signer.spki).digest('hex') }),
    text: formatRequest(content, signatures),
  }
}

/** Where a key waits for its certificate. */
const pendingName = (signer: Signer): string => KEY.pending + keyIdOf(signer).slice(0, 16)

export function keyIdOf({ spki }: Signer): string {
  return hexKeyIdOf(readPublicKey(spki), primitives)
}

/** ISO 8601 without a fraction, as certificates have times. */
export const seconds = (date: Date): string =>
  new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString()

/** Which root has to sign for that. @throws Fault CEREMONY_ACT_IMPOSSIBLE */
function rootFor({ realm }: Authority, act: Act): TrustedRoot {
  const { standing, root } = realm
  const announced = standing.standing.filter(({ state }) => state === 'announced').at(-1)?.root
  const active = standing.standing.filter(({ state }) => state === 'active')
  switch (act) {
    case 'announce-root':
      if (announced !== undefined) throw new Fault('CEREMONY_ACT_IMPOSSIBLE', { act, reason: 'ANNOUNCED' })
      return standing.newest
    case 'use-root':
      if (announced === undefined)
        throw new Fault('CEREMONY_ACT_IMPOSSIBLE', { act, reason: 'NOT_ANNOUNCED' })
      return announced
    case 'retire-root':
      if (active.length < 2) throw new Fault('CEREMONY_ACT_IMPOSSIBLE', { act, reason: 'ONE_ROOT' })
      if (root.fingerprint !== standing.newest.fingerprint) {
        throw new Fault('CEREMONY_ACT_IMPOSSIBLE', { act, reason: 'OLD_ISSUING' })
      }
      return standing.newest
    case 'renew-issuing':
    case 'new-node':
      return standing.newest
    case 'renew-list':
    case 'revoke-issuing':
      return root
  }
}

interface RevokedIssuer {
  readonly serial: string
  readonly label: string
  readonly reason: string
  readonly at: string
}

/** @throws Fault ISSUING_UNKNOWN */
async function toRevoke(
  { store, realm, now }: Authority,
  wish: CeremonyWish,
): Promise<{ readonly entry: RevokedIssuer; readonly root: TrustedRoot | undefined }> {
  const found = realm.issuers.find((issuer) => labelOf(issuer) === wish.label)
  if (found === undefined) {
    const known = realm.issuers.map(labelOf).join(', ')
    throw new Fault('ISSUING_UNKNOWN', { label: wish.label ?? '', known })
  }
  const { serial } = await store.db
    .selectFrom('issuers')
    .select('serial')
    .where('key_id', '=', found.keyId)
    .executeTakeFirstOrThrow()
  const reason = wish.reason ?? 'cessationOfOperation'
  return {
    entry: { serial, label: labelOf(found), reason, at: seconds(now()) },
    root: rootAbove(found, realm.standing.all),
  }
}

async function nextRootList(
  db: Db,
  keyId: string,
  more: RevokedIssuer | undefined,
): Promise<RequestContent['list']> {
  const last = await db
    .selectFrom('lists')
    .select('number')
    .where('issuer_key_id', '=', keyId)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('revocations')
    .leftJoin('issuers', 'issuers.serial', 'revocations.serial')
    .select(['revocations.serial', 'revocations.reason', 'revocations.revoked_at', 'issuers.der'])
    .where('revocations.issuer_key_id', '=', keyId)
    .orderBy('revocations.serial')
    .execute()
  const revoked = rows.map(({ serial, reason, revoked_at, der }) => ({
    serial,
    label: der === null ? '' : labelOf(issuerFrom(der, primitives)),
    reason,
    at: seconds(new Date(revoked_at)),
  }))
  const isNew = more !== undefined && revoked.every(({ serial }) => serial !== more.serial)
  return { number: Number(last?.number ?? 0) + 1, revoked: isNew ? [...revoked, more] : revoked }
}

/** `ca1`, then `ca1-2`, `ca1-3`: no two issuing CAs of a realm ever have one name. */
function nextLabel({ realm }: Authority): string {
  const base = labelOf(realm.issuing).replace(/-\d+$/, '')
  const taken = new Set(realm.issuers.map(labelOf))
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}

async function openKeysOf({ store, keys }: Authority, act: Act): Promise<readonly string[]> {
  const rows = await store.db
    .selectFrom('ceremonies')
    .select('key_id')
    .where('act', '=', act)
    .where('status', '=', 'open')
    .execute()
  return rows.flatMap(({ key_id }) => {
    const name = key_id === null ? '' : KEY.pending + key_id.slice(0, 16)
    return keys?.vault.has(name) === true ? [name] : []
  })
}
