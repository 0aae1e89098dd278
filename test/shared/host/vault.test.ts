// The vault keeps secrets under a passphrase and says what is wrong without changing anything.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { PASSPHRASE_BYTES_MAX } from '@parley/shared/host/constants.ts'
import { createVault, openVault } from '@parley/shared/host/vault.ts'
import { fromString } from 'uint8arrays/from-string'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'

const passphrase = fromString('four words nobody guesses')
const key = fromString('the device key of alice')

describe('vault', () => {
  it('gives back what alice put in, after closing and opening again', async (t) => {
    const path = join(await temporaryFolder(t), 'vault.json')
    const vault = await createVault(path, passphrase)
    await Promise.all([vault.put('device', key), vault.put('store', key.slice(1))])
    vault.close()
    const again = await openVault(path, passphrase)
    assert.deepEqual(again.get('device'), key)
    assert.deepEqual(again.get('store'), key.slice(1))
    await again.remove('store')
    assert.equal(again.has('store'), false)
    assert.throws(() => again.get('store'), fault('SECRET_MISSING'))
    again.close()
    assert.throws(() => again.get('device'), /closed/)
    assert.equal((await readFile(path, 'utf8')).includes('alice'), false)
  })

  it('refuses the wrong passphrase and leaves the file as it was', async (t) => {
    const path = join(await temporaryFolder(t), 'vault.json')
    ;(await createVault(path, passphrase)).close()
    const before = await readFile(path)
    await assert.rejects(openVault(path, fromString('mallory guesses')), fault('PASSPHRASE_WRONG'))
    await assert.rejects(openVault(path, new Uint8Array()), fault('PASSPHRASE_EMPTY'))
    const endless = new Uint8Array(PASSPHRASE_BYTES_MAX + 1)
    await assert.rejects(openVault(path, endless), fault('PASSPHRASE_TOO_LONG'))
    assert.deepEqual(await readFile(path), before)
  })

  it('opens with the new passphrase only, once it was changed', async (t) => {
    const path = join(await temporaryFolder(t), 'vault.json')
    const vault = await createVault(path, passphrase)
    await vault.put('device', key)
    await vault.changePassphrase(fromString('another one'))
    vault.close()
    await assert.rejects(openVault(path, passphrase), fault('PASSPHRASE_WRONG'))
    const again = await openVault(path, fromString('another one'))
    assert.deepEqual(again.get('device'), key)
    again.close()
  })

  it('never overwrites a vault that is there', async (t) => {
    const path = join(await temporaryFolder(t), 'vault.json')
    ;(await createVault(path, passphrase)).close()
    await assert.rejects(createVault(path, passphrase), fault('DATA_EXISTS'))
    await assert.rejects(openVault(`${path}.gone`, passphrase), fault('DATA_MISSING'))
  })

  for (const [defect, damage] of Object.entries<(text: string) => string>({
    truncated: (text) => text.slice(0, text.length / 2),
    'not JSON': () => 'garbage',
    'unknown field': (text) => text.replace('"version"', '"extra": 1, "version"'),
    'costs that would exhaust the machine': (text) =>
      text.replace(/"memoryKiB": \d+/, '"memoryKiB": 99999999'),
  })) {
    it(`says a vault is damaged: ${defect}`, async (t) => {
      const path = join(await temporaryFolder(t), 'vault.json')
      ;(await createVault(path, passphrase)).close()
      await writeFile(path, damage(await readFile(path, 'utf8')))
      await assert.rejects(openVault(path, passphrase), fault('DATA_DAMAGED'))
    })
  }

  it('notices a secret that was put under another name', async (t) => {
    const path = join(await temporaryFolder(t), 'vault.json')
    const vault = await createVault(path, passphrase)
    await vault.put('device', key)
    vault.close()
    await writeFile(path, (await readFile(path, 'utf8')).replace('"device"', '"https"'))
    const again = await openVault(path, passphrase)
    assert.throws(() => again.get('https'), fault('DATA_DAMAGED'))
    again.close()
  })
})
