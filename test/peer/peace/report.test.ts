// Reports: what somebody wrote comes to those who keep order with what proves it, and to nobody else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { textDraft } from '@parley/shared/events/body.ts'
import { directConversation, everyoneConversation } from '@parley/shared/events/hash.ts'
import { proofOf, reportDrafts } from '@parley/shared/events/report.ts'
import { checkProof } from '@parley/shared/evidence/proof.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { direct, type Person, startPerson } from '../../support/person.ts'
import { rawSender } from '../../support/raw-sender.ts'
import { makeRealm } from '../../support/realm.ts'
import { certificateOf, Writer } from '../../support/writer.ts'

const mallory = login('mallory')
const everyone: Target = { kind: 'room', name: 'everyone' }

async function crew(t: { after(fn: () => unknown): void }) {
  const realm = makeRealm()
  const devices = {
    alice: realm.device('alice'),
    mallory: realm.device('mallory'),
    mo: realm.device('mo', { role: role('moderator') }),
  }
  const knows = Object.values(devices)
  const keepers = ['mo', 'mallory', 'alice']
  const start = (who: keyof typeof devices, more = keepers) =>
    startPerson(t, realm, devices[who], { knows, keepers: more })
  return { realm, devices, start }
}

const said = ({ conversations }: Person) => conversations.peace.reports()[0]

test('a moderator sees, proved, who said what; who is reported sees nothing', async (t) => {
  const { start } = await crew(t)
  const [alice, nasty, mo] = [await start('alice'), await start('mallory'), await start('mo')]
  await alice.connect(nasty)
  await alice.connect(mo)
  await mo.connect(nasty)
  // A burst of many: the report shows one, and only headers of the others.
  const sent = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      nasty.conversations.send(direct('alice'), at === 3 ? 'I hate you' : `secret ${at}`),
    ),
  )
  const bad = sent[3] ?? assert.fail()
  await alice.has(sent.at(-1)?.id ?? '')
  await nasty.conversations.edit(bad.id, 'I love you')
  await alice.happened('change', ({ message }) => message.text === 'I love you')
  // Of those who keep order neither who reports nor who is reported is asked.
  assert.deepEqual(await alice.conversations.peace.report(bad.id, 'threatening'), ['mo'])
  const { from } = await mo.happened('report')
  assert.equal(from, 'alice')
  const report = said(mo)
  assert.deepEqual([report?.by, report?.reason], ['alice', 'threatening'])
  assert.deepEqual(report?.said, {
    verified: true,
    message: bad.id,
    author: 'mallory',
    device: bad.device,
    time: bad.time,
    text: 'I hate you',
    edited: { text: 'I love you', time: alice.conversations.message(bad.id).edited },
    where: { kind: 'direct' },
  })
  const bytes = mo.store.db.prepare<[], Uint8Array>('SELECT body FROM event').pluck().all()
  assert.ok(!bytes.some((body) => Buffer.from(body).includes('secret')), 'nothing else was shown')
  // Nothing of it went to mallory, and it is no message in the conversation.
  const later = await alice.conversations.send(direct('mallory'), 'later')
  await nasty.has(later.id)
  const kinds = nasty.store.db.prepare<[], number>('SELECT DISTINCT kind FROM event').pluck().all()
  assert.ok(!kinds.includes(9))
  assert.deepEqual(mo.conversations.messages({ target: direct('alice') }), [])
  assert.throws(() => alice.conversations.peace.reports(), fault('REPORTS_NOT_MODERATOR'))
})

test('a report says in which room it was, and a moderator who is there can hide it', async (t) => {
  const { start } = await crew(t)
  const [alice, nasty, mo] = [await start('alice'), await start('mallory'), await start('mo')]
  await alice.connect(nasty)
  await alice.connect(mo)
  const { id } = await nasty.conversations.send(everyone, 'spam')
  await alice.has(id)
  await alice.conversations.peace.report(id, '')
  await mo.happened('report')
  const report = said(mo)
  assert.ok(report?.said.verified)
  assert.deepEqual(report.said.where, { kind: 'everyone', room: 'everyone' })
  await mo.has(id)
  const hidden = await mo.conversations.peace.hide(report.said.message, true, 'spam')
  assert.equal(hidden.hidden?.by, 'mo')
})

