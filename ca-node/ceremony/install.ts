// `parley ca ceremony install`: takes the root's answer, checks all of it as if a stranger had brought it, and puts it in use: all of
// it or nothing. The database first; the vault follows, and a start that finds the vault behind lets it follow.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { REVOCATION_LIST_LIFETIME } from '@parley/shared/certificates/constants.ts'
import { lintBytes } from '@parley/shared/certificates/issue.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { deviceProfile } from '@parley/shared/certificates/profile.ts'
import { type RevocationList, verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { fingerprintOf, type TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { CERTIFICATE_CODES, verifySigned } from '@parley/shared/certificates/signature.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { confirmBySecondReader } from '@parley/shared/host/second-reader.ts'
import type { Vault } from '@parley/shared/host/vault.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import type { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import { signList } from '../certificates/list.ts'
import { KEY } from '../keys/names.ts'
import { signerIn } from '../keys/open.ts'
import { type Realm, readRealm } from '../realm/realm.ts'
import type { Db, Store } from '../store/open.ts'
import { bytesOf, type CeremonyAnswer, labelOf } from './files.ts'
import { keyIdOf } from './request.ts'

export interface InstallParts {
  readonly store: Store
  readonly vault: Vault
  readonly answer: CeremonyAnswer
  readonly now: Date
}

export interface Installed {
  readonly act: string
  readonly request: string
  /** The issuing CA that is used from now on. */
  readonly issuing?: { readonly label: string; readonly fingerprint: string; readonly notAfter: string }
  /** Number of the root's revocation list. */
  readonly listNumber: string
  readonly rootListNumber?: number
}

/**
 * Twice is once. @throws Fault CEREMONY_OTHER_REALM, CEREMONY_NOT_ASKED, CEREMONY_DONE, CEREMONY_ALTERED, CEREMONY_KEY_MISSING,
 * ISSUING_LABEL_TAKEN, ROOT_LIST_*, REVOCATION_LIST_*, CERT_*, LINT_REFUSED
 */
export async function installAnswer(parts: InstallParts): Promise<Installed> {
  const { store, vault, answer, now } = parts
  const { content } = answer
  const realm = await readRealm(store.db, store.name)

  // 1. Is it ours, and did we ask?
  if (content.realmId !== realm.standing.realmId)
    throw new Fault('CEREMONY_OTHER_REALM', { realm: content.realm })
  const asked = await store.db
    .selectFrom('ceremonies')
    .selectAll()
    .where('id', '=', content.request)
    .executeTakeFirst()
  if (asked === undefined || asked.act !== content.act) throw new Fault('CEREMONY_NOT_ASKED')
  if (asked.status === 'installed') {
    // The vault may have been behind when the power went.
    if (await settleKeys(store.db, vault)) return reportOf(parts)
    throw new Fault('CEREMONY_DONE')
  }

  // 2. The roots as they will be, and the whole answer under the root that was asked.
  const standing = standingAfter(realm, answer)
  const root = standing.all.find(({ fingerprint }) => fingerprint === content.root)
  if (root === undefined) throw altered()
  try {
    primitives.verify('ecdsa-p256-sha256', root.spki, answer.signed, bytesOf(answer.signature))
  } catch (cause) {
    throw altered(cause)
  }

  // 3. The issuing CA: our key, the profile, under that root.
  const issuing = await issuingIn(answer, root, vault, asked.key_id)
  const label = issuing && labelOf(issuing.issuer)
  // Two that were asked for at the same time.
  if (label !== undefined && realm.issuers.some((known) => labelOf(known) === label))
    throw new Fault('ISSUING_LABEL_TAKEN', { label })

  // 4. The lists.
  const trust = { roots: standing.all, issuers: [], primitives }
  const lists = content.lists.map((text) => verifyRevocationList(bytesOf(text), trust))
  if (lists.some(({ issuerKind }) => issuerKind !== 'root')) throw altered()
  const crossed = content.crossCertificates.map((text) => crossIn(bytesOf(text), standing))

  // 5. All of it, or nothing.
  await store.transaction(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('ceremonies')
      .set({ status: 'installed' })
      .where('id', '=', content.request)
      .where('status', '=', 'open')
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) throw new Fault('CEREMONY_DONE')
    await keepRoots(db, standing, realm, now)
    for (const list of lists) await keepList(db, list)
    for (const der of crossed) {
      const row = { fingerprint: fingerprintOf(der, primitives), der }
      await db
        .insertInto('cross_certificates')
        .values(row)
        .onConflict((conflict) => conflict.column('fingerprint').doNothing())
        .execute()
    }
    if (issuing !== undefined) {
      await insertIssuer(db, issuing.issuer, root.keyId)
      await signList(db, issuing.issuer, issuing.signer, now, REVOCATION_LIST_LIFETIME)
    }
  })

  // 6. From here on the new key signs.
  await settleKeys(store.db, vault)
  return reportOf(parts)
}

