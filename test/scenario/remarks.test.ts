// What people do to messages, by real programs on a LAN: answered, reacted to, reworded; deleted while the other is away.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Member, makeCrew } from '../support/crew.ts'
import { lanImpossible } from '../support/lan.ts'

type Line = Record<string, unknown>

async function said(member: Member, ...args: string[]): Promise<Line[]> {
  const done = await member.run(...args)
  assert.equal(done.status, 0, `parley ${args.join(' ')}: ${done.stderr}`)
  return done.json()
}

/** The message as that person reads it, once it is so. */
async function reads(
  member: Member,
  other: string,
  id: string,
  fits: (message: Line) => boolean,
): Promise<Line> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const found = (await said(member, 'read', `@${other}`)).find((one) => one.id === id)
    if (found !== undefined && fits(found)) return found
    assert.ok(Date.now() < deadline, `${member.login} reads ${JSON.stringify(found)}`)
  }
}

test('a message is answered, reacted to and changed; deleted while bob is away it is gone when he is back, and what is left is proved', {
  skip: lanImpossible(),
}, async (t) => {
  const crew = await makeCrew(t, { lan: 'remarks', people: { alice: 'h2', bob: 'h3' } })
  const alice = crew.member('alice')
  const bob = crew.member('bob')
  await Promise.all([alice.up(), bob.up()])
  const [sent] = await said(alice, 'send', '@bob', 'The code of the door is 4711', '--wait', 'delivered')
  const id = String(sent?.id)

  const [answer] = await said(bob, 'reply', id, 'Thanks')
  assert.deepEqual(Object.keys(answer ?? {}), ['id', 'conversation', 'state'])
  await said(bob, 'react', id, '👍')
  const seen = await reads(alice, 'bob', id, ({ reactions }) => reactions !== undefined)
  assert.deepEqual(seen.reactions, [{ reaction: '👍', from: ['bob'] }])
  const thanks = await reads(alice, 'bob', String(answer?.id), () => true)
  assert.deepEqual(thanks.replyTo, { id, from: 'alice', text: 'The code of the door is 4711' })

  await said(alice, 'edit', id, 'The code of the door is 4712')
  await reads(
    bob,
    'alice',
    id,
    ({ text, edited }) => text === 'The code of the door is 4712' && edited !== undefined,
  )
  const refused = await bob.run('delete', id)
  assert.deepEqual([refused.status, JSON.parse(refused.stderr).error.code], [3, 'MESSAGE_NOT_OWN'])

  await bob.down()
  const [gone] = await said(alice, 'delete', id)
  assert.equal(gone?.text, '')
  await bob.up()
  const tombstone = await reads(bob, 'alice', id, ({ deleted }) => deleted !== undefined)
  assert.deepEqual(
    [tombstone.text, (tombstone.deleted as Line).from, tombstone.edited],
    ['', 'alice', undefined],
  )
  assert.deepEqual(await said(bob, 'search', 'door'), [])

  const evidence = join(bob.folder, 'evidence')
  const root = join(bob.folder, 'root.pem')
  await crew.authority.run('root', '--out', root)
  await said(bob, 'export', '@alice', '--out', evidence)
  const [genuine] = await said(bob, 'verify', evidence, '--root', root)
  assert.ok(JSON.stringify(genuine).includes('WORDS_GONE'), JSON.stringify(genuine))
  assert.ok(!(await readFile(evidence, 'utf8')).includes('code of the door'))
})
