// The authority is off, cables come out, addresses change, people come and go: the crew finds each other again, and
// what was written meanwhile arrives.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MDNS_INTERVAL_MS } from '@parley/shared/host/net/constants.ts'
import { type Crew, type Member, makeCrew, until } from '../support/crew.ts'
import { lanImpossible } from '../support/lan.ts'

/** From the ready line until everybody sees everybody, ms: without waiting for the next round of mDNS. */
const FOUND_WITHIN_MS = MDNS_INTERVAL_MS
/** From a new address, or a cable put back, until messages have arrived, ms: a session must first be seen to be dead. */
const BACK_WITHIN_MS = 40_000

describe('away', { skip: lanImpossible() }, () => {
  it('finds each other without the authority, at new addresses, and after a pulled cable', async (t) => {
    const crew = await makeCrew(t, { lan: 'away', people: { alice: 'h2', bob: 'h3', carol: 'h4' } })
    const [alice, bob, carol] = [crew.member('alice'), crew.member('bob'), crew.member('carol')]

    // Alice and bob have met. Carol has only ever seen the directory.
    await Promise.all([alice.up(), bob.up()])
    await Promise.all([alice.sees(['bob']), bob.sees(['alice'])])
    await Promise.all([alice.down(), bob.down()])
    await carol.up()
    await until(30_000, 'carol knows the directory', async () =>
      (await carol.run('whois', 'bob')).status === 0 ? undefined : 'not yet',
    )
    await carol.down()

    crew.lan.unplug('h1')
    await Promise.all([alice.up(), bob.up(), carol.up()])
    await Promise.all([
      alice.sees(['bob', 'carol'], FOUND_WITHIN_MS),
      bob.sees(['alice', 'carol'], FOUND_WITHIN_MS),
      carol.sees(['alice', 'bob'], FOUND_WITHIN_MS),
    ])
    await carol.says(bob, 'We have not met.')

    const lease = performance.now()
    newLease(crew, 'h3', '10.77.0.33')
    await alice.says(bob, 'You moved?')
    await bob.says(carol, 'Next door.')
    t.diagnostic(`at a new address: ${took(lease)} ms`)
    assert.ok(took(lease) < BACK_WITHIN_MS)

    crew.lan.unplug('h4')
    const waiting = await alice.run('send', '@carol', 'Mind the cable.', '--wait', 'stored')
    assert.equal(waiting.status, 0, waiting.stderr)
    const noticed = await alice.misses('carol', 45_000)
    t.diagnostic(`a cable pulled elsewhere, noticed: ${noticed} ms`)
    const plugged = performance.now()
    crew.lan.plug('h4')
    await arrives(alice, carol, 'Mind the cable.')
    await carol.says(bob, 'Found it.')
    t.diagnostic(`cable put back: ${took(plugged)} ms`)
    assert.ok(took(plugged) < BACK_WITHIN_MS)
  })

  it('keeps for who is off, over a kill of the sender', async (t) => {
    const crew = await makeCrew(t, { lan: 'off', people: { alice: 'h2', bob: 'h3' } })
    const [alice, bob] = [crew.member('alice'), crew.member('bob')]
    await Promise.all([alice.up(), bob.up()])
    await Promise.all([alice.sees(['bob']), bob.sees(['alice'])])
    await bob.down()
    const sent = await alice.run('send', '@bob', 'For later.', '--wait', 'delivered', '--timeout', '1s')
    assert.equal(sent.status, 4)
    assert.equal(sent.code, 'STATE_NOT_REACHED')
    assert.equal((await alice.reads(bob)).at(-1)?.state, 'stored')
    await alice.down('SIGKILL')
    await alice.up()
    await bob.up()
    await arrives(alice, bob, 'For later.')
    assert.equal((await bob.reads(alice)).filter(({ text }) => text === 'For later.').length, 1)
  })

  it('connects by hand where nothing else finds anybody', async (t) => {
    const crew = await makeCrew(t, { lan: 'hand', people: { alice: 'h2', bob: 'h3' } })
    const [alice, bob] = [crew.member('alice'), crew.member('bob')]
    // Once with the directory, so that each knows who the other is.
    await Promise.all([alice.up('--no-mdns'), bob.up('--no-mdns')])
    await Promise.all([alice.sees(['bob']), bob.sees(['alice'])])
    await alice.says(bob, 'The directory brought us together.')
    // Nothing is left to bring: a device that has something dials where it last reached the other.
    await until(30_000, 'alice knows that bob has read it', async () =>
      (await alice.reads(bob)).every(({ state }) => state === 'read') ? undefined : 'not yet',
    )
    await Promise.all([alice.down(), bob.down()])

    await Promise.all([alice.up('--no-mdns', '--no-directory'), bob.up('--no-mdns', '--no-directory')])
    const { directory, network } = await bob.status()
    assert.equal(directory.state, 'off')
    assert.equal(network.sessions, 0)
    const address = network.listen.find((each) => each.includes('10.77.')) ?? ''
    const bare = address.replace(/\/p2p\/.*/, '')
    const connected = await alice.run('connect', bare)
    assert.equal(connected.json()[0]?.login, 'bob', connected.stderr)
    assert.equal((await alice.run('connect', address)).json()[0]?.login, 'bob')
    await bob.says(alice, 'By hand.')
    assert.equal((await alice.run('connect', '/ip4/10.77.0.3/tcp/1')).status, 4)
  })
})

const took = (since: number): number => Math.round(performance.now() - since)

/** As DHCP does it: another address on the same cable. */
function newLease({ lan }: Crew, host: string, address: string): void {
  lan.run(host, 'ip', 'addr', 'flush', 'dev', 'eth0')
  lan.run(host, 'ip', 'addr', 'add', `${address}/24`, 'brd', '+', 'dev', 'eth0')
  lan.run(host, 'ip', 'route', 'add', '224.0.0.0/4', 'dev', 'eth0')
}

async function arrives(from: Member, to: Member, text: string): Promise<void> {
  await until(60_000, `"${text}" arrives`, async () =>
    (await to.reads(from)).some((message) => message.text === text) ? undefined : 'not yet',
  )
}
