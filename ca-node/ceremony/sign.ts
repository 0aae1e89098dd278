// `parley ca ceremony sign`: the root's keeper answers a request. Runs on the offline machine with the root's file alone, or at
// an authority that keeps its root online. Trusts nothing in the request that is not signed, and signs nothing it did not lint.

import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { BACK_DATING, ROOT_REVOCATION_LIST_LIFETIME } from '@parley/shared/certificates/constants.ts'
import { ownKey, parseCsr } from '@parley/shared/certificates/csr.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { deviceProfile } from '@parley/shared/certificates/profile.ts'
import { buildRevocationList } from '@parley/shared/certificates/revocation-build.ts'
import { revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { CERTIFICATE_CODES, verifySigned } from '@parley/shared/certificates/signature.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { confirmBySecondReader } from '@parley/shared/host/second-reader.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import { type StandingRoot, signRootList } from '@parley/shared/roots/root-list.ts'
import { freshIdentity, sign } from '../certificates/issue.ts'
import { ISSUING_VALIDITY } from '../constants.ts'
import { COMPARED_DIGITS, OFFLINE_LIST_LIFE } from './constants.ts'
import {
  type AnswerContent,
  base64,
  bytesOf,
  type CeremonyRequest,
  formatAnswer,
  signedAnswer,
} from './files.ts'
import { seconds } from './request.ts'
import { enterJournal, type OpenRoot, readJournal } from './root-file.ts'

export interface SignWish {
  readonly request: CeremonyRequest
  /** The roots at hand: the one that is asked, and for a change of root the other, too. */
  readonly roots: readonly OpenRoot[]
  /** The first digits of the request's hash, as its maker read them out: spaces do not count. */
  readonly confirm: string
  readonly now: Date
}

export interface Signed {
  readonly text: string
  readonly request: string
  /** The new issuing CA. */
  readonly issuing?: Issuer
  /** Number of the root's new revocation list, and when it ends. */
  readonly listNumber: number
  readonly nextUpdate: Date
  /** Of the new list of roots. */
  readonly rootListNumber?: number
}

/**
 * @throws Fault CEREMONY_ALTERED, CEREMONY_UNCONFIRMED, CEREMONY_ROOT_MISSING, CEREMONY_OTHER_REALM, CEREMONY_REQUEST_OLD,
 * CEREMONY_UNREVOKES, REALM_CLOCK_WRONG, LINT_REFUSED
 */
export async function signCeremony({ request, roots, confirm, now }: SignWish): Promise<Signed> {
  const { content, id } = request

  // 1. The root that is asked, and that the request is of its realm.
  const root = roots.find((each) => each.root.fingerprint === content.root)
  if (root === undefined)
    throw new Fault('CEREMONY_ROOT_MISSING', { root: content.root.slice(0, COMPARED_DIGITS) })
  const standing = standingFor(content, roots)
  if (now < root.root.notBefore || now >= root.root.notAfter) {
    throw new Fault('REALM_CLOCK_WRONG', {
      here: now.toISOString(),
      from: root.root.notBefore.toISOString(),
      until: root.root.notAfter.toISOString(),
    })
  }

  // 2. The request is whole: signed by the new key and by the issuing CA that vouches for it.
  verifyRequest(request, [...standing.all, ...roots.map((each) => each.root)])
  const digits = confirm.replace(/[\s-]/g, '').toLowerCase()
  if (digits.length < COMPARED_DIGITS || !id.startsWith(digits)) {
    throw new Fault('CEREMONY_UNCONFIRMED')
  }

  // 3. It is not older than what this root signed. One that is as old asks again for what was never installed: of two answers
  //    with one number the authority takes only the first.
  const journal = await readJournal(root)
  const before = journal.findLast((line) => line.listNumber > content.list.number)
  if (before !== undefined)
    throw new Fault('CEREMONY_REQUEST_OLD', { at: before.at, number: before.listNumber })
  const revoked = content.list.revoked.map((each) => each.serial)
  const forgotten = journal.flatMap((line) => line.revoked).find((each) => !revoked.includes(each))
  if (forgotten !== undefined) throw new Fault('CEREMONY_UNREVOKES', { serial: forgotten })
  await enterJournal(root, {
    at: seconds(now),
    request: id,
    act: content.act,
    listNumber: content.list.number,
    revoked,
  })

  // 4. What is asked for.
  const issuing = await issuingFor(content, root, now)
  const list = listOf(content.list, root, now)
  const change = rootChange(content, standing, roots, now)
  if (change.other !== undefined) await confirmBySecondReader([change.other.root.der])

  // 5. The answer, signed as a whole.
  const answer: AnswerContent = {
    parley: 'ceremony answer',
    version: 1,
    realm: content.realm,
    realmId: content.realmId,
    act: content.act,
    madeAt: seconds(now),
    request: id,
    root: content.root,
    ...(issuing === undefined ? {} : { issuing: base64(issuing.der) }),
    lists: [list.der, ...(change.other === undefined ? [] : [firstListOf(change.other, now)])].map(base64),
    ...(change.list === undefined ? {} : { rootList: base64(change.list.bytes) }),
    crossCertificates: change.crossed.map(base64),
  }
  return {
    text: formatAnswer(answer, base64(root.signer.sign(signedAnswer(answer)))),
    request: id,
    ...(issuing === undefined ? {} : { issuing: issuerFrom(issuing.der, primitives) }),
    listNumber: content.list.number,
    nextUpdate: list.nextUpdate,
    ...(change.list === undefined ? {} : { rootListNumber: change.list.number }),
  }
}

/** @throws Fault CEREMONY_OTHER_REALM */
function standingFor(content: CeremonyRequest['content'], roots: readonly OpenRoot[]): RealmRoots {
  const asked = roots.find((each) => each.root.fingerprint === content.root)
  if (asked === undefined)
    throw new Fault('CEREMONY_ROOT_MISSING', { root: content.root.slice(0, COMPARED_DIGITS) })
  const foreign = (cause?: unknown) => new Fault('CEREMONY_OTHER_REALM', { realm: content.realm }, { cause })
  let standing: RealmRoots
  try {
    standing = RealmRoots.from(asked.root, content.rootLists.map(bytesOf), primitives)
  } catch (error) {
    throw foreign(error)
  }
  if (standing.realmId !== content.realmId || asked.root.realm !== content.realm) throw foreign()
  return standing
}

/** @throws Fault CEREMONY_ALTERED, CSR_* */
function verifyRequest(
  { content, signatures, signed }: CeremonyRequest,
  roots: readonly TrustedRoot[],
): void {
  const altered = (cause?: unknown) => new Fault('CEREMONY_ALTERED', { wanted: 'request' }, { cause })
  if (content.issuing !== undefined) {
    if (signatures.key === undefined) throw altered()
    const key = parseCsr(bytesOf(content.issuing.csr), primitives)
    verify(key.spki, signed, signatures.key, altered)
  }
  // A node that is new has nobody to vouch for it: what its maker reads out is the proof.
  if (content.voucher === undefined) {
    if (content.act !== 'new-node' || content.issuing === undefined) throw altered()
    return
  }
  if (signatures.voucher === undefined) throw altered()
  const voucher = readCertificate(bytesOf(content.voucher))
  const above = voucher.authorityKeyId?.keyId
  const root = roots.find(({ keyId }) => above !== undefined && Buffer.from(above).toString('hex') === keyId)
  try {
    if (root === undefined) throw altered()
    const { spki } = issuerFrom(voucher.der, primitives)
    verifySigned(voucher, root.certificate.key, {
      primitives,
      schemes: deviceProfile.schemes,
      codes: CERTIFICATE_CODES,
    })
    verify(spki, signed, signatures.voucher, altered)
  } catch (error) {
    throw altered(faultIn(error) ?? error)
  }
}

function verify(
  spki: Uint8Array,
  signed: Uint8Array,
  signature: string,
  altered: (cause: unknown) => Fault,
): void {
  try {
    primitives.verify('ecdsa-p256-sha256', spki, signed, bytesOf(signature))
  } catch (cause) {
    throw altered(cause)
  }
}

async function issuingFor(content: CeremonyRequest['content'], root: OpenRoot, now: Date) {
  if (content.issuing === undefined) return undefined
  const made = sign(root.signer, {
    kind: 'issuing',
    issuer: root.issuer,
    label: content.issuing.label,
    key: parseCsr(bytesOf(content.issuing.csr), primitives),
    primitives,
    ...freshIdentity(now, ISSUING_VALIDITY, root.root.notAfter),
  })
  await confirmBySecondReader([made.der, root.root.der])
  return made
}

function listOf(list: CeremonyRequest['content']['list'], root: OpenRoot, now: Date) {
  const second = Math.floor(now.getTime() / 1000) * 1000
  const life = root.path === undefined ? ROOT_REVOCATION_LIST_LIFETIME : OFFLINE_LIST_LIFE
  const nextUpdate = new Date(Math.min(second + life, root.root.notAfter.getTime()))
  const entries = list.revoked.map((entry) => ({
    serial: serial(entry.serial),
    date: new Date(entry.at),
    reason: revocationReason(entry.reason),
  }))
  const thisUpdate = new Date(second - BACK_DATING)
  const number = BigInt(list.number)
  const der = buildRevocationList(
    { issuer: root.issuer, number, thisUpdate, nextUpdate, entries },
    root.signer,
  )
  return { der, nextUpdate }
}

/** A root that is announced brings its own first list, so that whoever learns of it lacks nothing. */
function firstListOf(root: OpenRoot, now: Date): Uint8Array {
  return listOf({ number: 1, revoked: [] }, root, now).der
}

interface Change {
  readonly list: ReturnType<typeof signRootList> | undefined
  /** The new root, when this announces one. */
  readonly other: OpenRoot | undefined
  readonly crossed: readonly Uint8Array[]
}

/** The next list of roots, where the act has one. @throws Fault CEREMONY_ROOT_MISSING, CEREMONY_OTHER_REALM */
function rootChange(
  { act, realm, realmId }: CeremonyRequest['content'],
  standing: RealmRoots,
  roots: readonly OpenRoot[],
  now: Date,
): Change {
  const next = (changed: readonly StandingRoot[], mustSign: readonly TrustedRoot[]) => {
    const signers = mustSign.map((each) => {
      const held = roots.find(({ root }) => root.fingerprint === each.fingerprint)
      if (held === undefined) {
        throw new Fault('CEREMONY_ROOT_MISSING', { root: each.fingerprint.slice(0, COMPARED_DIGITS) })
      }
      return held.signer
    })
    const content = { realmId: standing.realmId, number: standing.number + 1, madeAt: now, roots: changed }
    const list = signRootList(content, signers, primitives)
    // What devices will say to it is known before it leaves.
    standing.take([list.bytes], primitives)
    return list
  }
  const nothing = { other: undefined, crossed: [] }
  switch (act) {
    case 'announce-root': {
      const other = roots.find(({ root }) => standing.stateOf(root) === undefined)
      if (other === undefined) throw new Fault('CEREMONY_ROOT_MISSING', { root: 'NEW' })
      if (other.root.realm !== realm || realmId !== standing.realmId)
        throw new Fault('CEREMONY_OTHER_REALM', { realm: other.root.realm })
      const old = standing.newest
      const list = next([...standing.standing, { root: other.root, state: 'announced' }], [old, other.root])
      const oldOpen = roots.find(({ root }) => root.fingerprint === old.fingerprint)
      const crossed = oldOpen === undefined ? [] : [cross(other, oldOpen, now), cross(oldOpen, other, now)]
      return { list, other, crossed }
    }
    case 'use-root': {
      const active = standing.newest
      const changed = standing.standing.map((each) =>
        each.state === 'announced' ? { ...each, state: 'active' as const } : each,
      )
      return { ...nothing, list: next(changed, [active]) }
    }
    case 'retire-root': {
      const { newest } = standing
      const changed = standing.standing.map((each) =>
        each.root.fingerprint === newest.fingerprint ? each : { ...each, state: 'retired' as const },
      )
      return { ...nothing, list: next(changed, [newest]) }
    }
    default:
      return { ...nothing, list: undefined }
  }
}

/** `subject`'s key certified by `issuer`, for as long as both last. */
function cross(subject: OpenRoot, by: OpenRoot, now: Date): Uint8Array {
  const end = Math.min(subject.root.notAfter.getTime(), by.root.notAfter.getTime())
  const begin = Math.max(subject.root.notBefore.getTime(), by.root.notBefore.getTime())
  const made = sign(by.signer, {
    kind: 'cross',
    issuer: by.issuer,
    key: ownKey(subject.signer),
    primitives,
    ...freshIdentity(now, end - now.getTime()),
    notBefore: new Date(begin),
    notAfter: new Date(end),
  })
  return made.der
}
