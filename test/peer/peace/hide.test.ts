// Who keeps order hides what was said in a room: folded on every device, still there as evidence, and only by those who may.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Message, Target } from '@parley/peer/conversations/types.ts'
import { type Role, role } from '@parley/shared/certificates/role.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import { createLog } from '@parley/shared/host/log.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'
import { certificateOf } from '../../support/writer.ts'

const everyone: Target = { kind: 'room', name: 'everyone' }
const room = (name: string): Target => ({ kind: 'room', name })

function crew(t: TestContext, people: Readonly<Record<string, Role>>) {
  const realm = makeRealm()
  const devices = new Map(Object.entries(people).map(([who, as]) => [who, realm.device(who, { role: as })]))
  const deviceOf = (who: string) => devices.get(who) ?? assert.fail()
  const lines: string[] = []
  const log = createLog({ write: (line: string) => void lines.push(line) })
  return {
    realm,
    deviceOf,
    lines,
    start: (who: string, folder?: string) =>
      startPerson(t, realm, deviceOf(who), {
        knows: [...devices.values()],
        conversations: { log },
        ...(folder === undefined ? {} : { folder }),
      }),
    /** A program of somebody's own making, that takes them for what they are not. */
    startLiar: (who: string) => {
      const certificate = certificateOf(realm, deviceOf(who))
      const { notBefore, notAfter } = certificate
      const own = () => ({ ...certificate, notBefore, notAfter, role: role('moderator') })
      return startPerson(t, realm, deviceOf(who), {
        knows: [...devices.values()],
        conversations: { log, own },
      })
    },
  }
}

async function looks(person: Person, id: MessageId, fits: (message: Message) => boolean): Promise<Message> {
  const now = () => person.conversations.message(id)
  await person.has(id)
  if (!fits(now())) await person.happened('change', () => fits(now()))
  return now()
}

/** Everybody with everybody. */
async function meet(...people: readonly Person[]): Promise<void> {
  for (const [at, person] of people.entries())
    for (const other of people.slice(at + 1)) await person.connect(other)
}

const member = role('member')

test('a moderator hides a message of the room of everyone: folded for all, with who and why; shown again', async (t) => {
  const { realm, start } = crew(t, {
    alice: member,
    mallory: member,
    mo: role('moderator'),
    ann: role('admin'),
  })
  const [alice, nasty, mo, ann] = [
    await start('alice'),
    await start('mallory'),
    await start('mo'),
    await start('ann'),
  ]
  await meet(alice, nasty, mo, ann)
  const { id } = await nasty.conversations.send(everyone, 'something nasty, @alice')
  await mo.has(id)
  await nasty.conversations.react(id, '🔥', true)
  const hidden = await mo.conversations.peace.hide(id, true, 'insults are not for here')
  assert.deepEqual(
    [hidden.text, hidden.hidden?.by, hidden.hidden?.reason],
    ['', 'mo', 'insults are not for here'],
  )
  for (const person of [alice, nasty, ann]) {
    const seen = await looks(person, id, (message) => message.hidden !== undefined)
    assert.deepEqual(
      [seen.text, seen.mentions, seen.reactions, seen.hidden],
      ['', undefined, undefined, hidden.hidden],
    )
    const [open] = person.conversations.messages({ target: everyone, folded: 'open' })
    assert.equal(open?.text, 'something nasty, @alice')
  }
  // It is all there as evidence, the hiding among it.
  const evidence = [...alice.conversations.evidence(everyone)].join('')
  assert.ok(evidence.includes('something nasty'))
  // Who comes later, from anybody: the same.
  const late = await startPerson(t, realm, realm.device('dave'))
  await late.connect(alice)
  const seen = await looks(late, id, (message) => message.hidden !== undefined)
  assert.deepEqual([seen.text, seen.hidden?.by], ['', 'mo'])
  // Other words for it stay folded; another who keeps order shows it again.
  await nasty.conversations.edit(id, 'nastier')
  const shown = await looks(ann, id, (message) => message.edited !== undefined)
  assert.equal(shown.text, '')
  await ann.conversations.peace.hide(id, false, '')
  for (const person of [alice, nasty, mo]) {
    const again = await looks(person, id, (message) => message.hidden === undefined && message.text !== '')
    assert.equal(again.text, 'nastier')
  }
})

test('who has no right to hides nothing: refused by one’s own program, counted nowhere, logged, others unaffected', async (t) => {
  const { lines, start, startLiar } = crew(t, { alice: member, bob: member, mallory: member })
  const [alice, bob, liar] = [await start('alice'), await start('bob'), await startLiar('mallory')]
  await meet(alice, bob, liar)
  const { id } = await alice.conversations.send(everyone, 'all is well')
  for (const person of [bob, liar]) await person.has(id)
  await assert.rejects(bob.conversations.peace.hide(id, true, ''), fault('HIDE_FORBIDDEN'))
  // The liar's own program writes it; the certificate it names says who they are.
  await liar.conversations.peace.hide(id, true, 'because I can')
  const last = await liar.conversations.send(everyone, 'last')
  for (const person of [alice, bob]) await person.has(last.id)
  for (const person of [alice, bob, liar]) {
    const { text, hidden } = person.conversations.message(id)
    assert.deepEqual([text, hidden], ['all is well', undefined])
  }
  assert.ok(lines.some((line) => line.includes('HIDE_FORBIDDEN') && line.includes('mallory')))
  // In a direct conversation nobody hides anything, whoever they are in the realm.
  const said = await alice.conversations.send(direct('mallory'), 'between us')
  await liar.has(said.id)
  await assert.rejects(liar.conversations.peace.hide(said.id, true, ''), fault('HIDE_FORBIDDEN'))
  await assert.rejects(alice.conversations.peace.hide(said.id, true, ''), fault('HIDE_FORBIDDEN'))
})

