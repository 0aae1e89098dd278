// A LAN whose authority is off: a group, the room of everyone, somebody away whom another brings up to date, somebody removed.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Member, makeCrew, until } from '../support/crew.ts'
import { lanImpossible } from '../support/lan.ts'

async function done(member: Member, ...args: string[]): Promise<Record<string, unknown>[]> {
  const run = await member.run(...args)
  assert.equal(run.status, 0, `${member.login}: parley ${args.join(' ')}: ${run.stderr}`)
  return run.json()
}

async function textsIn(member: Member, room: string): Promise<string[]> {
  return (await done(member, 'read', room)).map(({ from, text }) => `${from}: ${text}`)
}

/** Waits until a room reads like that. */
async function shows(
  member: Member,
  room: string,
  wanted: readonly string[],
  withinMs = 30_000,
): Promise<void> {
  await until(withinMs, `${member.login} reads ${wanted.length} in ${room}`, async () => {
    const read = await member.run('read', room)
    if (read.status !== 0) return read.stderr
    const texts = read.json().map(({ from, text }) => `${from}: ${text}`)
    return JSON.stringify(texts) === JSON.stringify(wanted) ? undefined : texts.join(' / ')
  })
}

describe('rooms', { skip: lanImpossible() }, () => {
  it('live without the authority, and without whoever made them', async (t) => {
    const crew = await makeCrew(t, { lan: 'rooms', people: { alice: 'h2', bob: 'h3', carol: 'h4' } })
    const [alice, bob, carol] = [crew.member('alice'), crew.member('bob'), crew.member('carol')]
    await Promise.all([alice.up(), bob.up(), carol.up()])
    await Promise.all([
      alice.sees(['bob', 'carol']),
      bob.sees(['alice', 'carol']),
      carol.sees(['alice', 'bob']),
    ])
    crew.lan.unplug('h1')

    // All three hear the room of everyone, which nobody had to make.
    await done(alice, 'send', '#everyone', 'Ahoy all', '--wait', 'delivered')
    await Promise.all([bob, carol].map((one) => shows(one, '#everyone', ['alice: Ahoy all'])))

    // Carol is away while a group is made; alice, who made it, is away when carol comes back.
    await carol.down()
    const [made] = await done(alice, 'group', 'create', 'Night watch', 'bob', 'carol')
    assert.equal(made?.target, '#Night watch')
    await done(alice, 'send', '#Night watch', 'First hour?', '--wait', 'stored')
    await shows(bob, '#Night watch', ['alice: First hour?'])
    await done(bob, 'send', '#night watch', 'Mine')
    await shows(alice, '#Night watch', ['alice: First hour?', 'bob: Mine'])
    await alice.down()
    await carol.up()
    await shows(carol, '#Night watch', ['alice: First hour?', 'bob: Mine'])
    await done(carol, 'send', '#Night watch', 'Then I am second', '--wait', 'stored')
    await shows(bob, '#Night watch', ['alice: First hour?', 'bob: Mine', 'carol: Then I am second'])

    // Alice comes back, hears what was said, and removes bob: he hears that, and nothing after it.
    await alice.up()
    await shows(alice, '#Night watch', ['alice: First hour?', 'bob: Mine', 'carol: Then I am second'])
    const denied = await carol.run('group', 'remove', 'Night watch', 'bob')
    assert.equal(denied.status, 3, denied.stdout)
    assert.match(denied.stderr, /GROUP_FORBIDDEN/)
    await done(alice, 'group', 'remove', 'Night watch', 'bob')
    await until(20_000, 'bob knows that he is out', async () => {
      const [shown] = await done(bob, 'group', 'show', 'Night watch')
      return shown?.role === undefined ? undefined : String(shown.role)
    })
    await done(alice, 'send', '#Night watch', 'Two of us now', '--wait', 'delivered')
    assert.ok((await textsIn(carol, '#Night watch')).includes('alice: Two of us now'))
    assert.ok(!(await textsIn(bob, '#Night watch')).includes('alice: Two of us now'))
    const late = await bob.run('send', '#Night watch', 'Am I?')
    assert.equal(late.status, 3)
    assert.match(late.stderr, /GROUP_NOT_MEMBER/)
  })
})
