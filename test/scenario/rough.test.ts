// Rough weather: a line that loses and delays, and a crowd that comes aboard in one moment.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { type Crew, type Member, makeCrew, until } from '../support/crew.ts'
import { delayImpossible, lanImpossible, lossImpossible } from '../support/lan.ts'

/** PARLEY_LONG=1: a class. */
const CROWD = process.env.PARLEY_LONG === '1' ? { people: 30, hosts: 4 } : { people: 10, hosts: 5 }
/** From the last ready line until everybody has a session with everybody, ms. */
const MET_WITHIN_MS = process.env.PARLEY_LONG === '1' ? 120_000 : 60_000
/** From being up until the other is seen, where a frame in seven is lost and TCP waits ever longer after each, ms. */
const SEEN_WITHIN_MS = 90_000
const SAID_WITHIN = '90s'
/** A dial cut by a time limit ends as one of these. */
const LATE: ReadonlySet<string> = new Set(['SESSION_TIMEOUT', 'SESSION_TRUNCATED'])

describe('rough weather', { skip: lanImpossible() }, () => {
  it('enrols, connects and chats over a line that loses 15 %', { skip: lossImpossible() }, (t) =>
    talk(t, 'lossy', { loss: 15, delay: 0 }),
  )

  it('... and that takes 100 ms there and back', { skip: lossImpossible() || delayImpossible() }, (t) =>
    talk(t, 'rough', { loss: 15, delay: 50 }),
  )

  it('brings a crowd together that comes in one moment', async (t) => {
    const logins = Array.from({ length: CROWD.people }, (_, n) => `sailor${n + 10}`)
    const crew = await makeCrew(t, {
      lan: 'crowd',
      people: Object.fromEntries(logins.map((login, n) => [login, `h${(n % CROWD.hosts) + 2}`])),
    })
    const everybody = logins.map((login) => crew.member(login))
    await Promise.all(everybody.map((member) => member.up()))
    const met = await until(MET_WITHIN_MS, 'everybody has met everybody', () => whoIsAlone(everybody))
    const late = (await Promise.all(everybody.map(handshakesLate))).reduce((sum, each) => sum + each, 0)
    t.diagnostic(
      `${logins.length} peers met: ${met} ms after the last was ready, ${late} handshakes came late`,
    )
    // What came late was work for nothing. Without a pace there are more of them than sessions, ever more, and no end.
    assert.ok(late < (logins.length * (logins.length + 1)) / 2, `${late} handshakes came late`)
    await first(crew, logins).says(crew.member(logins.at(-1) ?? ''), 'All aboard.')
    // Nobody fell over in the throng.
    assert.equal(await whoIsAlone(everybody), undefined)
  })
})

async function talk(t: TestContext, lan: string, rough: { loss: number; delay: number }): Promise<void> {
  const crew = await makeCrew(t, { lan, people: { alice: 'h2', bob: 'h3' }, rough })
  const [alice, bob] = [crew.member('alice'), crew.member('bob')]
  await Promise.all([alice.up(), bob.up()])
  await Promise.all([alice.sees(['bob'], SEEN_WITHIN_MS), bob.sees(['alice'], SEEN_WITHIN_MS)])
  await alice.says(bob, 'Can you hear me?', SAID_WITHIN)
  await bob.says(alice, 'Six words of seven.', SAID_WITHIN)
}

/** Dials of this person that ran out of time, by the log. */
async function handshakesLate(member: Member): Promise<number> {
  const log = await readFile(join(member.folder, 'parley.log'), 'utf8')
  const lines = log.split('\n').filter((line) => line !== '')
  return lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ code, direction }) => direction === 'out' && LATE.has(String(code))).length
}

/** The first who lacks a session with somebody, or the directory. */
async function whoIsAlone(everybody: readonly Member[]): Promise<string | undefined> {
  for (const member of everybody) {
    const { network, directory } = await member.status()
    if (network.sessions < everybody.length - 1 || directory.state !== 'reachable')
      return `${member.login}: ${network.sessions} sessions, directory ${directory.state}`
  }
  return undefined
}

const first = (crew: Crew, logins: readonly string[]): Member => crew.member(logins[0] ?? '')
