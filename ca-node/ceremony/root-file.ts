// The root's file: its certificate and its key under a passphrase, as `ca init --root-out` and `ceremony root` write it.
// Beside it lies a journal of what was signed with it, so that an old request is recognised. Runs on the offline machine.
import { createPrivateKey } from 'node:crypto'
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { decodePem, encodePem } from '@parley/shared/certificates/pem.ts'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import { confirmBySecondReader } from '@parley/shared/host/second-reader.ts'
import type { RealmName } from '@parley/shared/identity/login.ts'
import { z } from 'zod'
import { freshIdentity, sign } from '../certificates/issue.ts'
import { ROOT_VALIDITY } from '../constants.ts'
import { encryptedKeyPem } from '../keys/export.ts'
import { JOURNAL_BYTES_MAX, REVOKED_ISSUERS_MAX, ROOT_FILE_BYTES_MAX } from './constants.ts'

/** A root with its key at hand. */
export interface OpenRoot {
  readonly root: TrustedRoot
  readonly issuer: Issuer
  readonly signer: Signer
  /** Where its journal is; undefined for the root of an authority that keeps it online. */
  readonly path: string | undefined
}

/** Only the certificate: needs no passphrase. @throws Fault FILE_UNREADABLE, ROOT_FILE_WRONG */
export async function rootIn(path: string): Promise<TrustedRoot> {
  return trustedRoot((await partsOf(path)).certificate, primitives)
}

/** @throws Fault FILE_UNREADABLE, ROOT_FILE_WRONG, PASSPHRASE_WRONG */
export async function openRootFile(path: string, passphrase: Uint8Array): Promise<OpenRoot> {
  const { certificate, key } = await partsOf(path)
  const root = trustedRoot(certificate, primitives)
  const signer = signerOf(path, key, passphrase)
  if (!sameBytes(signer.spki, root.spki)) throw new Fault('ROOT_FILE_WRONG', { path, reason: 'KEY_OF_OTHER' })
  return { root, issuer: issuerFrom(root.der, primitives), signer, path }
}

/** A new root of the realm, for a change of root. @throws Fault FILE_EXISTS, DISK_FULL */
export async function makeRootFile(
  path: string,
  realm: RealmName,
  passphrase: Uint8Array,
  now: Date,
): Promise<TrustedRoot> {
  if (await exists(path)) throw new Fault('FILE_EXISTS', { path })
  const { pkcs8, signer } = generateKey('p256')
  try {
    const key = ownKey(signer)
    const made = sign(signer, { kind: 'root', realm, key, primitives, ...freshIdentity(now, ROOT_VALIDITY) })
    await confirmBySecondReader([made.der])
    await writeAtomically(
      path,
      encodePem('CERTIFICATE', made.der) + (await encryptedKeyPem(pkcs8, passphrase)),
    )
    return trustedRoot(made.der, primitives)
  } finally {
    pkcs8.fill(0)
  }
}

async function partsOf(path: string): Promise<{ certificate: Uint8Array; key: string }> {
  const text = Buffer.from(await readBounded(path, ROOT_FILE_BYTES_MAX)).toString('latin1')
  const at = text.indexOf('-----BEGIN ENCRYPTED PRIVATE KEY-----')
  if (at < 0) throw new Fault('ROOT_FILE_WRONG', { path, reason: 'NO_KEY' })
  try {
    return { certificate: decodePem('CERTIFICATE', text.slice(0, at)), key: text.slice(at) }
  } catch (cause) {
    throw new Fault('ROOT_FILE_WRONG', { path, reason: 'NO_CERTIFICATE' }, { cause })
  }
}

function signerOf(path: string, key: string, passphrase: Uint8Array): Signer {
  let pkcs8: Buffer
  try {
    decodePem('ENCRYPTED PRIVATE KEY', key)
    pkcs8 = createPrivateKey({ key, format: 'pem', passphrase: Buffer.from(passphrase) }).export({
      type: 'pkcs8',
      format: 'der',
    })
  } catch (cause) {
    if (cause instanceof Fault) throw new Fault('ROOT_FILE_WRONG', { path, reason: 'KEY' }, { cause })
    throw new Fault('PASSPHRASE_WRONG', { path }, { cause })
  }
  try {
    return signerFromPkcs8(new Uint8Array(pkcs8))
  } finally {
    pkcs8.fill(0)
  }
}

const journalLine = z.object({
  at: z.string().max(64),
  request: z.string().max(64),
  act: z.string().max(32),
  listNumber: z.number(),
  /** Serials of the issuing CAs that were on that list: none ever comes off. */
  revoked: z.array(z.string().max(64)).max(REVOKED_ISSUERS_MAX).default([]),
})
export type JournalLine = z.infer<typeof journalLine>

const journalOf = (path: string): string => `${path}.journal`

/** @throws Fault DATA_DAMAGED */
export async function readJournal({ path }: OpenRoot): Promise<readonly JournalLine[]> {
  if (path === undefined || !(await exists(journalOf(path)))) return []
  const text = Buffer.from(await readBounded(journalOf(path), JOURNAL_BYTES_MAX)).toString('utf8')
  try {
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => journalLine.parse(JSON.parse(line)))
  } catch (cause) {
    throw new Fault('DATA_DAMAGED', { path: journalOf(path), reason: 'NOT_A_JOURNAL' }, { cause })
  }
}

/** Before the answer exists: what is in the journal may have been signed, what is not was not. */
export async function enterJournal(root: OpenRoot, line: JournalLine): Promise<void> {
  if (root.path === undefined) return
  const lines = [...(await readJournal(root)), line].map((each) => JSON.stringify(each))
  await writeAtomically(journalOf(root.path), `${lines.join('\n')}\n`)
}
