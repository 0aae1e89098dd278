// How far a message has come with all it is for: what counting says must be what looking at everybody would say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Marks } from '@parley/peer/conversations/marks.ts'
import { login } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'

const [alice, bob, carol] = [login('alice'), login('bob'), login('carol')]
const NAMES = [alice, bob, carol, login('dave'), login('erin')]

test('it has come to all when it has come to the last of them, told once', () => {
  const marks = new Marks('all')
  marks.setPeople([alice, bob])
  assert.deepEqual([marks.raise(alice, 3), marks.reached], [false, 0])
  assert.deepEqual([marks.raise(bob, 2), marks.reached], [true, 2])
  assert.deepEqual([marks.raise(bob, 2), marks.raise(bob, 1), marks.reached], [false, false, 2])
  assert.deepEqual([marks.raise(carol, 9), marks.reached], [false, 2])
  marks.setPeople([alice])
  assert.equal(marks.reached, 3)
  marks.setPeople([])
  assert.deepEqual([marks.raise(alice, 4), marks.reached], [false, 0])
})

test('in the room of everyone it has come when anybody has it', () => {
  const marks = new Marks('one')
  assert.deepEqual([marks.raise(alice, 3), marks.reached], [true, 3])
  assert.deepEqual([marks.raise(bob, 2), marks.reached], [false, 3])
})

test('whatever comes from whom, and whoever comes and goes, the last of those who are in counts', () => {
  const someone = fc.constantFrom(...NAMES)
  const seq = fc.integer({ min: 1, max: 6 })
  const step = fc.oneof(
    fc.record({ people: fc.uniqueArray(someone) }),
    fc.record({ who: someone, seq }),
    fc.record({ who: someone, seq }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const marks = new Marks('all')
      const far = new Map(NAMES.map((who) => [who, 0]))
      let people: readonly (typeof NAMES)[number][] = []
      const last = () => (people.length === 0 ? 0 : Math.min(...people.map((who) => far.get(who) ?? 0)))
      for (const one of steps) {
        const before = last()
        if ('people' in one) {
          people = one.people
          marks.setPeople(people)
        } else {
          far.set(one.who, Math.max(far.get(one.who) ?? 0, one.seq))
          assert.equal(marks.raise(one.who, one.seq), last() > before)
        }
        assert.equal(marks.reached, last())
      }
    }),
  )
})
