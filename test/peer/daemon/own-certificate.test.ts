// This device's own papers at the start: a clock that is years off, a certificate that ran out.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { assertOwnPapers } from '@parley/peer/daemon/own-certificate.ts'
import type { Device } from '@parley/peer/enrol/device.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { wordsOf } from '@parley/shared/faults/words.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { DAY, makeRealm } from '../../support/realm.ts'

const YEAR = 365 * DAY

/** Alice's device, enrolled today; its authority is switched off. */
function alices(now: Date): Device {
  const { signer, chain, peerId } = makeRealm('harbour', now).device('alice')
  const root = { der: new Uint8Array() }
  const known = { signer, peerId, login: 'alice', roots: [root], chain: () => chain }
  // What the check looks at, and an authority at a port where nobody listens.
  return { ...known, authority: () => ({ https: ['127.0.0.1:1'] }) } as unknown as Device
}

const said = async (promise: Promise<void>): Promise<string> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof Fault) {
      const { what, todo } = wordsOf(error, 'en')
      return `${error.code} ${error.exit} ${what} ${todo}`
    }
    throw error
  }
  return 'good'
}

describe('the own certificate', () => {
  const now = new Date()
  const at = (offset: number) => () => new Date(now.getTime() + offset)

  it('is good today', async () => {
    assert.equal(await said(assertOwnPapers(alices(now), at(0), silentLog)), 'good')
  })

  it('is said to be early when the clock is two years behind', async () => {
    const words = await said(assertOwnPapers(alices(now), at(-2 * YEAR), silentLog))
    assert.match(words, /^OWN_CERTIFICATE_EARLY 5 .*valid only from .*Set the clock/)
  })

  it('is said to have run out when nobody can renew it, with the clock that says so', async () => {
    const words = await said(assertOwnPapers(alices(now), at(2 * YEAR), silentLog))
    assert.match(words, /^OWN_CERTIFICATE_EXPIRED 5 .*the clock here says .*If the clock is wrong, set it/)
  })
})