function altered(cause?: unknown): Fault {
  return new Fault('CEREMONY_ALTERED', { wanted: 'answer' }, { cause })
}

/** @throws Fault CEREMONY_ALTERED, ROOT_LIST_* */
function standingAfter({ standing }: Realm, { content }: CeremonyAnswer): RealmRoots {
  if (content.rootList === undefined) return standing
  const next = standing.take([bytesOf(content.rootList)], primitives)
  if (next === standing) throw new Fault('ROOT_LIST_OLD', { number: standing.number, known: standing.number })
  return next
}

async function issuingIn(
  { content }: CeremonyAnswer,
  root: TrustedRoot,
  vault: Vault,
  keyId: string | null,
): Promise<{ readonly issuer: Issuer; readonly signer: Signer } | undefined> {
  if (content.issuing === undefined) {
    if (keyId !== null) throw altered()
    return undefined
  }
  const signer = keyId === null ? undefined : waitingKey(vault, keyId)
  if (signer === undefined) throw new Fault('CEREMONY_KEY_MISSING')
  const certificate = readCertificate(bytesOf(content.issuing))
  if (!sameBytes(certificate.key.spki, signer.spki)) throw altered()
  verifySigned(certificate, root.certificate.key, {
    primitives,
    schemes: deviceProfile.schemes,
    codes: CERTIFICATE_CODES,
  })
  lintBytes(certificate.tbs, 'issuing', root.certificate, primitives)
  await confirmBySecondReader([certificate.der, root.der])
  return { issuer: issuerFrom(certificate.der, primitives), signer }
}

/** The key that waits for its certificate: of a ceremony here, or the only one of a node that is new. */
function waitingKey(vault: Vault, keyId: string): Signer | undefined {
  for (const name of [KEY.pending + keyId.slice(0, 16), KEY.issuing]) {
    const signer = vault.has(name) ? signerIn(vault, name) : undefined
    if (signer !== undefined && keyIdOf(signer) === keyId) return signer
  }
  return undefined
}

/** @throws Fault CEREMONY_ALTERED for what is not one root of the realm certified by another */
function crossIn(der: Uint8Array, standing: RealmRoots): Uint8Array {
  const certificate = readCertificate(der)
  const above = certificate.authorityKeyId?.keyId
  const by = standing.all.find(
    ({ keyId }) => above !== undefined && Buffer.from(above).toString('hex') === keyId,
  )
  const subject = standing.all.find(({ spki }) => sameBytes(spki, certificate.key.spki))
  if (by === undefined || subject === undefined || by === subject) throw altered()
  verifySigned(certificate, by.certificate.key, {
    primitives,
    schemes: deviceProfile.schemes,
    codes: CERTIFICATE_CODES,
  })
  lintBytes(certificate.tbs, 'cross', by.certificate, primitives)
  return certificate.der
}

async function keepRoots(db: Db, standing: RealmRoots, realm: Realm, now: Date): Promise<void> {
  for (const { root } of standing.standing) {
    if (realm.standing.stateOf(root) !== undefined) continue
    await insertIssuer(db, issuerFrom(root.der, primitives), root.keyId)
  }
  for (const { number, bytes } of standing.lists) {
    if (number <= realm.standing.number) continue
    await db.insertInto('root_lists').values({ number, der: bytes, installed_at: now.getTime() }).execute()
  }
}

