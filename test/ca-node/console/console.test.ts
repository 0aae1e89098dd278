// The console as people use it: a real Chromium, a real authority, real devices. After each story nothing may stand in the
// browser's console and nothing may have gone against the page's policy.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { readAudit } from '@parley/ca-node/audit/read.ts'
import { startDaemon } from '@parley/peer/daemon/start.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { PASSPHRASE, type TestAuthority } from '../../support/authority.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { enrol } from '../accounts/browser.ts'
import { enrolment, postEnrolment } from '../request.ts'
import {
  assertAccessible,
  codeOf,
  type Look,
  signIn,
  staff,
  startConsole,
  type Visit,
  without,
} from './support.ts'

/** An authority with somebody at its console. */
async function at(t: TestContext, login: string, role: Role, look: Look = {}) {
  const { harbour, visit } = await startConsole(t)
  const app = await staff(harbour, login, role)
  const seat = await visit(look)
  await signIn(seat, login, app)
  t.after(() => assert.deepEqual(seat.troubles, []))
  return { harbour, visit, app, ...seat, seat }
}

async function roleAndStatus(harbour: TestAuthority, login: string) {
  return harbour.authority.store.db
    .selectFrom('users')
    .select(['role', 'status'])
    .where('login', '=', login as never)
    .executeTakeFirstOrThrow()
}

/** A device of hers or his that is up. @returns a function that ends it */
async function up(t: TestContext, harbour: TestAuthority, login: string): Promise<() => Promise<void>> {
  const { folder } = await harbour.join({ login })
  const daemon = await startDaemon({
    folder,
    passphrase: PASSPHRASE,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    api: { host: '127.0.0.1', port: 0 },
    mdns: false,
    directory: true,
    now: () => new Date(),
  })
  t.after(() => daemon.stop())
  return () => daemon.stop()
}

