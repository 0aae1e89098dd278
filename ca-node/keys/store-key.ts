// The realm's store key: what the database must keep and nobody may read in it (second factors, say) is sealed under it.
// Every authority of the realm has the same key in its vault; it is never in the database in clear.
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import type { Vault } from '@parley/shared/host/vault.ts'
import { KEY } from './names.ts'

export const STORE_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Of the box: version 1 is ChaCha20-Poly1305 (RFC 8439) under the one store key. */
const VERSION = 1
const DOMAIN = 'parley store secret v1'

/** What holds the store key: the authority's keys, or anything else with its vault. */
export interface StoreKeyHolder {
  readonly vault: Pick<Vault, 'get' | 'has'>
}

export function makeStoreKey(): Uint8Array {
  return randomBytes(STORE_KEY_BYTES)
}

/**
 * Layout: version(1) nonce(12) ciphertext tag(16).
 * @param context what the secret is and whose (`second-factor:alice`): a box put in another's place does not open
 * @throws Fault STORE_KEY_MISSING
 */
export function sealSecret(keys: StoreKeyHolder, context: string, secret: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  return withStoreKey(keys, (key) => {
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(associated(context), { plaintextLength: secret.length })
    const sealed = Buffer.concat([Uint8Array.of(VERSION), nonce, cipher.update(secret), cipher.final()])
    return new Uint8Array(Buffer.concat([sealed, cipher.getAuthTag()]))
  })
}

/** @returns a copy of the secret; zero it after use. @throws Fault STORE_KEY_MISSING, STORED_SECRET_BROKEN */
export function openSecret(keys: StoreKeyHolder, context: string, sealed: Uint8Array): Uint8Array {
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION)
    throw new Fault('STORED_SECRET_BROKEN', { context })
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
  const body = sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES)
  return withStoreKey(keys, (key) => {
    try {
      const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(associated(context), { plaintextLength: body.length })
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
      return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]))
    } catch (cause) {
      throw new Fault('STORED_SECRET_BROKEN', { context }, { cause })
    }
  })
}

function withStoreKey<Result>({ vault }: StoreKeyHolder, use: (key: Uint8Array) => Result): Result {
  if (!vault.has(KEY.store)) throw new Fault('STORE_KEY_MISSING')
  const key = vault.get(KEY.store)
  try {
    return use(key)
  } finally {
    key.fill(0)
  }
}

function associated(context: string): Buffer {
  return Buffer.from(`${DOMAIN}\0${context}`)
}
