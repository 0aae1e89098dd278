// Signed heads of a chain: the log key says how long the chain is and what its last line is, so that an end that was cut
// off or a chain that was written anew does not pass. The issuing key says whose the log key is.
import { hkdfSync } from 'node:crypto'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { KEY } from '../keys/names.ts'
import type { Keys } from '../keys/open.ts'
import type { ChainEnd } from './line.ts'

export interface SignedHead extends ChainEnd {
  readonly chain: string
  readonly at: number
  /** Ed25519, base64. */
  readonly signature: string
}

/** What writes a chain: from the vault, so that the database alone is not enough. */
export interface LogKeys {
  readonly log: Signer
  readonly seal: Uint8Array
}

const kept = new WeakMap<Keys, LogKeys>()
const SEAL_KEY_BYTES = 32

export function logKeys(keys: Keys): LogKeys {
  const known = kept.get(keys)
  if (known) return known
  const pkcs8 = keys.vault.get(KEY.log)
  const store = keys.vault.get(KEY.store)
  try {
    const seal = hkdfSync('sha256', store, Buffer.alloc(0), 'parley/audit/seal-key/1', SEAL_KEY_BYTES)
    const made = { log: signerFromPkcs8(pkcs8), seal: new Uint8Array(seal) }
    kept.set(keys, made)
    return made
  } finally {
    pkcs8.fill(0)
    store.fill(0)
  }
}

export function signHead(log: Signer, head: Omit<SignedHead, 'signature'>): SignedHead {
  return { ...head, signature: base64(log.sign(headBytes(head))) }
}

/** @param spki of the chain's log key. @throws Fault SIGNATURE_INVALID */
export function checkHead(spki: Uint8Array, head: SignedHead): void {
  primitives.verify('ed25519', spki, headBytes(head), Buffer.from(head.signature, 'base64'))
}

function headBytes({ chain, seq, hash, at }: Omit<SignedHead, 'signature'>): Uint8Array {
  return Buffer.from(`parley/audit/head/1\n${JSON.stringify([chain, seq, hash, at])}`)
}

/** The issuing key's word that this log key writes its chain. */
export function signLogKey(issuing: Signer, chain: string, spki: Uint8Array): string {
  return base64(issuing.sign(logKeyBytes(chain, spki)))
}

/** @param issuer whose key identifier the chain is named by. @throws Fault SIGNATURE_INVALID */
export function checkLogKey(issuer: Issuer, chain: string, spki: Uint8Array, proof: string): void {
  if (issuer.keyId !== chain) throw new Fault('SIGNATURE_INVALID', { scheme: 'ecdsa-p256-sha256' })
  primitives.verify('ecdsa-p256-sha256', issuer.spki, logKeyBytes(chain, spki), Buffer.from(proof, 'base64'))
}

function logKeyBytes(chain: string, spki: Uint8Array): Uint8Array {
  return Buffer.from(`parley/audit/log-key/1\n${JSON.stringify([chain, base64(spki)])}`)
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
