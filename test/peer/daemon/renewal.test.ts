// When a certificate is renewed, and what is said when it no longer holds.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dueAt, keepRenewed, validityOf } from '@parley/peer/daemon/renewal.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { DAY } from '../../support/realm.ts'

const MONDAY = Date.UTC(2026, 10, 16)
const week = { notBefore: new Date(MONDAY), notAfter: new Date(MONDAY + 7 * DAY) }
const on = (day: number) => new Date(MONDAY + day * DAY)

describe('a certificate of a week', () => {
  it('is due from two thirds of its life on, each device a little apart', () => {
    assert.equal(dueAt(week, 0), MONDAY + (2 / 3) * 7 * DAY)
    assert.ok(dueAt(week, 1) > dueAt(week, 0))
    assert.ok(dueAt(week, 1) < MONDAY + 5.5 * DAY)
  })

  it('is early, valid, due, expired', () => {
    assert.deepEqual(
      [-1, 1, 6, 8].map((day) => validityOf(week, on(day))),
      ['early', 'valid', 'due', 'expired'],
    )
  })

  it('is renewed when it is time, and again after a failure', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    let now = on(1)
    let life = week
    const asked: number[] = []
    const end = keepRenewed({
      own: () => life,
      now: () => now,
      share: 0,
      log: silentLog,
      async renew() {
        asked.push(now.getTime())
        if (asked.length === 1) throw new Error('the authority is away')
        life = { notBefore: now, notAfter: new Date(now.getTime() + 7 * DAY) }
      },
    })
    const pass = async (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
      t.mock.timers.tick(milliseconds)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await pass(1000)
    assert.equal(asked.length, 0, 'not on the first day')
    now = on(5)
    await pass(600_000)
    assert.equal(asked.length, 1)
    await pass(30_000)
    assert.equal(asked.length, 2, 'tried again soon')
    await pass(600_000)
    assert.equal(asked.length, 2, 'and then left alone')
    end()
  })
})
