// What one person may bring: over all their streams, made to wait beyond it, forgotten when it does not matter any more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Budgets } from '@parley/peer/delivery/budgets.ts'
import {
  BUDGETS_MAX,
  EVENTS_AT_ONCE,
  EVENTS_PER_SECOND,
  INBOUND_BYTES_PER_SECOND,
  OWN_DEVICES_FACTOR,
  REFUSALS_MAX,
  REFUSALS_PERIOD,
} from '@parley/peer/delivery/constants.ts'
import { login } from '@parley/shared/identity/login.ts'

const [alice, bob, mallory] = [login('alice'), login('bob'), login('mallory')]

function made() {
  let now = 1_000_000
  const budgets = new Budgets(
    () => alice,
    () => now,
  )
  return {
    budgets,
    later: (ms: number) => {
      now += ms
    },
  }
}

test('a history of years comes at once; who goes on like that waits, and only they', () => {
  const { budgets, later } = made()
  budgets.of(mallory).spendEvents(EVENTS_AT_ONCE)
  assert.equal(budgets.of(mallory).wait, 0)
  budgets.of(mallory).spendEvents(EVENTS_PER_SECOND * 3)
  assert.equal(budgets.of(mallory).wait, 3_000)
  assert.equal(budgets.of(bob).wait, 0)
  assert.deepEqual(
    [budgets.of(mallory).tellOnce('slow'), budgets.of(mallory).tellOnce('slow')],
    [true, false],
  )
  later(3_000)
  assert.equal(budgets.of(mallory).wait, 0)
  // A steady writer of so many a second never waits.
  for (let second = 0; second < 100; second++) {
    later(1_000)
    budgets.of(mallory).spendEvents(EVENTS_PER_SECOND)
    assert.equal(budgets.of(mallory).wait, 0)
  }
})

test('bytes are the person’s, whichever stream they come over', () => {
  const { budgets } = made()
  for (let stream = 0; stream < 4; stream++) budgets.of(mallory).spend(INBOUND_BYTES_PER_SECOND / 2)
  assert.equal(budgets.of(mallory).wait, 1_000)
})

test('one’s own other devices may bring more: all of one’s history', () => {
  const { budgets } = made()
  budgets.of(alice).spendEvents(EVENTS_AT_ONCE * OWN_DEVICES_FACTOR)
  assert.equal(budgets.of(alice).wait, 0)
})

test('who brings what is refused again and again has no patience left, on no stream; in time some comes back', () => {
  const { budgets, later } = made()
  for (let n = 0; n < REFUSALS_MAX; n++) assert.equal(budgets.of(mallory).spendRefusal(), false)
  assert.equal(budgets.of(mallory).spendRefusal(), true)
  assert.equal(budgets.of(mallory).spendRefusal(), true)
  assert.equal(budgets.of(bob).spendRefusal(), false)
  later(REFUSALS_PERIOD)
  for (let n = 0; n < REFUSALS_MAX; n++) assert.equal(budgets.of(mallory).spendRefusal(), false)
  assert.equal(budgets.of(mallory).spendRefusal(), true)
  // An honest program waits after each: it never comes to that.
  for (let n = 0; n < 10 * REFUSALS_MAX; n++) {
    later(1_000)
    assert.equal(budgets.of(bob).spendRefusal(), false)
  }
})

test('however many people come, memory is bounded, and who is waiting goes on waiting', () => {
  const { budgets } = made()
  budgets.of(mallory).spendEvents(EVENTS_AT_ONCE * 2)
  for (let n = 0; n < 3 * BUDGETS_MAX; n++) {
    budgets.of(login(`someone${n}`))
    assert.ok(budgets.size <= BUDGETS_MAX)
  }
  assert.ok(budgets.of(mallory).wait > 0)
})

test('who is to have no patience left has none when many came meanwhile, nor is told twice in a while', () => {
  const { budgets, later } = made()
  for (let n = 0; n <= REFUSALS_MAX; n++) budgets.of(mallory).spendRefusal()
  const told = () => (['slow', 'flood'] as const).map((what) => budgets.of(mallory).tellOnce(what))
  assert.deepEqual(
    [told(), told()],
    [
      [true, true],
      [false, false],
    ],
  )
  for (let n = 0; n < 2 * BUDGETS_MAX; n++) budgets.of(login(`someone${n}`))
  assert.equal(budgets.of(mallory).spendRefusal(), true)
  later(REFUSALS_PERIOD)
  assert.deepEqual(told(), [true, true])
})

test('where all are waited for, who was not heard for longest is forgotten', () => {
  const { budgets } = made()
  const come = (from: number, to: number) => {
    for (let n = from; n < to; n++) budgets.of(login(`someone${n}`)).spendEvents(1)
  }
  budgets.of(mallory).spendEvents(EVENTS_AT_ONCE * 2)
  budgets.of(bob).spendEvents(EVENTS_AT_ONCE * 2)
  come(0, BUDGETS_MAX / 2)
  assert.ok(budgets.of(mallory).wait > 0)
  come(BUDGETS_MAX / 2, BUDGETS_MAX)
  assert.ok(budgets.of(mallory).wait > 0)
  assert.equal(budgets.of(bob).wait, 0)
})
