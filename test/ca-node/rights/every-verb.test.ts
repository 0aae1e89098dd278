// Every verb, asked by every role over HTTPS: exactly those whose role has the right come past the door. The table decides, and nothing
// else.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { verbs } from '@parley/ca-node/control/verbs.ts'
import { type HumanRole, RIGHTS } from '@parley/ca-node/rights/rights.ts'
import { startTestAuthority } from '../../support/authority.ts'
import { browserAt, enrol, setUpFactor, steppedClock } from '../accounts/browser.ts'

const ROLES: readonly HumanRole[] = ['admin', 'auditor', 'moderator', 'member', 'guest']

it('every verb is for those who have its right, and refused to everybody else by RIGHT_MISSING', async (t) => {
  const clock = steppedClock()
  const harbour = await startTestAuthority(t, { now: clock.read, requestsPerMinute: 100_000 })
  let refused = 0
  for (const role of ROLES) {
    const login = `the${role}`
    await enrol(harbour, login, role)
    const browser = browserAt(harbour)
    await browser.signIn(login)
    if (role === 'admin') await setUpFactor(browser, clock.now)
    for (const [name, { right }] of Object.entries(verbs)) {
      const having: readonly HumanRole[] = RIGHTS[right]
      // Nothing any verb takes: whoever comes past the door changes nothing.
      const { code } = await browser.verb(name, { nonsense: true })
      assert.equal(code === 'RIGHT_MISSING', !having.includes(role), `${role} ${name}: ${code}`)
      assert.notEqual(code, undefined, `${name} took nonsense`)
      if (code === 'RIGHT_MISSING') refused++
    }
  }
  assert.ok(refused > 100, `${refused} refusals`)
  const lines = await harbour.authority.store.db
    .selectFrom('audit_lines')
    .select('who')
    .where('outcome', '=', 'RIGHT_MISSING')
    .execute()
  assert.equal(lines.length, refused, 'each has its line')
})
