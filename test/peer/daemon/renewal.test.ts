// When a certificate is renewed, how long to wait after a no, and what a device's own papers are worth.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueAt, lifeState, retryAfter } from '@parley/peer/daemon/renewal.ts'
import { holds, standingFault, standingOf } from '@parley/peer/daemon/standing.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import fc from 'fast-check'
import { DAY, HOUR } from '../../support/realm.ts'

const MONDAY = Date.UTC(2026, 10, 16)
/** Issued on Monday at midnight, dated back by an hour as the authority does. */
const week = { notBefore: new Date(MONDAY - HOUR), notAfter: new Date(MONDAY + 7 * DAY) }
const on = (day: number) => new Date(MONDAY + day * DAY)

describe('a certificate of a week', () => {
  it('is due from two thirds of its life on, each device a little apart', () => {
    assert.equal(dueAt(week, 0), MONDAY + (2 / 3) * 7 * DAY)
    assert.ok(dueAt(week, 1) > dueAt(week, 0))
    assert.ok(dueAt(week, 1) < MONDAY + 5.5 * DAY)
  })

  it('is early, valid, due, expired', () => {
    assert.deepEqual(
      [-1, 0, 1, 6, 8].map((day) => lifeState(week, on(day))),
      ['early', 'valid', 'valid', 'due', 'expired'],
    )
  })
})

it('a certificate of any length is not due when it is made, and is due before its end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 90 * 86_400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (s, share) => {
        const life = { notBefore: new Date(MONDAY - HOUR), notAfter: new Date(MONDAY + s * 1000) }
        assert.equal(lifeState(life, new Date(MONDAY)), 'valid')
        assert.ok(dueAt(life, share) > MONDAY + s * 600)
        assert.ok(dueAt(life, share) < life.notAfter.getTime())
        assert.equal(lifeState(life, new Date(life.notAfter.getTime() - s * 100)), 'due')
      },
    ),
  )
})

it('waits longer the less it presses: papers that hold, lapsed, suspended, refused', () => {
  const waits = (code: 'AUTHORITY_UNREACHABLE' | 'USER_SUSPENDED' | 'DEVICE_REVOKED', good: boolean) =>
    [1, 2, 3, 20].map((failures) => retryAfter(code, good, failures) / 1000)
  assert.deepEqual(waits('AUTHORITY_UNREACHABLE', true), [30, 60, 120, 3600])
  assert.deepEqual(waits('AUTHORITY_UNREACHABLE', false), [2, 4, 8, 60])
  assert.deepEqual(waits('USER_SUSPENDED', false), [30, 60, 120, 300])
  assert.deepEqual(waits('DEVICE_REVOKED', false), [3600, 3600, 3600, 3600])
})

describe('the standing of the own certificate', () => {
  const revoked = (reason: string) => new Fault('CERT_REVOKED', { date: '2026-11-17T00:00:00Z', reason })
  const suspended = new Fault('CERT_SUSPENDED', { date: '2026-11-17T00:00:00Z' })

  it('goes by the list before the dates, and by what the authority said last', () => {
    const cases: [Fault | undefined, Fault | undefined, number, string][] = [
      [undefined, undefined, 1, 'valid'],
      [undefined, new Fault('AUTHORITY_UNREACHABLE', { address: 'x' }), 6, 'due'],
      [new Fault('CERT_EXPIRED', { notAfter: 'x' }), undefined, 8, 'expired'],
      [new Fault('CERT_EXPIRED', { notAfter: 'x' }), new Fault('RENEWAL_TOO_LATE'), 80, 'expired'],
      [new Fault('CERT_NOT_YET_VALID', { notBefore: 'x' }), undefined, -3, 'early'],
      [suspended, undefined, 1, 'suspended'],
      [undefined, new Fault('USER_SUSPENDED', { login: 'alice' }), 8, 'suspended'],
      [revoked('keyCompromise'), undefined, 1, 'revoked'],
      [suspended, new Fault('DEVICE_REVOKED'), 1, 'revoked'],
      [undefined, new Fault('DEVICE_REVOKED'), 1, 'revoked'],
      [revoked('superseded'), undefined, 1, 'replaced'],
      [revoked('affiliationChanged'), new Fault('AUTHORITY_UNREACHABLE', { address: 'x' }), 1, 'replaced'],
      [revoked('affiliationChanged'), new Fault('DEVICE_REVOKED'), 1, 'revoked'],
      // A list that ran out says nothing against this device.
      [new Fault('REVOCATION_LIST_EXPIRED', { nextUpdate: 'x' }), undefined, 1, 'valid'],
    ]
    for (const [fault, answer, day, state] of cases) {
      const standing = standingOf(week, fault, answer, on(day))
      assert.equal(standing.state, state, `${fault?.code} ${answer?.code}`)
      assert.equal(standingFault(standing, week, on(day)) === undefined, holds(standing))
    }
  })
})
