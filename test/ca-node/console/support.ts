// The console in a real Chromium against a real authority: pages that watch for what must never be there (a violation of the
// policy, an error in the console), people with roles, second factors, and devices that are connected.
import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { after, before, type TestContext } from 'node:test'
import { connect } from 'node:tls'
import { AxeBuilder } from '@axe-core/playwright'
import { readPageFiles } from '@parley/ca-node/console/files.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { TOTP } from 'otpauth'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import {
  type AuthorityOptions,
  PASSWORD,
  startTestAuthority,
  type TestAuthority,
} from '../../support/authority.ts'
import { type App, browserAt, enrol, setUpFactor } from '../accounts/browser.ts'

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const program = PROGRAMS.find((path) => existsSync(path))

/** Why these tests cannot run here; false when they can. */
export const without =
  program === undefined
    ? 'Chromium is not installed'
    : (await readPageFiles()) === undefined
      ? 'the console was not built (npm run build)'
      : false

/** Milliseconds anything on the page may take: machines under load are slow. */
const PATIENCE = 60_000

/** Runs in the page: text, because tests know no types of browsers. */
const TELL_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  parleyTrouble('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** What must stay empty: errors of the page, violations of its policy, requests to elsewhere. */
  readonly troubles: string[]
  go(path: string): Promise<void>
}

export interface Look {
  readonly width?: number
  readonly height?: number
  readonly scheme?: 'light' | 'dark'
  readonly locale?: string
}

export interface Console {
  readonly harbour: TestAuthority
  /** Somebody who is not signed in. */
  visit(look?: Look): Promise<Visit>
  /** Somebody with that role, signed in: the first time through the page, then by the session kept from it. */
  seat(test: TestContext, login: string, role?: Role, look?: Look): Promise<Visit>
}

/** For a whole suite one authority and one browser: its visits are as far apart as browsers are. */
export function consoleOfSuite(options: AuthorityOptions = {}): () => Console {
  const endings: (() => unknown)[] = []
  let opened: Console | undefined
  before(async () => {
    opened = await openConsole({ after: (end) => void endings.unshift(end as () => unknown) }, options)
  })
  after(async () => {
    for (const end of endings) await end()
  })
  return () => opened ?? assert.fail('the suite has not begun')
}

export async function openConsole(
  test: Pick<TestContext, 'after'>,
  options: AuthorityOptions = {},
): Promise<Console> {
  // A suite in a hurry asks more often than any person.
  const harbour = await startTestAuthority(test, { requestsPerMinute: 100_000, ...options })
  const browser = await launch(test, harbour)
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  return {
    harbour,
    visit: (look = {}) => visit(browser, harbour, look),
    async seat(t, login, role = 'admin', look = {}) {
      if (!sessions.has(login)) {
        const app = await staff(harbour, login, role)
        const first = await visit(browser, harbour, {})
        await signIn(first, login, app)
        sessions.set(login, await first.context.storageState())
        assert.deepEqual(first.troubles, [])
        await first.context.close()
      }
      const seat = await visit(browser, harbour, look, sessions.get(login))
      t.after(async () => {
        await seat.context.close()
        assert.deepEqual(seat.troubles, [])
      })
      return seat
    },
  }
}

/** Trusts the authority's HTTPS key and no other: what a browser with the realm's root would do. */
async function launch(test: Pick<TestContext, 'after'>, harbour: TestAuthority): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: program ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--ignore-certificate-errors-spki-list=${await keyHash(harbour)}`,
    ],
  })
  test.after(() => browser.close())
  return browser
}

function keyHash(harbour: TestAuthority): Promise<string> {
  const { hostname, port } = new URL(`https://${harbour.address}`)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      const { raw } = socket.getPeerCertificate()
      const spki = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' })
      socket.destroy()
      resolve(createHash('sha256').update(spki).digest('base64'))
    })
    socket.on('error', reject)
  })
}

async function visit(
  browser: Browser,
  harbour: TestAuthority,
  look: Look,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<Visit> {
  const { width = 1280, height = 860, scheme = 'light', locale = 'en-GB' } = look
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    baseURL: `https://${harbour.address}`,
    ...(storageState === undefined ? {} : { storageState }),
  })
  context.setDefaultTimeout(PATIENCE)
  const troubles: string[] = []
  await context.exposeBinding('parleyTrouble', (_source, text: string) => void troubles.push(text))
  await context.addInitScript({ content: TELL_VIOLATIONS })
  const page = await context.newPage()
  page.on('request', (request) => {
    if (!request.url().startsWith(`https://${harbour.address}/`) && !request.url().startsWith('data:'))
      troubles.push(`elsewhere: ${request.url()}`)
  })
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // A refusal that a person is told of is also a line of the browser's own.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      troubles.push(`console: ${message.text()}`)
  })
  return {
    page,
    context,
    troubles,
    async go(path) {
      await page.goto(`/console/${path}`)
      await page.locator('h1').first().waitFor()
    },
  }
}

/** Somebody with a role; whoever needs a second factor has it. */
export async function staff(harbour: TestAuthority, login: string, role: Role): Promise<App | undefined> {
  await enrol(harbour, login, role)
  if (role !== 'admin') return undefined
  const before = browserAt(harbour)
  await before.signIn(login)
  // The step before this one: the code of now is still unused when the test signs in.
  return setUpFactor(before, Date.now() - 30_000)
}

export async function signIn({ page, go }: Visit, login: string, app: App | undefined): Promise<void> {
  await go('')
  await page.getByLabel(/^(Login|Identifiant)$/).fill(login)
  await page.getByLabel(/^(Password|Mot de passe)$/).fill(PASSWORD)
  await page.getByRole('button', { name: /^(Continue|Continuer)$/ }).click()
  if (app !== undefined) {
    await page.getByRole('textbox', { name: /authenticator|authentification/ }).fill(app.code(Date.now()))
    await page.getByRole('button', { name: /^(Sign in|Se connecter)$/ }).click()
  }
  await page.locator('main#content').waitFor()
}

export function codeOf(secret: string): string {
  return new TOTP({ secret: secret.replaceAll(' ', '') }).generate()
}

/** WCAG 2.2 AA and axe's own good practice. */
export async function assertAccessible({ page }: Visit, where: string): Promise<void> {
  // In the page itself: a second page for the report would cost a second each time, and there are no frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`,
  )
  assert.deepEqual(told, [], where)
}
