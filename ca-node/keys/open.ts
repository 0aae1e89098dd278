// The authority's keys out of its vault, as signers. Raw keys leave only where a library needs them.
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { openVault, type Vault } from '@parley/shared/host/vault.ts'
import { KEY } from './names.ts'

export interface Keys {
  readonly issuing: Signer
  /** Undefined when the root is kept offline. */
  readonly root: Signer | undefined
  readonly https: Signer
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
    return {
      issuing: signer(KEY.issuing),
      root: vault.has(KEY.root) ? signer(KEY.root) : undefined,
      https: signer(KEY.https),
      node: signer(KEY.node),
      vault,
    }
  } catch (error) {
    vault.close()
    throw error
  }
}
