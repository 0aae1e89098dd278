// The authority's keys out of its vault, as signers. Raw keys leave only where a library needs them.
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { generateKey, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { openVault, type Vault } from '@parley/shared/host/vault.ts'
import { KEY } from './names.ts'

export interface Keys {
  readonly issuing: Signer
  /** Issuing keys of before: they sign their own revocation lists and who answers OCSP for them, nothing else. */
  readonly former: readonly Signer[]
  /** Undefined when the root is kept offline. */
  readonly root: Signer | undefined
  readonly https: Signer
  readonly ocsp: Signer
  readonly node: Signer
  readonly vault: Vault
}

/** @throws Fault DATA_MISSING, DATA_DAMAGED, PASSPHRASE_WRONG, SECRET_MISSING */
export async function openKeys(path: string, passphrase: Uint8Array): Promise<Keys> {
  const vault = await openVault(path, passphrase)
  try {
    return await allKeysIn(vault)
  } catch (error) {
    vault.close()
    throw error
  }
}

/** @throws Fault SECRET_MISSING, DATA_DAMAGED */
export async function allKeysIn(vault: Vault): Promise<Keys> {
  // Realms made before there was a responder have no key for it.
  if (!vault.has(KEY.ocsp)) await vault.put(KEY.ocsp, generateKey('p256').pkcs8)
  return keysIn(vault)
}

/** Again after a ceremony put another key in place. @throws Fault SECRET_MISSING, DATA_DAMAGED */
export function keysIn(vault: Vault): Keys {
  return {
    issuing: signerIn(vault, KEY.issuing),
    former: vault
      .names()
      .filter((name) => name.startsWith(KEY.former))
      .map((name) => signerIn(vault, name)),
    root: vault.has(KEY.root) ? signerIn(vault, KEY.root) : undefined,
    https: signerIn(vault, KEY.https),
    ocsp: signerIn(vault, KEY.ocsp),
    node: signerIn(vault, KEY.node),
    vault,
  }
}

export function signerIn(vault: Vault, name: string): Signer {
  const pkcs8 = vault.get(name)
  try {
    return signerFromPkcs8(pkcs8)
  } finally {
    pkcs8.fill(0)
  }
}
