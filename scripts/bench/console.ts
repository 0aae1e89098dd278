// How long an administrator looks at nothing before the list of 50,000 people stands on the screen, and until a search of
// theirs does: a real CA node, a real Chromium with an empty cache each time. First paint is the second frame after the
// first row of the table is there, counted from the navigation.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createSession } from '@parley/ca-node/accounts/sessions.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import { login } from '@parley/shared/identity/login.ts'
import { type Browser, chromium } from 'playwright-core'
import { type Figure, quantile } from './figure.ts'
import { addPerson, fillRealm, inStore, loginOf } from './people.ts'

const launcher = fileURLToPath(new URL('../parley.js', import.meta.url))
const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const PEOPLE = 50_000
const VISITS = 15
/** First ones that are not counted: the authority and the browser warm up. */
const WARM_UP = 2

export async function consoleFigures(): Promise<readonly Figure[]> {
  const executablePath = PROGRAMS.find((path) => existsSync(path))
  if (executablePath === undefined) {
    console.error('console.people.*: not measured, Chromium is not installed')
    return []
  }
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  try {
    return await measure(folder, executablePath)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string, executablePath: string): Promise<readonly Figure[]> {
  const secret = join(folder, 'secret')
  await writeFile(secret, 'only for this measurement\n')
  const data = ['--data', join(folder, 'ca'), '--passphrase-file', secret, '--json']
  const ports = ['--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0', '--announce', '127.0.0.1']
  await once(start('ca', 'init', '--realm', 'bench', ...data), 'close')
  const session = await fill(join(folder, 'ca'))
  const authority = start('ca', 'start', ...ports, ...data)
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const address = String(JSON.parse(await firstLine(authority)).https)
    const paints: number[] = []
    const searches: number[] = []
    for (let visit = -WARM_UP; visit < VISITS; visit++) {
      const { paint, search } = await lookAtPeople(browser, address, session)
      if (visit < 0) continue
      paints.push(paint)
      searches.push(search)
    }
    return [
      { metric: 'console.people.paint', value: quantile(paints, 0.5), unit: 'ms', n: VISITS },
      { metric: 'console.people.search', value: quantile(searches, 0.5), unit: 'ms', n: VISITS },
    ]
  } finally {
    await browser.close()
    authority.kill('SIGTERM')
    if (authority.exitCode === null) await once(authority, 'exit')
  }
}

/** Runs in the page: notes when the table has first shown a row, and when a search has shown what it found. */
const WATCH = `(() => {
  const second = (then) => requestAnimationFrame(() => requestAnimationFrame(then))
  const until = (holds) => new Promise((resolve) => {
    const look = () => (holds() ? second(() => resolve(performance.now())) : requestAnimationFrame(look))
    look()
  })
  window.painted = until(() => document.querySelector('[data-row]') !== null)
  window.searched = (text) => {
    const box = document.querySelector('main input[type="search"]')
    const begun = performance.now()
    box.value = text
    box.dispatchEvent(new Event('input', { bubbles: true }))
    return until(() => document.querySelectorAll('[data-row]').length === 1).then((at) => at - begun)
  }
})()`

async function lookAtPeople(
  browser: Browser,
  address: string,
  session: string,
): Promise<{ readonly paint: number; readonly search: number }> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  try {
    await context.addCookies([{ name: SESSION_COOKIE, value: session, url: address, secure: true }])
    await context.addInitScript({ content: WATCH })
    const page = await context.newPage()
    await page.goto(new URL('/console/people', address).href, { waitUntil: 'commit' })
    const paint = await page.evaluate<number>('window.painted')
    const search = await page.evaluate<number>(`window.searched('${loginOf(PEOPLE - 1)}')`)
    return { paint, search }
  } finally {
    await context.close()
  }
}

/** @returns the session of somebody who may look at everybody */
async function fill(data: string): Promise<string> {
  const folder = authorityFolder(data)
  await fillRealm(folder, PEOPLE)
  return await inStore(folder, async (store) => {
    // An auditor reads everything and needs no second factor.
    const who = login('somebody')
    await addPerson(store, who, 'auditor')
    const asker = { login: who, proved: 'password', source: '127.0.0.1', agent: 'bench' } as const
    return createSession(store.db, asker, new Date())
  })
}

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no stdout')
  for await (const line of createInterface({ input: stdout })) return line
  throw new Error('the authority ended before it was ready')
}
