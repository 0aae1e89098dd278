// Rough weather: a line that loses and delays, and a crowd that comes aboard in one moment.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Crew, type Member, makeCrew, until } from '../support/crew.ts'
import { lanImpossible, slowImpossible } from '../support/lan.ts'

/** PARLEY_LONG=1: a class. */
const CROWD = process.env.PARLEY_LONG === '1' ? { people: 30, hosts: 4 } : { people: 10, hosts: 5 }
/** From the last ready line until everybody has a session with everybody, ms. */
const MET_WITHIN_MS = process.env.PARLEY_LONG === '1' ? 120_000 : 30_000
/** A dial cut by a time limit ends as one of these. */
const LATE: ReadonlySet<string> = new Set(['SESSION_TIMEOUT', 'SESSION_TRUNCATED'])

describe('rough weather', { skip: lanImpossible() }, () => {
  it('enrols, connects and chats over 15 % loss and 100 ms', { skip: slowImpossible() }, async (t) => {
    const crew = await makeCrew(t, {
      lan: 'rough',
      people: { alice: 'h2', bob: 'h3' },
      slow: ['delay', '50ms', 'loss', '15%'],
    })
    const [alice, bob] = [crew.member('alice'), crew.member('bob')]
    await Promise.all([alice.up(), bob.up()])
    await Promise.all([alice.sees(['bob'], 40_000), bob.sees(['alice'], 40_000)])
    await alice.says(bob, 'Can you hear me?')
    await bob.says(alice, 'Every second word.')
  })

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
