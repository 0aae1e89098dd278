// Revocation bites: live sessions end, the word travels from peer to peer without the authority, and who was only
// suspended comes back.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LIST_COMPARISON_MS } from '@parley/shared/host/net/constants.ts'
import { type Crew, type Member, makeCrew, until } from '../support/crew.ts'
import { lanImpossible } from '../support/lan.ts'

/** From the command until nobody has a session with that person, ms: pushed, not found at the next comparison of lists. */
const BITES_WITHIN_MS = LIST_COMPARISON_MS / 3

describe('revocation on a LAN', { skip: lanImpossible() }, () => {
  it('ends the live sessions of who is revoked, and carol hears it from alice alone', async (t) => {
    const crew = await makeCrew(t, { lan: 'revoked', people: { alice: 'h2', bob: 'h3', carol: 'h4' } })
    const [alice, bob, carol] = await everybodyUp(crew)
    await bob.says(alice, 'I have nothing to hide.')

    // Carol is away while it happens; then the authority is away, too.
    crew.lan.unplug('h4')
    await crew.authority.run('revoke', '--login', 'bob', '--reason', 'keyCompromise')
    await alice.logged({ login: 'bob', code: 'CERT_REVOKED', msg: 'session closed' }, BITES_WITHIN_MS)
    await bob.logged({ login: 'alice', code: 'CERT_REVOKED', msg: 'session closed' }, BITES_WITHIN_MS)
    crew.lan.unplug('h1')
    crew.lan.plug('h4')
    await carol.logged({ login: 'bob', code: 'CERT_REVOKED', msg: 'session ended' })
    await carol.misses('bob')
    assert.equal((await carol.status()).revocationList.number, (await alice.status()).revocationList.number)

    // Bob cannot come back, neither by himself nor by hand, and is told why.
    // Whether the list that names him reached him before his sessions ended is a matter of milliseconds.
    await bob.down()
    const ended = await bob.up().then(
      () => '',
      (error: Error) => error.message,
    )
    if (ended === '') {
      const { listen } = (await carol.status()).network
      const refused = await bob.run('connect', listen.find((address) => address.includes('10.77.')) ?? '')
      assert.equal(refused.code, 'SESSION_REFUSED')
      assert.match(refused.stderr, /CERT_REVOKED/)
      assert.equal(refused.status, 3)
      await carol.logged({ code: 'CERT_REVOKED', msg: 'session refused' })
    } else assert.match(ended, /"code":"CERT_REVOKED"/)
    assert.equal((await alice.online()).includes('bob'), false)
    await carol.says(alice, 'Bob is out.')
  })

  it('lets who was suspended and restored come back, with what was written meanwhile', async (t) => {
    const crew = await makeCrew(t, { lan: 'suspend', people: { alice: 'h2', bob: 'h3' } })
    const [alice, bob] = [crew.member('alice'), crew.member('bob')]
    await Promise.all([alice.up(), bob.up()])
    await Promise.all([alice.sees(['bob']), bob.sees(['alice'])])
    await bob.says(alice, 'Back on Monday.')

    await crew.authority.run('suspend', 'bob')
    await alice.logged({ login: 'bob', code: 'CERT_SUSPENDED', msg: 'session closed' }, BITES_WITHIN_MS)
    await alice.misses('bob')
    const waiting = await bob.run('send', '@alice', 'Is it Monday?', '--wait', 'stored')
    assert.equal(waiting.json()[0]?.state, 'stored')

    // Also from a start: what he remembers of himself is older than his being restored.
    await bob.down()
    await crew.authority.run('restore-user', 'bob')
    await bob.up()
    await alice.sees(['bob'])
    await until(60_000, 'what bob wrote arrives', async () =>
      (await alice.reads(bob)).some(({ text }) => text === 'Is it Monday?') ? undefined : 'not yet',
    )
    await alice.says(bob, 'It is.')
  })
})

async function everybodyUp(crew: Crew): Promise<[Member, Member, Member]> {
  const all = [crew.member('alice'), crew.member('bob'), crew.member('carol')] as const
  await Promise.all(all.map((member) => member.up()))
  await Promise.all(
    all.map((member) => member.sees(all.filter((other) => other !== member).map(({ login }) => login))),
  )
  return [...all]
}
