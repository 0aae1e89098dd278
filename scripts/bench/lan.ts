// How soon people find each other on a LAN without the authority (real processes on hosts of their own, scripts/lan): somebody
// new by mDNS alone, and somebody whose cable was out. Needs root, for network namespaces.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Crew, type Member, makeCrew } from '../../test/support/crew.ts'
import { lanImpossible } from '../../test/support/lan.ts'
import { type Figure, quantile } from './figure.ts'

/** People who come for the first time, one after the other. */
const NEWCOMERS = 8
const CUTS = 5
/** How long the cable is out, ms: a session that hears nothing is given up before that. */
const CUT_MS = 25_000
const PATIENCE_MS = 60_000
const LOOK_MS = 20

export async function lanFigures(): Promise<readonly Figure[]> {
  const impossible = lanImpossible()
  if (impossible !== false) {
    console.error(`discover.p50, reconnect.p50: ${impossible}`)
    return []
  }
  const endings: (() => unknown)[] = []
  try {
    const names = Array.from({ length: NEWCOMERS }, (_, n) => `new${n}`)
    const people = Object.fromEntries(['alice', ...names].map((login, n) => [login, `h${n + 2}`]))
    const crew = await makeCrew(
      { after: (end: () => unknown) => void endings.push(end) },
      { lan: 'bench', people },
    )
    crew.lan.unplug('h1')
    const alice = crew.member('alice')
    await alice.up()
    const discovered: number[] = []
    for (const name of names) discovered.push(await comes(crew.member(name)))
    return [
      { metric: 'discover.p50', value: quantile(discovered, 0.5), unit: 'ms', n: NEWCOMERS },
      { metric: 'reconnect.p50', value: await reconnects(crew, names), unit: 'ms', n: CUTS },
    ]
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

/** @returns ms from starting the program to the session with alice */
async function comes(person: Member): Promise<number> {
  const begun = Date.now()
  await person.up()
  return (await met(person, 'alice', begun)) - begun
}

/** @returns ms from the cable to the session with alice, in the middle */
async function reconnects({ lan, member }: Crew, names: readonly string[]): Promise<number> {
  const samples: number[] = []
  for (const name of names.slice(0, CUTS)) {
    const person = member(name)
    lan.unplug(person.host)
    await pause(CUT_MS)
    const plugged = Date.now()
    lan.plug(person.host)
    samples.push((await met(person, 'alice', plugged)) - plugged)
  }
  return quantile(samples, 0.5)
}

/** @returns when this person's log says that a session with that one was opened, after `since`; ms since 1970 */
async function met(person: Member, login: string, since: number): Promise<number> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const log = await readFile(join(person.folder, 'parley.log'), 'utf8')
    for (const line of log.split('\n').filter((one) => one.includes('session opened'))) {
      const said = JSON.parse(line)
      const at = Date.parse(said.time)
      if (said.login === login && at >= since) return at
    }
    if (Date.now() > deadline) throw new Error(`${person.login} did not meet ${login}`)
    await pause(LOOK_MS)
  }
}
