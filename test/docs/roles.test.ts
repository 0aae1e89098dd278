// docs/ROLES.md says what the code does.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type HumanRole, RIGHTS } from '@parley/ca-node/rights/rights.ts'

const ROLES: readonly HumanRole[] = ['admin', 'auditor', 'moderator', 'member', 'guest']

test('the table of rights is the one the authority goes by', () => {
  const docs = readFileSync(new URL('../../docs/ROLES.md', import.meta.url), 'utf8')
  const rows = docs.split('\n').filter((line) => line.startsWith('| `'))
  const expected = Object.entries(RIGHTS).map(([right, roles]) => {
    const having: readonly HumanRole[] = roles
    return `| \`${right}\` | ${ROLES.map((role) => (having.includes(role) ? 'yes' : '')).join(' | ')} |`
  })
  assert.deepEqual(rows, expected)
})
