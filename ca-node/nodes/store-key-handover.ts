// How a new authority of the realm gets the store key: it publishes an HPKE key in the database, signed by its issuing key,
// and an authority that has the store key seals it to that, signed too. Whoever writes in the database without an issuing
// key of the realm neither gets the key nor puts another in its place.
import { setTimeout as delay } from 'node:timers/promises'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { sealingPrimitives } from '@parley/shared/host/sealing.ts'
import { hpkeOpen, hpkeSeal } from '@parley/shared/sealing/hpke.ts'
import type { Authority } from '../authority.ts'
import { KEY } from '../keys/names.ts'
import type { Keys } from '../keys/open.ts'
import { makeStoreKey, STORE_KEY_BYTES } from '../keys/store-key.ts'
import { KEY_LOOK_PERIOD, KEY_WAIT_MAX } from './constants.ts'
import { issuerOfRealm } from './issuer-of-realm.ts'

const utf8 = new TextEncoder()
const WANTED = utf8.encode('parley store key wanted v1\0')
const GIVEN = utf8.encode('parley store key given v1\0')
const INFO = utf8.encode('parley store key v1')
/** X25519. */
const PUBLIC_BYTES = 32

/** What of an authority is needed here: it does not run yet. */
export interface HandoverParts extends Pick<Authority, 'store' | 'realm' | 'log' | 'now'> {
  readonly keys: Keys
}

/** The first thing a new authority needs: others of the realm that run give it the key. @throws Fault STORE_KEY_MISSING */
export async function awaitStoreKey(parts: HandoverParts): Promise<void> {
  for (let waited = 0; !(await haveStoreKey(parts)); waited += KEY_LOOK_PERIOD) {
    if (waited >= KEY_WAIT_MAX) throw new Fault('STORE_KEY_MISSING')
    await delay(KEY_LOOK_PERIOD)
  }
}

/** Asks for the store key, or takes what was given. @returns whether this node has it now */
async function haveStoreKey(parts: HandoverParts): Promise<boolean> {
  const { store, realm, log } = parts
  const { vault, issuing } = parts.keys
  if (vault.has(KEY.store)) return true
  // A realm from before there was a store key: with one authority there is nobody to ask, and nothing sealed yet.
  if (!store.shared || realm.issuers.length === 1) {
    await vault.put(KEY.store, makeStoreKey())
    return true
  }
  if (!vault.has(KEY.handover)) await vault.put(KEY.handover, randomBytes(PUBLIC_BYTES))
  const secret = vault.get(KEY.handover)
  try {
    const { publicKey } = sealingPrimitives.x25519(secret)
    const own = realm.issuing.keyId
    await store.db
      .insertInto('nodes')
      .values({
        issuer_key_id: own,
        beat: 0,
        https: '[]',
        p2p: '[]',
        key_wanted: null,
        key_given: null,
        key_giver: null,
      })
      .onConflict((conflict) => conflict.column('issuer_key_id').doNothing())
      .execute()
    const row = await store.db
      .selectFrom('nodes')
      .select(['key_given', 'key_giver'])
      .where('issuer_key_id', '=', own)
      .executeTakeFirst()
    if (row?.key_given && row.key_giver !== null) {
      const key = await opened(parts, { secret, publicKey, given: row.key_given, giver: row.key_giver })
      if (key !== undefined) {
        await vault.put(KEY.store, key)
        key.fill(0)
        await vault.remove(KEY.handover)
        await store.db
          .updateTable('nodes')
          .set({ key_wanted: null, key_given: null, key_giver: null })
          .where('issuer_key_id', '=', own)
          .execute()
        log.info({ act: 'store-key', from: row.key_giver }, 'store key received')
        return true
      }
    }
    const proof = issuing.sign(Buffer.concat([WANTED, utf8.encode(own), publicKey]))
    await store.db
      .updateTable('nodes')
      .set({ key_wanted: Buffer.concat([publicKey, proof]) })
      .where('issuer_key_id', '=', own)
      .where('key_wanted', 'is', null)
      .execute()
    return false
  } finally {
    secret.fill(0)
  }
}

/** Gives the store key to every authority of the realm that asks for it. */
export async function giveStoreKey(parts: HandoverParts): Promise<void> {
  const { store, realm, log } = parts
  const { vault, issuing } = parts.keys
  const asking = await store.db
    .selectFrom('nodes')
    .select(['issuer_key_id', 'key_wanted'])
    .where('key_wanted', 'is not', null)
    .where('key_given', 'is', null)
    .where('issuer_key_id', '!=', realm.issuing.keyId)
    .execute()
  for (const { issuer_key_id: asker, key_wanted: wanted } of asking) {
    if (wanted === null) continue
    const publicKey = wanted.subarray(0, PUBLIC_BYTES)
    try {
      const proven = await issuerOfRealm(parts, asker)
      primitives.verify(
        'ecdsa-p256-sha256',
        proven.spki,
        Buffer.concat([WANTED, utf8.encode(asker), publicKey]),
        wanted.subarray(PUBLIC_BYTES),
      )
    } catch (error) {
      log.warn({ act: 'store-key', code: faultIn(error)?.code ?? 'INTERNAL', asker }, 'store key not given')
      continue
    }
    const plaintext = vault.get(KEY.store)
    const { enc, ciphertext } = hpkeSeal(
      {
        recipient: publicKey,
        info: INFO,
        associated: utf8.encode(asker),
        plaintext,
        ephemeral: randomBytes(PUBLIC_BYTES),
      },
      sealingPrimitives,
    )
    plaintext.fill(0)
    const sealed = Buffer.concat([enc, ciphertext])
    const proof = issuing.sign(Buffer.concat([GIVEN, utf8.encode(asker), publicKey, sealed]))
    await store.db
      .updateTable('nodes')
      .set({ key_given: Buffer.concat([sealed, proof]), key_giver: realm.issuing.keyId })
      .where('issuer_key_id', '=', asker)
      .where('key_given', 'is', null)
      .execute()
    log.info({ act: 'store-key', to: asker }, 'store key given')
  }
}

interface Gift {
  readonly secret: Uint8Array
  readonly publicKey: Uint8Array
  readonly given: Uint8Array
  readonly giver: string
}

/** undefined when it is not from an authority of the realm: it is asked for again. */
async function opened(
  parts: HandoverParts,
  { secret, publicKey, given, giver }: Gift,
): Promise<Uint8Array | undefined> {
  const own = utf8.encode(parts.realm.issuing.keyId)
  /** enc(32) key(32) tag(16), then the signature. */
  const sealed = given.subarray(0, 32 + STORE_KEY_BYTES + 16)
  try {
    const { spki } = await issuerOfRealm(parts, giver)
    const said = Buffer.concat([GIVEN, own, publicKey, sealed])
    primitives.verify('ecdsa-p256-sha256', spki, said, given.subarray(sealed.length))
    return hpkeOpen(
      { secret, enc: sealed.subarray(0, 32), ciphertext: sealed.subarray(32), info: INFO, associated: own },
      sealingPrimitives,
    )
  } catch (error) {
    parts.log.warn({ act: 'store-key', code: faultIn(error)?.code ?? 'INTERNAL', giver }, 'store key refused')
    await parts.store.db
      .updateTable('nodes')
      .set({ key_given: null, key_giver: null, key_wanted: null })
      .where('issuer_key_id', '=', parts.realm.issuing.keyId)
      .execute()
    return undefined
  }
}