async function insertIssuer(db: Db, issuer: Issuer, issuedBy: string): Promise<void> {
  await db
    .insertInto('issuers')
    .values({
      key_id: issuer.keyId,
      kind: issuer.kind,
      issued_by: issuedBy,
      serial: serial(issuer.certificate.serialHex),
      fingerprint: fingerprintOf(issuer.der, primitives),
      der: issuer.der,
      not_after: issuer.notAfter.getTime(),
    })
    .execute()
}

/** A root's list, and its entries into the register of revocations. @throws Fault CEREMONY_LIST_OLD */
async function keepList(db: Db, list: RevocationList): Promise<void> {
  const known = await db
    .selectFrom('lists')
    .select('number')
    .where('issuer_key_id', '=', list.issuerKeyId)
    .executeTakeFirst()
  if (known !== undefined && BigInt(known.number) >= list.number) {
    throw new Fault('CEREMONY_LIST_OLD', { number: String(list.number), known: known.number })
  }
  for (const [revoked, { reason, date }] of list.revoked) {
    const issuer = await db
      .selectFrom('issuers')
      .select('not_after')
      .where('serial', '=', revoked)
      .executeTakeFirst()
    await db
      .insertInto('revocations')
      .values({
        serial: revoked,
        issuer_key_id: list.issuerKeyId,
        reason: reason ?? 'unspecified',
        revoked_at: date.getTime(),
        not_after: issuer?.not_after ?? list.nextUpdate.getTime(),
      })
      .onConflict((conflict) => conflict.column('serial').doNothing())
      .execute()
  }
  const row = {
    number: String(list.number),
    this_update: list.thisUpdate.getTime(),
    next_update: list.nextUpdate.getTime(),
    der: list.der,
    content: null,
  }
  await db
    .insertInto('lists')
    .values({ issuer_key_id: list.issuerKeyId, ...row })
    .onConflict((conflict) => conflict.column('issuer_key_id').doUpdateSet(row))
    .execute()
}

/**
 * Lets the vault follow the database: a waiting key whose certificate is there becomes the issuing key, and the one of
 * before is kept for its revocation list. Safe at every start. @returns whether anything was to be done
 */
export async function settleKeys(db: Db, vault: Vault): Promise<boolean> {
  let done = false
  for (const name of vault.names().filter((each) => each.startsWith(KEY.pending))) {
    const keyId = keyIdOf(signerIn(vault, name))
    const row = await db.selectFrom('issuers').select('key_id').where('key_id', '=', keyId).executeTakeFirst()
    if (row === undefined) continue
    if (vault.has(KEY.issuing)) {
      const before = signerIn(vault, KEY.issuing)
      if (keyIdOf(before) !== keyId) await move(vault, KEY.issuing, KEY.former + keyIdOf(before).slice(0, 16))
    }
    await move(vault, name, KEY.issuing)
    await vault.remove(name)
    done = true
  }
  return done
}

/** The copy is there before anything is replaced. */
async function move(vault: Vault, from: string, to: string): Promise<void> {
  const secret = vault.get(from)
  try {
    await vault.put(to, secret)
  } finally {
    secret.fill(0)
  }
}

async function reportOf({ store, vault, answer }: InstallParts): Promise<Installed> {
  const { content } = answer
  const root = await store.db
    .selectFrom('issuers')
    .select('key_id')
    .where('fingerprint', '=', content.root as never)
    .executeTakeFirst()
  const list = await store.db
    .selectFrom('lists')
    .select('number')
    .where('issuer_key_id', '=', root?.key_id ?? '')
    .executeTakeFirst()
  const realm = await readRealm(store.db, store.name, signerIn(vault, KEY.issuing).spki)
  const { issuing, standing } = realm
  return {
    act: content.act,
    request: content.request,
    ...(content.issuing === undefined
      ? {}
      : {
          issuing: {
            label: labelOf(issuing),
            fingerprint: fingerprintOf(issuing.der, primitives),
            notAfter: issuing.notAfter.toISOString(),
          },
        }),
    listNumber: list?.number ?? '',
    ...(content.rootList === undefined ? {} : { rootListNumber: standing.number }),
  }
}
