// The device's secrets in its vault: the one key it is known by, and the key of its database. Made once.
import { rm } from 'node:fs/promises'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, randomBytes, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { exists } from '@parley/shared/host/files.ts'
import { createVault, openVault, type Vault } from '@parley/shared/host/vault.ts'
import { deviceVaultPath } from './device-file.ts'

/** Names in the vault; changing one loses what is behind it. */
export const SECRET = {
  /** PKCS#8 of the device key: libp2p identity, certificate and signatures. */
  deviceKey: 'device-key',
  /** 32 bytes: encrypts the database. */
  storeKey: 'store-key',
  /** While the database is being encrypted anew: its next key. Which of the two opens it is what counts. */
  storeKeyNext: 'store-key-next',
  /** Present once there was a database: from then on a missing one is a loss, not a beginning. */
  storeBegun: 'store-begun',
  /** While joining only: the second factor that is being set up. What was scanned must still count after a break. */
  setup: 'second-factor-setup',
} as const

const STORE_KEY_BYTES = 32
const KIND_OF_SCHEME: Readonly<Record<string, 'ed25519' | 'rsa'>> = {
  ed25519: 'ed25519',
  'rsa-pkcs1-sha256': 'rsa',
}

/** A device that is joining: its key, and what it must remember until it is enrolled. */
export interface PendingDevice {
  readonly signer: Signer
  /** Bytes of what `keepSetup` kept. */
  setup(): Uint8Array | undefined
  /** Durable once it returns. */
  keepSetup(bytes: Uint8Array): Promise<void>
  forgetSetup(): Promise<void>
  /** Takes it off the disk, unless an earlier join left it: that one may have been let in. */
  forget(): Promise<void>
  close(): void
}

/**
 * The key of a device that is not enrolled yet: a new one, or the one an interrupted join left, if it is of this kind.
 * Durable once it returns. @throws Fault PASSPHRASE_WRONG, DATA_FOREIGN, DATA_DAMAGED, DISK_FULL
 */
export async function openPending(
  folder: string,
  passphrase: Uint8Array,
  kind: 'ed25519' | 'rsa',
): Promise<PendingDevice> {
  const path = deviceVaultPath(folder)
  const isNew = !(await exists(path))
  const vault = isNew ? await createVault(path, passphrase) : await openVault(path, passphrase)
  try {
    const own: readonly string[] = Object.values(SECRET)
    if (vault.names().some((name) => !own.includes(name))) throw new Fault('DATA_FOREIGN', { path: folder })
    if (!vault.has(SECRET.storeKey)) await vault.put(SECRET.storeKey, randomBytes(STORE_KEY_BYTES))
    return {
      signer: await pendingSigner(vault, kind),
      setup: () => (vault.has(SECRET.setup) ? vault.get(SECRET.setup) : undefined),
      keepSetup: (bytes) => vault.put(SECRET.setup, bytes),
      forgetSetup: async () => {
        if (vault.has(SECRET.setup)) await vault.remove(SECRET.setup)
      },
      async forget() {
        if (isNew) await rm(path, { force: true })
      },
      close: () => vault.close(),
    }
  } catch (error) {
    vault.close()
    throw error
  }
}

async function pendingSigner(vault: Vault, kind: 'ed25519' | 'rsa'): Promise<Signer> {
  if (vault.has(SECRET.deviceKey)) {
    const kept = deviceSigner(vault)
    if (KIND_OF_SCHEME[kept.scheme] === kind) return kept
  }
  const { pkcs8, signer } = generateKey(kind)
  await vault.put(SECRET.deviceKey, pkcs8)
  pkcs8.fill(0)
  return signer
}

/** @throws Fault SECRET_MISSING, KEY_UNSUPPORTED */
export function deviceSigner(vault: Vault): Signer {
  const pkcs8 = vault.get(SECRET.deviceKey)
  try {
    return signerFromPkcs8(pkcs8)
  } finally {
    pkcs8.fill(0)
  }
}
