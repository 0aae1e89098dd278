// The second reader agrees with what Parley issues, and says so when it does not.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { confirmBySecondReader } from '@parley/shared/host/second-reader.ts'
import { fault } from '../../support/fault.ts'
import { makeRealm } from '../certificates/realm.ts'

const harbour = makeRealm('harbour')
const alice = harbour.enrol('alice')
const rsa = harbour.enrol('bob', { kind: 'rsa' })

it('reads the root, the issuing CA and devices with either kind of key as we do', async () => {
  await confirmBySecondReader([...alice.chain, harbour.root.der])
  await confirmBySecondReader([...rsa.chain, harbour.root.der])
})

it('does not agree to a chain whose issuer did not sign', async () => {
  const other = makeRealm('harbour')
  await assert.rejects(
    confirmBySecondReader([alice.der, other.issuing.der, other.root.der]),
    fault('CERT_READERS_DISAGREE'),
  )
})

it('does not agree to an altered certificate', async () => {
  const altered = alice.der.slice()
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  await assert.rejects(
    confirmBySecondReader([altered, ...alice.chain.slice(1), harbour.root.der]),
    fault('CERT_READERS_DISAGREE'),
  )
})
