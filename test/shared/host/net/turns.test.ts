// A door that lets a crowd in a few at a time, in order, and is not held up by who dawdles.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Turns } from '@parley/shared/host/net/turns.ts'

test('no more than allowed at once, in the order they came', async () => {
  const turns = new Turns(2, 60_000)
  const entered: number[] = []
  const ends: (() => void)[] = []
  const crowd = [0, 1, 2, 3, 4].map(async (person) => {
    const end = await turns.take()
    entered.push(person)
    ends.push(end)
  })
  await Promise.all(crowd.slice(0, 2))
  assert.deepEqual(entered, [0, 1])
  for (let left = 0; left < 5; left++) {
    await crowd[left]
    ends[left]?.()
    // Ending twice lets nobody else in.
    ends[left]?.()
  }
  await Promise.all(crowd)
  assert.deepEqual(entered, [0, 1, 2, 3, 4])
})

test('who dawdles holds nobody up for ever', async () => {
  const turns = new Turns(1, 20)
  const slow = await turns.take()
  const next = await turns.take()
  // The slow one ends late: the turn was taken from it, so this gives none away.
  slow()
  let third = false
  const waiting = turns.take().then((end) => {
    third = true
    end()
  })
  await Promise.resolve()
  assert.equal(third, false)
  next()
  await waiting
})
