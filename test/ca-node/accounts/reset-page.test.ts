// The page behind a reset link in a real Chromium: alice chooses a new password, in her language, and nothing of the link's
// secret reaches the authority in an address.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { makeResetLink } from '@parley/ca-node/accounts/change-password.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { chromium } from 'playwright-core'
import { startTestAuthority } from '../../support/authority.ts'
import { browserAt, enrol } from './browser.ts'

const CHROMIUM = '/usr/bin/chromium'
const skip = existsSync(CHROMIUM) ? false : 'Chromium is not installed'
const NEW = 'four quiet storks at noon'

async function visit(t: TestContext, locale: string) {
  const harbour = await startTestAuthority(t)
  await enrol(harbour, 'alice')
  const { link } = await makeResetLink(harbour.authority, 'alice', LOCAL)
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  t.after(() => browser.close())
  // The root is not in this browser's store; that TLS is checked is tested elsewhere.
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale })
  const page = await context.newPage()
  const troubles: string[] = []
  const asked: string[] = []
  page.on('console', (message) => void (message.type() === 'error' && troubles.push(message.text())))
  page.on('pageerror', (error) => void troubles.push(error.message))
  page.on('request', (request) => void asked.push(request.url()))
  const type = async (password: string, again = password) => {
    await page.locator('#password').fill(password)
    await page.locator('#again').fill(again)
    await page.locator('button').click()
  }
  const says = async (text: RegExp) => {
    await page.getByRole('status').filter({ hasText: text }).waitFor()
  }
  return { harbour, link, page, troubles, asked, type, says }
}

test('alice chooses a new password in her browser', { skip }, async (t) => {
  const { harbour, link, page, troubles, asked, type, says } = await visit(t, 'en-GB')
  const secret = new URLSearchParams(new URL(link).hash.slice(1)).get('secret') ?? ''
  await page.goto(link)
  assert.equal(await page.title(), 'New password for harbour')
  const { violations } = await new AxeBuilder({ page }).analyze()
  assert.deepEqual(
    violations.map((each) => each.id),
    [],
  )
  await type(NEW, 'another one entirely')
  await says(/not the same/)
  await type('alice and the storks')
  await says(/contains your login/)
  troubles.length = 0 // The browser reports every refused request.
  await type(NEW)
  await says(/counts from now on/)
  assert.equal(await page.locator('form').isVisible(), false)
  assert.equal(new URL(page.url()).hash, '')
  assert.equal((await browserAt(harbour).signIn('alice', { password: NEW })).status, 201)
  assert.deepEqual(troubles, [], 'nothing against the policy of the page')
  assert.equal(
    asked.some((url) => url.split('#')[0]?.includes(secret)),
    false,
  )
  assert.equal(JSON.stringify(harbour.lines).includes(secret), false)
})

test('a link that is not whole says so, and one that was used, in French', { skip }, async (t) => {
  const { link, page, type, says } = await visit(t, 'fr-FR')
  await page.goto(link.split('#')[0] ?? '')
  await says(/pas entier/)
  assert.equal(await page.locator('form').isVisible(), false)
  await page.goto('about:blank')
  await page.goto(link)
  await type(NEW)
  await says(/compte dès maintenant/)
  await page.goto('about:blank')
  await page.goto(link)
  await type(NEW)
  await says(/il a servi/)
})