describe('the console', { skip: without }, () => {
  it('lets an administrator in with a second factor, set up at the first sign-in', async (t) => {
    const { harbour, visit } = await startConsole(t)
    await enrol(harbour, 'alice', 'admin')
    const { page, go, troubles } = await visit()
    await go('people')
    await page.getByLabel('Login').fill('alice')
    await page.getByLabel('Password', { exact: true }).fill('not her password')
    await page.getByRole('button', { name: 'Continue' }).click()
    assert.match(await page.getByRole('alert').innerText(), /password/i)

    await page.getByLabel('Password', { exact: true }).fill('three loud herons at dawn')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Set up your second factor' }).waitFor()
    await page.getByRole('img', { name: /QR code/ }).waitFor()
    const secret = await page.locator('code.secret').innerText()
    await page.getByRole('textbox', { name: /authenticator/ }).fill(codeOf(secret))
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    const codes = await page.locator('.codes code').allInnerTexts()
    assert.equal(new Set(codes).size, 10)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()

    // The next time the page asks for a code; a recovery code will do.
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Login').fill('alice')
    await page.getByLabel('Password', { exact: true }).fill('three loud herons at dawn')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('textbox', { name: /authenticator/ }).fill('000000')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('textbox', { name: /authenticator/ }).fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).waitFor()
    assert.deepEqual(troubles, [])
  })

  it('makes an invitation whose link works, shows it once as a QR code, and revokes another', async (t) => {
    const { harbour, page, go } = await at(t, 'alice', 'admin')
    await go('invitations')
    await page.getByRole('button', { name: 'New invitation' }).click()
    const dialog = page.getByRole('dialog', { name: 'New invitation' })
    await dialog.getByLabel('Login').fill('dora')
    await dialog.getByRole('button', { name: 'Make invitation' }).click()
    const ready = page.getByRole('dialog', { name: 'Invitation ready' })
    await ready.getByRole('img', { name: 'QR code of the invitation' }).waitFor()
    const link = await ready.getByLabel('Link').inputValue()
    await ready.locator('footer').getByRole('button', { name: 'Close' }).click()
    const { login } = await harbour.join({ login: 'dora' }, { invitation: link })
    assert.equal(login, 'dora')
    // The list follows by itself: used invitations are no longer among the open ones.
    await page.getByText('No open invitation.').waitFor()

    const other = await harbour.invite({ login: 'emil' })
    await page.getByText('emil', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Revoke/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('The invitation is revoked.').waitFor()
    await assert.rejects(harbour.join({ login: 'emil' }, { invitation: other }), /INVITATION/)
  })

  it('shows who waits without being asked again, and lets them in or refuses them', async (t) => {
    const { harbour, page, go } = await at(t, 'alice', 'admin')
    await go('people')
    const waiting = page.getByRole('region', { name: 'Waiting to be let in' })
    const ask = async (login: string) =>
      postEnrolment(harbour, enrolment(login, await harbour.secret({ approval: true })))
    assert.equal((await ask('dora')).status, 202)
    await waiting.getByText('dora').first().waitFor()
    await waiting.getByRole('button', { name: 'Let in' }).click()
    await page.getByText('dora may come in.').waitFor()
    await waiting.getByText('has not come back yet').waitFor()

    assert.equal((await ask('mallory')).status, 202)
    const row = waiting.getByRole('listitem').filter({ hasText: 'mallory' })
    await row.getByRole('button', { name: 'Refuse' }).click()
    const dialog = page.getByRole('dialog', { name: 'Refuse mallory?' })
    await dialog.getByLabel('Reason').fill('nobody knows you')
    await dialog.getByRole('button', { name: 'Refuse' }).click()
    await row.waitFor({ state: 'detached' })
    const { db } = harbour.authority.store
    const kept = await db
      .selectFrom('enrolments')
      .select(['login', 'state', 'reason'])
      .orderBy('login')
      .execute()
    assert.deepEqual(kept, [
      { login: 'dora', state: 'approved', reason: null },
      { login: 'mallory', state: 'refused', reason: 'nobody knows you' },
    ])
  })

  it('suspends, restores, changes a role, revokes a device: each asked first, done, and recorded', async (t) => {
    const { harbour, page, go } = await at(t, 'alice', 'admin')
    await enrol(harbour, 'bob')
    await go('people/bob')
    await page.getByRole('button', { name: 'Suspend' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    assert.equal((await roleAndStatus(harbour, 'bob')).status, 'active')
    await page.getByRole('button', { name: 'Suspend' }).click()
    await dialog.getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('bob is suspended.').waitFor()
    assert.equal((await roleAndStatus(harbour, 'bob')).status, 'suspended')
    await page.getByText('On hold').waitFor()

    await page.getByRole('button', { name: 'Restore' }).click()
    await dialog.getByRole('button', { name: 'Restore' }).click()
    await page.getByText('bob may come back.').waitFor()
    await page.getByRole('button', { name: 'Change role' }).click()
    await dialog.getByLabel('Role').selectOption('moderator')
    await dialog.getByRole('button', { name: 'Change role' }).click()
    await page.getByText('bob is now: Moderator.').waitFor()
    assert.deepEqual(await roleAndStatus(harbour, 'bob'), { role: 'moderator', status: 'active' })

    await page.getByRole('button', { name: 'Revoke device' }).click()
    await dialog.getByLabel('Reason').selectOption('keyCompromise')
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Revoked.', { exact: true }).waitFor()
    await page
      .getByRole('link', { name: /[0-9a-f]{32}/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Certificate', level: 1 }).waitFor()
    await page.getByText(/It was revoked on/).waitFor()

    await page.getByRole('link', { name: 'Audit', exact: true }).first().click()
    await page.getByLabel('What').selectOption('suspend')
    const row = page.getByRole('row').filter({ hasText: 'Suspension' })
    await row.filter({ hasText: 'bob' }).waitFor()
    await page.getByRole('button', { name: 'Verify the log' }).click()
    await page.getByText(/verified in \d+ ms: whole\./).waitFor()
    await harbour.authority.store.db
      .updateTable('audit_lines')
      .set({ who: 'nobody' })
      .where('act', '=', 'suspend')
      .execute()
    await page.getByRole('button', { name: 'Verify the log' }).click()
    await page.getByText('The log is not as it was written').waitFor()
  })

  it('imports people after a dry run that names each bad line, and what the file says of them counts', async (t) => {
    const { harbour, page, go } = await at(t, 'alice', 'admin')
    const file = join(await temporaryFolder(t), 'people.csv')
    const lines = [
      'login;first_name;last_name;email;card_number;role',
      'dora;Dora;Lindqvist;dora@example.org;A-1001;member',
      'emil;Emil;"D’Arc";;A-1002;guest',
      'alice;Alice;Again;;;',
      'emil;Emil;Twice;;;',
      'fanny;Fanny;;not-an-address;;',
      'greta;Greta;;;A-1003;captain',
    ]
    await writeFile(file, lines.join('\r\n'))
    await go('people/import')
    await page.getByLabel('CSV file').setInputFiles(file)
    await page.getByText('2 people are ready').waitFor()
    const bad = await page.getByRole('row').allInnerTexts()
    assert.deepEqual(
      bad.slice(1).map((row) => row.split('\t').slice(0, 2)),
      [
        ['4', 'alice'],
        ['5', 'emil'],
        ['6', 'fanny'],
        ['7', 'greta'],
      ],
    )
    const { db } = harbour.authority.store
    const before = await db.selectFrom('expected_people').selectAll().execute()
    assert.equal(before.length, 0, 'a dry run changes nothing')

    await page.getByRole('button', { name: 'Invite 2 people' }).click()
    const [links] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the links' }).click(),
    ])
    const csv = await readFile(await links.path(), 'utf8')
    const [, link = ''] = /^dora,(https:\S+)\r$/m.exec(csv) ?? []
    await harbour.join({ login: 'dora', lastName: 'Whatever' }, { invitation: link })
    const dora = await db
      .selectFrom('users')
      .select(['first_name', 'last_name', 'email', 'card_number'])
      .where('login', '=', 'dora' as never)
      .executeTakeFirstOrThrow()
    assert.deepEqual(dora, {
      first_name: 'Dora',
      last_name: 'Lindqvist',
      email: 'dora@example.org',
      card_number: 'A-1001',
    })

    // Once more: nobody gets a second link.
    await page.getByRole('button', { name: 'Another file' }).click()
    await page.getByLabel('CSV file').setInputFiles(file)
    await page.getByText('6 lines cannot be taken').waitFor()

    await go('people')
    const [exported] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ])
    const people = await readFile(await exported.path(), 'utf8')
    assert.match(people, /^dora,Dora,Lindqvist,dora@example\.org,A-1001,member,active,1,/m)
    const [recorded] = await readAudit(db, { act: 'export-people' })
    assert.equal(recorded?.who, 'alice')
  })

  it('shows on the map who connects and who leaves, while it happens; the same as a list', async (t) => {
    const { harbour, page } = await at(t, 'alice', 'admin')
    await page.getByText('Nobody is connected.').waitFor()
    const end = await up(t, harbour, 'bob')
    const bob = page.getByRole('link', { name: 'bob, 1 device connected' })
    await bob.waitFor()
    await page.getByText('1 person with 1 device').waitFor()
    await page.getByRole('radio', { name: 'List' }).check({ force: true })
    await page
      .getByRole('region', { name: 'Who is connected' })
      .getByRole('listitem')
      .getByText('bob')
      .waitFor()
    await page.getByRole('radio', { name: 'Map' }).check({ force: true })
    await page.getByText('Device connected').first().waitFor()
    await end()
    await bob.waitFor({ state: 'detached' })
    await page.getByText('Nobody is connected.').waitFor()
  })

  it('speaks French as well, and remembers it', async (t) => {
    const { page } = await at(t, 'alice', 'admin')
    await page.getByRole('button', { name: 'FR · Français' }).click()
    await page.getByRole('heading', { name: 'Vue d’ensemble' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr')
    await page.reload()
    await page.getByRole('heading', { name: 'Vue d’ensemble' }).waitFor()
    // The authority's own words too.
    await page.goto('/console/people/nobody-here')
    await page
      .getByRole('alert')
      .getByText(/nobody-here/)
      .waitFor()
    assert.match(await page.getByRole('alert').innerText(), /Il n’y a pas d’utilisateur/)
  })

  it('is used by keyboard alone', async (t) => {
    const { harbour, page } = await at(t, 'alice', 'admin')
    await enrol(harbour, 'bob')
    const keys = page.keyboard
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()')
    const place = () => page.evaluate<string>('document.activeElement.id')
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await keys.press('Tab')
    assert.equal(await focused(), 'Skip to content')
    await keys.press('Enter')
    assert.equal(await place(), 'content')

    await keys.press('g')
    await keys.press('p')
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    assert.equal(await place(), 'content', 'a new page takes the focus')
    await page.getByRole('row').filter({ hasText: 'bob' }).waitFor()
    await keys.press('/')
    await keys.type('bo')
    await page
      .getByText('1 person', { exact: true })
      .waitFor({ timeout: 3000 })
      .catch(async (e) => {
        await page.screenshot({ path: '/tmp/shots/kb2.png' })
        throw e
      })
    await keys.press('Tab')
    await page.locator('[data-row]').first().focus()
    await keys.press('End')
    await keys.press('Enter')
    await page.getByRole('heading', { name: 'bob', level: 1 }).waitFor()

    // A dialog keeps the focus inside, and gives it back.
    await page.getByRole('button', { name: 'Suspend' }).focus()
    await keys.press('Enter')
    await page.getByRole('dialog').waitFor()
    for (let step = 0; step < 8; step++) {
      const inside = await page.evaluate<boolean>(
        'document.activeElement === document.body || document.activeElement.closest("dialog") !== null',
      )
      assert.ok(inside, 'the focus stays in the dialog')
      await keys.press('Tab')
    }
    await keys.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal(await focused(), 'Suspend')
    await keys.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  })

  it('shows a moderator what a moderator may, and no more', async (t) => {
    const { harbour, page, go } = await at(t, 'carol', 'moderator')
    await enrol(harbour, 'bob')
    const names = await page
      .getByRole('navigation', { name: 'Console' })
      .first()
      .getByRole('link')
      .allInnerTexts()
    assert.ok(!names.includes('Audit') && names.includes('People'), names.join())
    await go('people/bob').catch(() => undefined)
    await page.getByRole('button', { name: 'Suspend' }).waitFor()
    for (const name of ['Change role', 'Reset password', 'Revoke device'])
      assert.equal(await page.getByRole('button', { name }).count(), 0, name)
    await page.goto('/console/audit')
    await page.getByText('Your role does not include this page.').waitFor()
    // Whatever the page shows: the authority refuses.
    const status = await page.evaluate<number>(`(async () => {
      const { csrf } = await (await fetch('/v1/session')).json()
      const headers = { 'content-type': 'application/json', 'x-csrf': csrf }
      return (await fetch('/v1/verbs/audit', { method: 'POST', headers, body: '{}' })).status
    })()`)
    assert.equal(status, 403)
  })

  it('shows a member that there is nothing to do here', async (t) => {
    const { page } = await at(t, 'bob', 'member')
    await page.getByText(/Your role has no work to do here/).waitFor()
  })

  it('changes the policy for everybody', async (t) => {
    const { harbour, page, go } = await at(t, 'alice', 'admin')
    await go('settings')
    await page.getByLabel('Life of a device certificate, in days').fill('400')
    await page.getByLabel('card number').check()
    await page.getByLabel('Always').check()
    const save = page.getByRole('button', { name: 'Save' })
    await page.getByLabel('Life of a device certificate, in days').fill('14')
    await save.click()
    await page.getByText('The policy is changed.').waitFor()
    const { policy } = await harbour.authority.store.db
      .selectFrom('realm')
      .select('policy')
      .executeTakeFirstOrThrow()
    const { validitySeconds, required, approval } = JSON.parse(policy)
    assert.deepEqual([validitySeconds, required, approval], [14 * 86_400, ['cardNumber'], 'always'])
  })
})

describe('every page of the console', { skip: without }, () => {
  for (const look of [
    { scheme: 'light', width: 1280 },
    { scheme: 'dark', width: 360, height: 780 },
  ] as const) {
    it(`has no fault of access, none of policy, and fits: ${look.scheme}, ${look.width} px`, async (t) => {
      const { harbour, seat, page, go } = await at(t, 'alice', 'admin', look)
      await enrol(harbour, 'bob')
      await harbour.invite({ login: 'zoe' })
      const { serial } = await harbour.authority.store.db
        .selectFrom('certificates')
        .select('serial')
        .where('login', '=', 'bob' as never)
        .executeTakeFirstOrThrow()
      const pages = [
        '',
        'people',
        'people/bob',
        'people/import',
        'invitations',
        'invitations?new=1',
        'certificates',
      ]
      for (const path of [
        ...pages,
        `certificates/${serial}`,
        'freshness',
        'audit',
        'settings',
        'account',
        'nowhere',
      ]) {
        if (path === 'nowhere') await page.goto('/console/nowhere')
        else await go(path)
        await page.waitForLoadState('networkidle').catch(() => undefined)
        await page.waitForFunction(`!document.body.innerText.includes('Loading…')`)
        await assertAccessible(seat, path)
        const wide = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        assert.equal(wide, 0, `${path} scrolls sideways`)
      }
      await page
        .getByRole('button', { name: 'Menu' })
        .click({ timeout: 2000 })
        .catch(() => undefined)
      await assertAccessible(seat, 'menu')
    })
  }

  it('has a sign-in without a fault of access, in both themes', async (t) => {
    const { visit } = await startConsole(t)
    for (const scheme of ['light', 'dark'] as const) {
      const seat: Visit = await visit({ scheme, width: 360 })
      await seat.go('')
      await assertAccessible(seat, scheme)
      assert.deepEqual(seat.troubles, [])
    }
  })
})
