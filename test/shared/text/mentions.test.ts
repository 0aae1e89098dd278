// Who is named in a text by @login, and what only looks like it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionsIn } from '@parley/shared/text/mentions.ts'

for (const [text, wanted] of [
  ['@bob, come', ['bob']],
  ['ask @Bob. Or @carol-anne!', ['bob', 'carol-anne']],
  ['(@bob) « @bob »', ['bob']],
  ['bob@school.org', []],
  ['@bob@elsewhere', []],
  ['@@bob', []],
  ['@b', []],
  ['@bobé', []],
  ['the path /@bob', []],
  ['@bob\u200Bby', ['bob']],
  ['', []],
] as const)
  test(`"${text}" calls ${wanted.length === 0 ? 'nobody' : wanted.join(', ')}`, () => {
    assert.deepEqual(mentionsIn(text), wanted)
  })

test('a text full of names calls so many and no more, quickly', () => {
  const text = Array.from({ length: 3_000 }, (_, n) => `@user${n}`).join(' ')
  assert.equal(mentionsIn(text).length, 64)
  assert.deepEqual(mentionsIn('@'.repeat(16_000)), [])
})