test('in a group its owner and admins hide, and whoever keeps order in the realm and is in it', async (t) => {
  const { start } = crew(t, {
    alice: member,
    bob: member,
    carol: member,
    mo: role('moderator'),
    out: role('moderator'),
  })
  const [alice, bob, carol, mo, out] = [
    await start('alice'),
    await start('bob'),
    await start('carol'),
    await start('mo'),
    await start('out'),
  ]
  await meet(alice, bob, carol, mo, out)
  await alice.conversations.groups.create('Deck', [login('bob'), login('carol'), login('mo')])
  for (const person of [bob, carol, mo]) await person.happened('company')
  const says = async (text: string) => {
    const { id } = await carol.conversations.send(room('Deck'), text)
    for (const person of [alice, bob, mo]) await person.has(id)
    return id
  }
  const [one, two, three] = [await says('one'), await says('two'), await says('three')]
  assert.ok(one && two && three)
  await assert.rejects(bob.conversations.peace.hide(one, true, ''), fault('HIDE_FORBIDDEN'))
  await assert.rejects(out.conversations.peace.hide(one, true, ''), fault('MESSAGE_UNKNOWN'))
  await alice.conversations.peace.hide(one, true, 'owner')
  await mo.conversations.peace.hide(two, true, 'moderator')
  await alice.conversations.groups.giveRole('Deck', login('bob'), 'admin')
  await bob.happened('company', () => bob.conversations.groups.show('Deck').role === 'admin')
  await bob.conversations.peace.hide(three, true, 'admin')
  for (const person of [alice, bob, carol, mo])
    for (const [id, by] of [
      [one, 'alice'],
      [two, 'mo'],
      [three, 'bob'],
    ] as const) {
      const seen = await looks(person, id, (message) => message.hidden !== undefined)
      assert.deepEqual([seen.hidden?.by, seen.text], [by, ''])
    }
})

test('who was put down, or out, while they hid something, hid nothing: whichever of the two came first', async (t) => {
  const { start } = crew(t, { alice: member, bob: member, carol: member })
  const folders = { alice: await temporaryFolder(t), bob: await temporaryFolder(t) }
  const first = [
    await start('alice', folders.alice),
    await start('bob', folders.bob),
    await start('carol'),
  ] as const
  const [alice, bob, carol] = first
  await meet(alice, bob, carol)
  await alice.conversations.groups.create('Deck', [login('bob'), login('carol')])
  await bob.happened('company')
  await carol.happened('company')
  await alice.conversations.groups.giveRole('Deck', login('bob'), 'admin')
  await bob.happened('company', () => bob.conversations.groups.show('Deck').role === 'admin')
  const { id } = await carol.conversations.send(room('Deck'), 'I saw you')
  for (const person of [alice, bob]) await person.has(id)
  await alice.stop()
  // Side by side: bob hides, alice takes his role away.
  await bob.conversations.peace.hide(id, true, 'quickly')
  await looks(carol, id, (message) => message.hidden !== undefined)
  await bob.stop()
  const again = await start('alice', folders.alice)
  await again.conversations.groups.giveRole('Deck', login('bob'), 'member')
  await again.connect(carol)
  await carol.happened('company', () =>
    carol.conversations.groups
      .show('Deck')
      .members.some(({ login, role }) => login === 'bob' && role === 'member'),
  )
  assert.deepEqual(
    [carol.conversations.message(id).hidden, carol.conversations.message(id).text],
    [undefined, 'I saw you'],
  )
  // Alice hears of the hiding only now.
  const bobs = await start('bob', folders.bob)
  await bobs.connect(again)
  const last = await bobs.conversations.send(room('Deck'), 'sorry')
  await again.has(last.id)
  assert.equal(again.conversations.message(id).hidden, undefined)
})

test('who was a moderator until then hides no more with the old certificate', async (t) => {
  const { realm, deviceOf, start } = crew(t, { alice: member, mo: role('moderator') })
  const [alice, mo] = [await start('alice'), await start('mo')]
  await alice.connect(mo)
  const { id } = await alice.conversations.send(everyone, 'hello')
  await mo.has(id)
  await mo.conversations.peace.hide(id, true, 'no greetings')
  await looks(alice, id, (message) => message.hidden !== undefined)
  // The role changed an hour ago, as the newest list says: what was hidden after that was hidden by a member.
  const list = realm.revoke({ serial: deviceOf('mo').serial, reason: 'affiliationChanged' })
  alice.node.trust.offer(list)
  assert.equal(alice.conversations.message(id).hidden, undefined)
})
