// A crowd that comes at once: dials keep to what machine and line can bear, and mDNS answers do not multiply.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DIALS_AT_FIRST,
  DIALS_AT_ONCE,
  MDNS_ANSWER_MS,
  SLOWER_EVERY_MS,
} from '@parley/shared/host/net/constants.ts'
import { onceForAll } from '@parley/shared/host/net/local-discovery.ts'
import { Pace } from '@parley/shared/host/net/pace.ts'

test('a dial more at once for each that ended in time, up to the limit', () => {
  const pace = new Pace()
  assert.equal(pace.atOnce, DIALS_AT_FIRST)
  pace.met()
  assert.equal(pace.atOnce, DIALS_AT_FIRST + 1)
  for (let n = 0; n < 100; n++) pace.met()
  assert.equal(pace.atOnce, DIALS_AT_ONCE)
})

test('half as many after one that came late, never none; those late together are one sign', () => {
  const pace = new Pace()
  pace.late(0)
  pace.late(1)
  assert.equal(pace.atOnce, DIALS_AT_FIRST / 2)
  for (let n = 1; n <= 10; n++) pace.late(n * SLOWER_EVERY_MS)
  assert.equal(pace.atOnce, 1)
  pace.met()
  assert.equal(pace.atOnce, 2)
})

test('all who ask within a moment are answered once; who asks about others is not answered', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const answered: string[] = []
  const answer = onceForAll<string>(
    (question) => answered.push(question),
    (question) => question !== 'printer',
  )
  for (const who of ['printer', 'alice', 'bob', 'carol']) answer(who)
  assert.deepEqual(answered, ['alice'], 'the first one at once')
  t.mock.timers.tick(MDNS_ANSWER_MS)
  assert.deepEqual(answered, ['alice', 'carol'], 'the others together')
  t.mock.timers.tick(MDNS_ANSWER_MS)
  answer('dave')
  assert.deepEqual(answered, ['alice', 'carol', 'dave'])
})
