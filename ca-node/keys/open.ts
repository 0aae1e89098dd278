// The authority's keys out of its vault, as signers. Raw keys leave only where a library needs them.
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { generateKey, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { openVault, type Vault } from '@parley/shared/host/vault.ts'
import { KEY } from './names.ts'

export interface Keys {
  readonly issuing: Signer
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
  const signer = (name: string): Signer => {
    const pkcs8 = vault.get(name)
    try {
      return signerFromPkcs8(pkcs8)
    } finally {
      pkcs8.fill(0)
    }
  }
  try {
    // Realms made before there was a responder have no key for it.
    if (!vault.has(KEY.ocsp)) await vault.put(KEY.ocsp, generateKey('p256').pkcs8)
    return {
      issuing: signer(KEY.issuing),
      root: vault.has(KEY.root) ? signer(KEY.root) : undefined,
      https: signer(KEY.https),
      ocsp: signer(KEY.ocsp),
      node: signer(KEY.node),
      vault,
    }
  } catch (error) {
    vault.close()
    throw error
  }
}
