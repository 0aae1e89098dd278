// Secrets sealed in the database: they open where they were put, with the realm's key, and nowhere else.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { KEY } from '@parley/ca-node/keys/names.ts'
import { makeStoreKey, openSecret, type StoreKeyHolder, sealSecret } from '@parley/ca-node/keys/store-key.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { openVault } from '@parley/shared/host/vault.ts'
import fc from 'fast-check'
import { newRealm, PASSPHRASE } from '../../support/authority.ts'

function holder(key: Uint8Array | undefined): StoreKeyHolder {
  return {
    vault: {
      has: (name) => name === KEY.store && key !== undefined,
      get: () => new Uint8Array(key ?? []),
    },
  }
}

const refused = (code: string) => (error: unknown) => error instanceof Fault && error.code === code

describe('the store key', () => {
  it('every secret comes back as it was sealed, each time in another box', () => {
    const keys = holder(makeStoreKey())
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (secret, context) => {
        const sealed = sealSecret(keys, context, secret)
        assert.deepEqual(openSecret(keys, context, sealed), secret)
        assert.notDeepEqual(sealSecret(keys, context, secret), sealed)
      }),
    )
  })

  it('mallory, who can write in the database, cannot give alice the second factor of mallory', () => {
    const keys = holder(makeStoreKey())
    const sealed = sealSecret(keys, 'second-factor:mallory', Uint8Array.of(1, 2, 3))
    assert.throws(() => openSecret(keys, 'second-factor:alice', sealed), refused('STORED_SECRET_BROKEN'))
  })

  it('any bit altered, any length cut or added, and another realm’s key are refused', () => {
    const keys = holder(makeStoreKey())
    const sealed = sealSecret(keys, 'x', Uint8Array.of(1, 2, 3))
    const broken = refused('STORED_SECRET_BROKEN')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = new Uint8Array(sealed)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.throws(() => openSecret(keys, 'x', altered), broken, `bit ${bit}`)
    }
    for (let length = 0; length < sealed.length; length++)
      assert.throws(() => openSecret(keys, 'x', sealed.subarray(0, length)), broken, `length ${length}`)
    assert.throws(() => openSecret(keys, 'x', new Uint8Array([...sealed, 0])), broken)
    assert.throws(() => openSecret(holder(makeStoreKey()), 'x', sealed), broken)
  })

  it('is made with the realm, and an authority without it says so', async (t) => {
    const folder = authorityFolder(await newRealm(t))
    const vault = await openVault(folder.vault, PASSPHRASE)
    t.after(() => vault.close())
    assert.deepEqual(
      openSecret({ vault }, 'x', sealSecret({ vault }, 'x', Uint8Array.of(7))),
      Uint8Array.of(7),
    )
    assert.throws(() => sealSecret(holder(undefined), 'x', Uint8Array.of(7)), refused('STORE_KEY_MISSING'))
    assert.throws(
      () => openSecret(holder(undefined), 'x', new Uint8Array(40).fill(1)),
      refused('STORE_KEY_MISSING'),
    )
  })
})
