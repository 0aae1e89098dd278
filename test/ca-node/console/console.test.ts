// The console as people use it: a real Chromium, a real authority, real devices. After each story nothing may stand in the
// browser's console and nothing may have gone against the page's policy.
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { listSessions } from '@parley/ca-node/accounts/sessions.ts'
import { readAudit } from '@parley/ca-node/audit/read.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { FEED_BEAT } from '@parley/ca-node/console/constants.ts'
import { runRaw } from '@parley/ca-node/control/verbs.ts'
import { startDaemon } from '@parley/peer/daemon/start.ts'
import { encode } from 'uqr'
import { PASSPHRASE, PASSWORD, type TestAuthority } from '../../support/authority.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { enrol } from '../accounts/browser.ts'
import { enrolment, postEnrolment } from '../request.ts'
import { codeOf, consoleOfSuite, signIn, staff, without } from './support.ts'

/** Milliseconds within which the feed has told what happened: below its heart-beat. */
const SOON = FEED_BEAT - 1_000
/** Light modules around a QR code. */
const QUIET = 4

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
    mailbox: true,
    now: () => new Date(),
  })
  t.after(() => daemon.stop())
  return () => daemon.stop()
}

describe('the console', { skip: without }, () => {
  const here = consoleOfSuite()

  it('lets an administrator in with a second factor, set up at the first sign-in', async () => {
    const { harbour, visit } = here()
    await enrol(harbour, 'ada', 'admin')
    const { page, context, go, troubles } = await visit()
    await go('people')
    await page.getByLabel('Login').fill('ada')
    await page.getByLabel('Password', { exact: true }).fill('not her password')
    await page.getByRole('button', { name: 'Continue' }).click()
    assert.match(await page.getByRole('alert').innerText(), /password/i)

    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Set up your second factor' }).waitFor()
    assert.equal(
      await page.evaluate('document.activeElement.name'),
      'code',
      'what is to be typed has the focus',
    )
    await page.getByRole('img', { name: /QR code/ }).waitFor()
    const secret = await page.locator('code.secret').innerText()
    await page.getByRole('textbox', { name: /authenticator/ }).fill(codeOf(secret))
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    const codes = await page.locator('.codes code').allInnerTexts()
    assert.equal(new Set(codes).size, 10)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    // Nothing secret in an address, and nothing of the session within reach of a script.
    assert.equal(new URL(page.url()).search, '')
    assert.equal(await page.evaluate('document.cookie'), '')

    // The next time the page asks for a code; a recovery code will do.
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Login').fill('ada')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('textbox', { name: /authenticator/ }).fill('000000')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('textbox', { name: /authenticator/ }).fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).waitFor()
    await context.close()
    assert.deepEqual(troubles, [])
  })

  it('makes an invitation whose link works, shows it once as a QR code, and revokes another', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await go('invitations')
    await page.getByRole('button', { name: 'New invitation' }).click()
    const dialog = page.getByRole('dialog', { name: 'New invitation' })
    await dialog.getByLabel('Login').fill('dora')
    await dialog.getByRole('button', { name: 'Make invitation' }).click()
    const ready = page.getByRole('dialog', { name: 'Invitation ready' })
    const code = ready.getByRole('img', { name: 'QR code of the invitation' })
    await code.waitFor()
    const link = await ready.getByLabel('Link').inputValue()
    assert.equal(await code.locator('path').getAttribute('d'), qrPath(link))
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

  it('drops a page of a list that is no longer asked for', async (t) => {
    const { harbour } = here()
    const run = (verb: 'invitations' | 'revoke-invitation', input: object) =>
      runRaw(harbour.authority, verb, input, LOCAL)
    for (let n = 0; n < 60; n++) await harbour.invite()
    // Revoked ones stand at the end of all, and of no other list.
    const { invitations } = (await run('invitations', { limit: 100 })) as { invitations: { id: string }[] }
    for (const { id } of invitations.slice(-8)) await run('revoke-invitation', { id })
    const { page, go } = await here().seat(t, 'alice')
    const late: (() => void)[] = []
    await page.route('**/v1/verbs/invitations', async (route) => {
      const asked = route.request().postData() ?? ''
      if (asked.includes('"after"') && !asked.includes('"all"'))
        await new Promise<void>((resolve) => late.push(resolve))
      await route.continue()
    })
    await go('invitations')
    const rows = page.getByRole('region', { name: 'Invitations' }).locator('tbody tr')
    await rows.nth(49).waitFor()
    const more = page.waitForRequest((request) => (request.postData() ?? '').includes('"after"'))
    await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded()
    await more
    const all = page.waitForResponse((reply) => (reply.request().postData() ?? '').includes('"all"'))
    await page.getByText('All', { exact: true }).click()
    await (await all).finished()
    for (const resume of late) resume()
    await page.getByRole('button', { name: 'Show more' }).click()
    const { n } = await harbour.authority.store.db
      .selectFrom('invitations')
      .select((row) => row.fn.countAll<number | string>().as('n'))
      .executeTakeFirstOrThrow()
    await rows.nth(Number(n) - 1).waitFor()
    assert.equal(await rows.count(), Number(n))
  })

  it('shows who waits without being asked again, and lets them in or refuses them', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await go('people')
    const waiting = page.getByRole('region', { name: 'Waiting to be let in' })
    const ask = async (login: string) =>
      postEnrolment(harbour, enrolment(login, await harbour.secret({ approval: true })))
    assert.equal((await ask('fritz')).status, 202)
    await waiting.getByText('fritz').first().waitFor()
    await waiting.getByRole('button', { name: 'Let in' }).click()
    await page.getByText('fritz may come in.').waitFor()
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
      { login: 'fritz', state: 'approved', reason: null },
      { login: 'mallory', state: 'refused', reason: 'nobody knows you' },
    ])
  })

  it('suspends, restores, changes a role, revokes a device: each asked first, done, and recorded', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    // A dot in a login must not make its address that of a file.
    await enrol(harbour, 'bob.dee')
    await go('people/bob.dee')
    await page.getByRole('button', { name: 'Suspend' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    assert.equal((await roleAndStatus(harbour, 'bob.dee')).status, 'active')
    await page.getByRole('button', { name: 'Suspend' }).click()
    await dialog.getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('bob.dee is suspended.').waitFor()
    assert.equal((await roleAndStatus(harbour, 'bob.dee')).status, 'suspended')
    await page.getByText('On hold').waitFor()

    await page.getByRole('button', { name: 'Restore' }).click()
    await dialog.getByRole('button', { name: 'Restore' }).click()
    await page.getByText('bob.dee may come back.').waitFor()
    await page.getByRole('button', { name: 'Change role' }).click()
    await dialog.getByLabel('Role').selectOption('moderator')
    await dialog.getByRole('button', { name: 'Change role' }).click()
    await page.getByText('bob.dee is now: Moderator.').waitFor()
    assert.deepEqual(await roleAndStatus(harbour, 'bob.dee'), { role: 'moderator', status: 'active' })

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
    await row.filter({ hasText: 'bob.dee' }).waitFor()
    const verify = page.getByRole('button', { name: 'Verify the log' })
    await verify.click()
    await page.getByText(/verified in \d+ ms: whole\./).waitFor()
    const lines = harbour.authority.store.db.updateTable('audit_lines').where('act', '=', 'suspend')
    await lines.set({ who: 'nobody' }).execute()
    await verify.click()
    await page.getByText('The log is not as it was written').waitFor()
    await lines.set({ who: 'alice' }).execute()
    await verify.click()
    await page.getByText(/verified in \d+ ms: whole\./).waitFor()
  })

  it('imports people after a dry run that names each bad line, and what the file says of them counts', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    const file = join(await temporaryFolder(t), 'people.csv')
    const lines = [
      'login;first_name;last_name;email;card_number;role',
      'gisela;Gisela;Lindqvist;gisela@example.org;A-1001;member',
      'hans;Hans;"D’Arc";;A-1002;guest',
      'alice;Alice;Again;;;',
      'hans;Hans;Twice;;;',
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
        ['5', 'hans'],
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
    const [, link = ''] = /^gisela,(https:\S+)\r$/m.exec(csv) ?? []
    await harbour.join({ login: 'gisela', lastName: 'Whatever' }, { invitation: link })
    const gisela = await db
      .selectFrom('users')
      .select(['first_name', 'last_name', 'email', 'card_number'])
      .where('login', '=', 'gisela' as never)
      .executeTakeFirstOrThrow()
    assert.deepEqual(gisela, {
      first_name: 'Gisela',
      last_name: 'Lindqvist',
      email: 'gisela@example.org',
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
    assert.match(people, /^gisela,Gisela,Lindqvist,gisela@example\.org,A-1001,member,active,1,/m)
    const [recorded] = await readAudit(db, { act: 'export-people' })
    assert.equal(recorded?.who, 'alice')
  })

  it('finds people by any of their words, and filters by role, status and who is connected', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await enrol(harbour, 'walter', 'auditor')
    await enrol(harbour, 'wanda')
    const { db } = harbour.authority.store
    await db
      .updateTable('users')
      .set({ status: 'suspended' })
      .where('login', '=', 'wanda' as never)
      .execute()
    const logins = async (count: number) => {
      await page.getByText(count === 1 ? '1 person' : `${count} people`, { exact: true }).waitFor()
      return (await page.locator('[data-row] .name').allInnerTexts()).sort()
    }
    await go('people')
    const search = page.getByRole('searchbox')
    await search.fill('wa')
    assert.deepEqual(await logins(2), ['walter', 'wanda'])
    await page.getByLabel('Role').selectOption('auditor')
    assert.deepEqual(await logins(1), ['walter'])
    await page.getByLabel('Role').selectOption('')
    await page.getByLabel('Status').selectOption('suspended')
    assert.deepEqual(await logins(1), ['wanda'])
    // The address says it all: it can be kept, sent, and gone back to.
    assert.equal(new URL(page.url()).search, '?search=wa&status=suspended')
    await page.reload()
    assert.deepEqual(await logins(1), ['wanda'])
    await page.getByLabel('Connected now').check()
    await page.getByText('Nobody fits.').waitFor()
    // What people type is text, in a pattern and on the page.
    await go('people')
    for (const typed of ['%', '_', "'; drop table users; --", '*)(uid=*', '<img src=x onerror=alert(1)>']) {
      await search.fill(typed)
      await page.getByText('Nobody fits.').waitFor()
      await search.fill('wanda')
      assert.deepEqual(await logins(1), ['wanda'])
    }
  })

  it('shows on the map who connects and who leaves, while it happens; the same as a list', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await go('')
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

  it('asks anew after what happened, and not once for each of a crowd', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    let asked = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/verbs/overview')) asked += 1
    })
    await go('')
    const open = page.getByRole('listitem').filter({ hasText: 'Open invitations' }).locator('strong')
    await open.getByText(/^\d+$/).waitFor()
    const before = Number(await open.innerText())
    for (let n = 0; n < 120; n++) await harbour.secret()
    await open.getByText(String(before + 120)).waitFor()
    assert.ok(asked < 40, `asked ${asked} times`)
  })

  it('shows the hierarchy as a tree, and how fresh lists and papers are', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await go('certificates')
    const root = page.getByRole('listitem').filter({ hasText: 'Parley root' })
    const issuing = root.getByRole('listitem').filter({ hasText: 'Parley issuing ca1' })
    await issuing.getByText('this node').waitFor()
    await page.getByRole('searchbox').fill('alice')
    await page.getByRole('row').filter({ hasText: 'alice' }).getByRole('link').click()
    await page.getByText(/This certificate says that the device .+ belongs to alice/).waitFor()
    await page.getByText('subjectAltName').waitFor()
    const [pem] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download PEM' }).click(),
    ])
    const kept = new X509Certificate(await readFile(await pem.path(), 'utf8'))
    assert.match(kept.subject, /CN=alice/)

    await go('freshness')
    const list = page.getByRole('listitem').filter({ hasText: 'Parley issuing ca1' })
    await list.getByText('Fresh', { exact: true }).waitFor()
    await page.getByText(/An answer may be used for \d+ minutes/).waitFor()
    const lists = harbour.authority.store.db.updateTable('lists')
    const before = await harbour.authority.store.db.selectFrom('lists').selectAll().execute()
    await lists.set({ next_update: Date.now() - 1000 }).execute()
    await page.reload()
    await list.getByText('Past its time').waitFor()
    await go('')
    await page
      .getByRole('region', { name: 'Needs somebody' })
      .getByText('The revocation list of Parley issuing ca1 is past its time')
      .waitFor()
    for (const { issuer_key_id, next_update } of before)
      await lists.set({ next_update }).where('issuer_key_id', '=', issuer_key_id).execute()
  })

  it('has a second administrator agree to a grave act', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await staff(harbour, 'bea', 'admin')
    await enrol(harbour, 'nora')
    await go('people/nora')
    await page.getByRole('button', { name: 'Change role' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Role').selectOption('admin')
    await dialog.getByRole('button', { name: 'Change role' }).click()
    await page.getByText('A second administrator has to agree.').waitFor()
    assert.equal((await roleAndStatus(harbour, 'nora')).role, 'member')
    await go('settings')
    const open = page.getByRole('listitem').filter({ hasText: 'nora' })
    // Who proposed it may take it back, and no more.
    await open.getByRole('button', { name: 'Take back' }).waitFor()
    assert.equal(await open.getByRole('button', { name: 'Approve' }).count(), 0)

    const other = await here().seat(t, 'bert')
    await other.go('settings')
    await other.page.getByText('login: nora · role: Administrator').waitFor()
    await other.page.getByRole('button', { name: 'Approve' }).click()
    await open.getByText('Approved by bert').waitFor()
    await go('people/nora')
    await page.getByRole('button', { name: 'Change role' }).click()
    await dialog.getByLabel('Role').selectOption('admin')
    await dialog.getByRole('button', { name: 'Change role' }).click()
    await page.getByText('nora is now: Administrator.').waitFor()
    assert.equal((await roleAndStatus(harbour, 'nora')).role, 'admin')
  })

  it('speaks French as well, and remembers it', async (t) => {
    const { page, go } = await here().seat(t, 'alice')
    await go('')
    await page.getByRole('button', { name: 'FR · Français' }).click()
    await page.getByRole('heading', { name: 'Vue d’ensemble' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr')
    await page.reload()
    await page.getByRole('heading', { name: 'Vue d’ensemble' }).waitFor()
    // The authority's own words too.
    await page.goto('/console/people/nobody-here')
    await page.getByRole('heading', { name: /^Il n’y a pas d’utilisateur « nobody-here »/ }).waitFor()
  })

  it('is used by keyboard alone', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await enrol(harbour, 'boris')
    const keys = page.keyboard
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()')
    const place = () => page.evaluate<string>('document.activeElement.id')
    await go('')
    await keys.press('Tab')
    assert.equal(await focused(), 'Skip to content')
    await keys.press('Enter')
    assert.equal(await place(), 'content')

    await keys.press('g')
    await keys.press('p')
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    assert.equal(await place(), 'content', 'a new page takes the focus')
    await page.getByRole('row').filter({ hasText: 'boris' }).waitFor()
    await keys.press('/')
    await keys.type('bori')
    await page.getByText('1 person', { exact: true }).waitFor()
    await page.locator('[data-row]').first().focus()
    await keys.press('End')
    await keys.press('Enter')
    await page.getByRole('heading', { name: 'boris', level: 1 }).waitFor()

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
    const { page, go } = await here().seat(t, 'carol', 'moderator')
    await enrol(here().harbour, 'bodo')
    await go('')
    const names = await page
      .getByRole('navigation', { name: 'Console' })
      .first()
      .getByRole('link')
      .allInnerTexts()
    assert.ok(!names.includes('Audit') && names.includes('People'), names.join())
    await go('people/bodo')
    await page.getByRole('button', { name: 'Suspend' }).waitFor()
    for (const name of ['Change role', 'Reset password', 'Revoke device'])
      assert.equal(await page.getByRole('button', { name }).count(), 0, name)
    await page.goto('/console/audit')
    await page.getByText('Your role does not include this page.').waitFor()
    // Whatever the page shows: the authority refuses.
    const asked = (name: string, headers: string) =>
      page.evaluate<number>(`(async () => {
        const { csrf } = await (await fetch('/v1/session')).json()
        const headers = { 'content-type': 'application/json', ${headers} }
        return (await fetch('/v1/verbs/${name}', { method: 'POST', headers, body: '{}' })).status
      })()`)
    assert.equal(await asked('audit', "'x-csrf': csrf"), 403)
    assert.equal(await asked('overview', "'x-csrf': csrf"), 200)
    assert.equal(await asked('overview', ''), 403, 'without its proof a request counts as forged')
  })

  it('shows a member that there is nothing to do here', async (t) => {
    const { page, go } = await here().seat(t, 'otto', 'member')
    await go('')
    await page.getByText(/Your role has no work to do here/).waitFor()
  })

  it('says so when the session has ended, at once, and comes back to the page after', async (t) => {
    const { harbour, visit } = here()
    await enrol(harbour, 'ruth', 'moderator')
    const seat = await visit()
    t.after(() => seat.context.close())
    await signIn(seat, 'ruth', undefined)
    await seat.go('freshness')
    const { page } = await here().seat(t, 'alice')
    await page.goto('/console/people/ruth')
    await page.getByRole('button', { name: 'End sessions' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click()
    // Nothing was asked for there: the feed said it.
    await seat.page.getByText('Your session has ended.').waitFor({ timeout: SOON })
    await seat.page.getByLabel('Login').fill('ruth')
    await seat.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await seat.page.getByRole('button', { name: 'Continue' }).click()
    await seat.page.getByRole('heading', { name: 'Freshness' }).waitFor()
    assert.deepEqual(seat.troubles, [])
  })

  it('signs out who has left it open and gone', async (t) => {
    const { harbour, visit } = here()
    await enrol(harbour, 'rita', 'moderator')
    const { page, context, go, troubles, ...seat } = await visit()
    t.after(() => context.close())
    await page.clock.install()
    await signIn({ page, context, go, troubles, ...seat }, 'rita', undefined)
    const sessions = () => listSessions(harbour.authority, 'rita' as never)
    await page.clock.fastForward('29:00')
    await page.keyboard.press('Tab')
    await page.clock.fastForward('29:00')
    assert.equal((await sessions()).length, 1, 'who types is there')
    await page.clock.fastForward('02:00')
    await page.getByText('Your session has ended.').waitFor()
    assert.equal((await sessions()).length, 0)
    assert.deepEqual(troubles, [])
  })

  it('changes the policy for everybody', async (t) => {
    const { harbour } = here()
    const { page, go } = await here().seat(t, 'alice')
    await go('settings')
    await page.getByLabel('card number').check()
    await page.getByLabel('Always').check()
    await page.getByLabel('Life of a device certificate, in days').fill('14')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The policy is changed.').waitFor()
    const { policy } = await harbour.authority.store.db
      .selectFrom('realm')
      .select('policy')
      .executeTakeFirstOrThrow()
    const { validitySeconds, required, approval } = JSON.parse(policy)
    assert.deepEqual([validitySeconds, required, approval], [14 * 86_400, ['cardNumber'], 'always'])
  })
})

/** The path a QR code of `text` is drawn as; the encoder is another's, the drawing ours. */
function qrPath(text: string): string {
  const { data } = encode(text, { ecc: 'M', border: 0 })
  return data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('')
}