test('what cannot be reported: one’s own, what is gone, when nobody keeps order, without a good reason', async (t) => {
  const { start } = await crew(t)
  const [alice, nasty] = [await start('alice', ['alice', 'mallory']), await start('mallory')]
  await alice.connect(nasty)
  const mine = await alice.conversations.send(direct('mallory'), 'mine')
  const { peace } = alice.conversations
  await assert.rejects(peace.report(mine.id, ''), fault('REPORT_OWN'))
  const { id } = await nasty.conversations.send(direct('alice'), 'bad')
  await alice.has(id)
  await assert.rejects(peace.report(id, ''), fault('REPORT_NO_MODERATOR'))
  await assert.rejects(peace.report(id, 'two\nlines'), fault('REASON_MALFORMED'))
  await assert.rejects(peace.report(id, 'x'.repeat(2000)), fault('REASON_MALFORMED'))
  await nasty.conversations.delete(id)
  await alice.happened('change', ({ message }) => message.deleted !== undefined)
  await assert.rejects(peace.report(id, ''), fault('MESSAGE_GONE'))
})

test('a report proves nothing it was not given: forged words, another’s name, a certificate of another realm', async () => {
  const realm = makeRealm()
  const conversation = directConversation(realm.name, login('alice'), login('mallory'), primitives)
  const device = realm.device('mallory')
  const writer = new Writer(realm, device, conversation)
  const burst = writer.draft([textDraft('hello'), textDraft('world'), textDraft('!')])
  const check = (_: readonly Uint8Array[]) => certificateOf(realm, device)
  const chains = [device.chain]
  const proof = proofOf(burst.events, burst.signature, chains)
  const { content, header } = checkProof(proof, check, primitives)
  assert.deepEqual([content && 'text' in content ? content.text : '', header.seq], ['hello', 1])
  const [first, second, third] = burst.events
  assert.ok(first && second && third)
  const forged = [{ ...first, body: textDraft('jello').body }, second, third]
  assert.throws(
    () => checkProof(proofOf(forged, burst.signature, chains), check, primitives),
    fault('EVENT_BODY_MISMATCH'),
  )
  const cut = proofOf([first, second], burst.signature, chains)
  assert.throws(() => checkProof(cut, check, primitives), fault('EVENT_SIGNATURE_INVALID'))
  const holed = proofOf([first, third], burst.signature, chains)
  assert.throws(() => checkProof(holed, check, primitives), fault('EVENT_CHAIN_BROKEN'))
  const bare = proofOf([{ ...first, body: undefined }, second, third], burst.signature, chains)
  assert.throws(() => checkProof(bare, check, primitives), fault('EVENT_BODY_MISSING'))
  const nameless = proofOf(burst.events, burst.signature, [])
  assert.throws(() => checkProof(nameless, check, primitives), fault('EVENT_CERTIFICATE_UNKNOWN'))
  const other = certificateOf(realm, realm.device('bob'))
  assert.throws(() => checkProof(proof, () => other, primitives), fault('EVENT_CERTIFICATE_UNKNOWN'))
  // It fits into events, also in the worst case.
  for (const { body } of reportDrafts([proof, proof], 'because')) assert.ok(body.length <= 65_536)
})

test('a forged report is told as one: what the reporter made up is not shown as somebody’s words', async (t) => {
  const realm = makeRealm()
  const other = makeRealm('elsewhere')
  const devices = { mo: realm.device('mo', { role: role('moderator') }), mallory: realm.device('mallory') }
  const bob = realm.device('bob')
  const mo = await startPerson(t, realm, devices.mo, {})
  const subject = { kind: 'direct' as const, one: mallory, other: login('mo') }
  const conversation = directConversation(realm.name, subject.one, subject.other, primitives)
  const writer = new Writer(realm, devices.mallory, conversation)
  const offer = await rawSender(t, realm, devices.mallory, mo)
  const room = everyoneConversation(realm.name, primitives)
  const good = new Writer(realm, bob, room).draft([textDraft('good morning')])
  const [event] = good.events
  assert.ok(event)
  const words = { ...event, body: textDraft('I hate you all').body }
  const foreign = other.device('bob')
  const strange = new Writer(other, foreign, room).draft([textDraft('I hate you all')])
  const proofs = [
    proofOf([words], good.signature, [bob.chain]),
    proofOf(good.events, good.signature, [devices.mallory.chain]),
    proofOf(strange.events, strange.signature, [foreign.chain]),
    Uint8Array.of(1, 2, 3),
    proofOf(good.events, good.signature, [bob.chain]),
  ]
  for (const proof of proofs) {
    const burst = writer.draft(reportDrafts([proof], 'look'))
    writer.head = burst.head
    assert.equal((await offer(subject, burst)).refusal, undefined)
  }
  const [genuine, noise, foreigner, impostor, forged] = mo.conversations.peace
    .reports()
    .map(({ said }) => said)
  assert.deepEqual(forged, { verified: false, code: 'EVENT_BODY_MISMATCH' })
  assert.deepEqual([impostor?.verified, noise?.verified, foreigner?.verified], [false, false, false])
  assert.ok(genuine?.verified)
  assert.deepEqual(
    [genuine.author, genuine.text, genuine.where],
    ['bob', 'good morning', { kind: 'everyone', room: 'everyone' }],
  )
})
