// Every page of the console as a browser and axe see it: in both themes, both languages, wide and narrow; under its policy; and
// while its authority is away.
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { startTestAuthority } from '../../support/authority.ts'
import { freePort } from '../../support/free-port.ts'
import { enrol } from '../accounts/browser.ts'
import { send } from '../request.ts'
import { assertAccessible, consoleOfSuite, openConsole, type Visit, without } from './support.ts'

describe('every page of the console', { skip: without }, () => {
  const here = consoleOfSuite()

  for (const look of [
    { scheme: 'light', width: 1280, locale: 'en-GB' },
    { scheme: 'dark', width: 360, height: 780, locale: 'fr-FR' },
  ] as const) {
    it(`has no fault of access, none of policy, and fits: ${look.scheme}, ${look.width} px`, async (t) => {
      const { harbour } = here()
      const seat = await here().seat(t, 'alice', 'admin', look)
      const { page, go } = seat
      const login = `bob-${look.scheme}`
      await enrol(harbour, login)
      await harbour.invite({ login: 'johannes-sebastian.mastropiero' })
      const { serial } = await harbour.authority.store.db
        .selectFrom('certificates')
        .select('serial')
        .where('login', '=', login as never)
        .executeTakeFirstOrThrow()
      const pages = ['', 'people', `people/${login}`, 'people/nobody-here', 'people/import', 'invitations']
      pages.push('invitations?new=1', 'certificates', `certificates/${serial}`, 'freshness', 'audit')
      pages.push('settings', 'account', 'nowhere')
      for (const path of pages) {
        await go(path)
        await page
          .getByRole('status')
          .filter({ hasText: /^(Loading|Chargement)$/ })
          .waitFor({ state: 'detached' })
        await assertAccessible(seat, path)
        const wide = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        assert.equal(wide, 0, `${path} scrolls sideways`)
      }
      if (look.width < 860) {
        await page.getByRole('button', { name: 'Menu' }).click()
        await page.getByRole('dialog', { name: 'Menu' }).waitFor()
        await assertAccessible(seat, 'menu')
      }
    })
  }

  it('has a sign-in without a fault of access, in both themes', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const seat: Visit = await here().visit({ scheme, width: 360 })
      await seat.go('')
      await assertAccessible(seat, scheme)
      assert.deepEqual(seat.troubles, [])
      await seat.context.close()
    }
  })

  it('makes no HTML of any text, whoever would have it so', async () => {
    const { page, context, go } = await here().visit()
    await go('')
    const refused = await page.evaluate<string>(`(() => {
      try {
        document.querySelector('h1').innerHTML = '<img src=x>'
        return 'taken'
      } catch (error) {
        return error.name
      }
    })()`)
    await context.close()
    assert.equal(refused, 'TypeError')
  })

  it('comes from the authority alone, under a policy that lets nothing else in', async () => {
    const { harbour } = here()
    const document = await send(harbour, '/console/people/some.body')
    assert.equal(document.status, 200)
    const policy = String(document.headers['content-security-policy'])
    assert.equal(
      policy,
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
    )
    assert.match(
      document.text,
      /<script type="module" crossorigin src="\/console\/assets\/[\w-]+\.js"><\/script>/,
    )
    assert.doesNotMatch(document.text, /<script(?![^>]* src=)|<style|style=|\son\w+=|https?:/)
    assert.equal(document.headers['cache-control'], 'no-cache')
    const [, script = ''] = /src="([^"]+\.js)"/.exec(document.text) ?? []
    const file = await send(harbour, script)
    assert.match(String(file.headers['cache-control']), /immutable/)
    for (const path of globSync('{ca-node/console/web,shared/ui}/**/*.{svelte,ts}')) {
      const source = await readFile(path, 'utf8')
      assert.doesNotMatch(
        source,
        /\{@html|(?:inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(/,
        path,
      )
    }
    assert.equal((await send(harbour, '/console/assets/nothing.js')).code, 'PATH_UNKNOWN')
  })
})

describe('the console whose authority stops', { skip: without }, () => {
  it('says so, and goes on by itself when it is back', async (t) => {
    const http = { host: '127.0.0.1', port: await freePort() }
    const { harbour, seat } = await openConsole(t, { http })
    const { page, go } = await seat(t, 'alice')
    await go('people')
    await page.getByRole('row').filter({ hasText: 'alice' }).waitFor()
    await harbour.stop()
    await page.getByText('The authority does not answer.').first().waitFor()
    // What was there stays; what is asked for now says why it is not.
    await page.getByRole('row').filter({ hasText: 'alice' }).waitFor()
    await page.getByRole('searchbox').fill('nobody')
    await page.getByText('It may be restarting. Try again in a moment.').waitFor()

    await startTestAuthority(t, { data: harbour.folder, http })
    await page.getByText('Nobody fits.').waitFor()
    await page.getByText('The authority does not answer.').first().waitFor({ state: 'detached' })
  })
})
