// What a certified device can do to another one's delivery stream: it is bounded, named in the log, and others are
// not affected.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import type { Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { waitAfter } from '@parley/peer/delivery/backoff.ts'
import { REFUSALS_MAX, STANDING_BYTES_MAX } from '@parley/peer/delivery/constants.ts'
import {
  decodeFrame,
  decodeStanding,
  encodeFrame,
  encodeStanding,
  FrameReader,
  framed,
} from '@parley/peer/delivery/frames.ts'
import { PROTOCOL } from '@parley/peer/delivery/protocol.ts'
import { textDraft } from '@parley/shared/events/body.ts'
import { encodeBurst } from '@parley/shared/events/burst.ts'
import { directConversation, signedBytes } from '@parley/shared/events/hash.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { createLog } from '@parley/shared/host/log.ts'
import { login } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'
import { startTestNode } from '../../support/certified-node.ts'
import { fault } from '../../support/fault.ts'
import { direct, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'
import { Writer } from '../../support/writer.ts'

const PEER = 'mallory'
const soon = () => AbortSignal.timeout(30_000)
const withAlice = { kind: 'direct' as const, one: login('alice'), other: login('bob') }

test('frames: round trip in any cutting of the stream', () => {
  const frames = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 })
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 40 }), (sent, step) => {
      const stream = framed(sent).subarray()
      const reader = new FrameReader(PEER, 50)
      const read: Uint8Array[] = []
      for (let at = 0; at < stream.length; at += step) {
        read.push(...[...reader.take(stream.subarray(at, at + step))].map((frame) => frame.slice()))
      }
      assert.deepEqual(read, sent)
    }),
  )
})

test('frames: one over the limit is refused by its length alone', () => {
  const reader = new FrameReader(PEER, 50)
  assert.throws(() => [...reader.take(Uint8Array.of(0, 0, 0, 51))], fault('DELIVERY_MALFORMED'))
})

test('offers and standings: round trip; trailing bytes, noise and unknown subjects are refused', () => {
  const offer = { kind: 'offer' as const, number: 3, subject: withAlice, burst: Uint8Array.of(1, 2, 3) }
  assert.deepEqual(decodeFrame(PEER, encodeFrame(offer)), offer)
  for (const standing of [
    { number: 1, have: 0 },
    { number: 9, have: 7, refusal: 'EVENT_MALFORMED' },
  ]) {
    assert.deepEqual(decodeStanding(PEER, encodeStanding(standing)), standing)
  }
  const extra = (bytes: Uint8Array) => Uint8Array.from([...bytes, 0x38, 1])
  assert.throws(() => decodeFrame(PEER, extra(encodeFrame(offer))), fault('DELIVERY_MALFORMED'))
  assert.throws(
    () => decodeStanding(PEER, extra(encodeStanding({ number: 1, have: 1 }))),
    fault('DELIVERY_MALFORMED'),
  )
  assert.throws(() => decodeFrame(PEER, encodeFrame({ ...offer, number: 0 })), fault('DELIVERY_MALFORMED'))
  const words = encodeStanding({ number: 1, have: 1, refusal: 'please\nsend money' })
  assert.throws(() => decodeStanding(PEER, words), fault('DELIVERY_MALFORMED'))
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (noise) => {
      for (const decode of [decodeFrame, decodeStanding]) {
        try {
          decode(PEER, noise)
        } catch (error) {
          assert.ok(fault('DELIVERY_MALFORMED')(error))
        }
      }
    }),
  )
})

test('waiting times grow, are bounded and differ', () => {
  assert.equal(waitAfter(1, 0), 1000)
  assert.equal(waitAfter(3, 0), 4000)
  assert.equal(waitAfter(1000, 0), 60_000)
  assert.equal(waitAfter(1000, 1), 30_000)
})

/** Mallory is certified; what she does with her streams is her own. */
async function setup(t: Parameters<typeof startTestNode>[0]) {
  const realm = makeRealm()
  const lines: { code?: string; login?: string }[] = []
  const log = createLog({ write: (line: string) => lines.push(JSON.parse(line)) })
  const alice = realm.device('alice')
  const bob = await startPerson(t, realm, realm.device('bob'), { knows: [alice], conversations: { log } })
  const device = realm.device('mallory')
  const mallory = await startTestNode(t, device, { roots: [realm.root], lists: realm.lists() })
  const session = await mallory.sessions.connect(multiaddr(bob.node.addresses[0]), soon())
  const open = () => session.openStream(PROTOCOL, { signal: soon() })
  const conversation = { kind: 'direct' as const, one: login('mallory'), other: login('bob') }
  return { realm, bob, alice, device, open, conversation, lines }
}

const closed = (stream: Stream) => once(stream, 'close', { signal: soon() })

/** Makes offers one after the other and waits for each answer. */
function asking(stream: Stream) {
  const reader = new FrameReader(PEER, STANDING_BYTES_MAX)
  let number = 0
  return async (subject: typeof withAlice, burst: Uint8Array) => {
    number += 1
    const answer = new Promise<ReturnType<typeof decodeStanding>>((resolve) => {
      stream.addEventListener(
        'message',
        ({ data }) => {
          for (const frame of reader.take(data)) resolve(decodeStanding(PEER, frame))
        },
        { once: true },
      )
    })
    stream.send(framed([encodeFrame({ kind: 'offer', number, subject, burst })]))
    return await answer
  }
}

test('garbage ends the stream and is named in the log', async (t) => {
  const { open, lines } = await setup(t)
  for (const garbage of [Uint8Array.of(0xff, 0xff, 0xff, 0xff), Uint8Array.of(0, 0, 0, 3, 9, 9, 9)]) {
    const stream = await open()
    const end = closed(stream)
    stream.send(garbage)
    await end
  }
  assert.ok(lines.some(({ code, login }) => code === 'DELIVERY_MALFORMED' && login === 'mallory'))
})

test('mallory writes in her own name, in nobody else’s and in no foreign conversation', async (t) => {
  const { realm, bob, alice, device, open, conversation } = await setup(t)
  const stolen = new Writer(realm, alice)
  const ask = asking(await open())
  const refusalOf = async (subject: typeof conversation, burst: Uint8Array) =>
    (await ask(subject, burst)).refusal
  assert.equal(await refusalOf(withAlice, stolen.write('as alice')), 'EVENT_AUTHOR_FOREIGN')
  assert.equal(await refusalOf(conversation, stolen.write('as alice')), 'EVENT_CONVERSATION_FOREIGN')
  const foreign = { kind: 'direct' as const, one: login('mallory'), other: login('carol') }
  const writer = new Writer(realm, device)
  assert.equal(await refusalOf(foreign, writer.write('to carol')), 'EVENT_CONVERSATION_FOREIGN')
  const [event] = stolen.draft([textDraft('forged')]).events
  assert.ok(event)
  const forged = encodeBurst([event], device.signer.sign(signedBytes(event.hash)), [])
  assert.equal(await refusalOf(conversation, forged), 'EVENT_CONVERSATION_FOREIGN')
  assert.equal(await refusalOf(conversation, Uint8Array.of(1)), 'BURST_MALFORMED')
  assert.deepEqual(bob.conversations.messages({}), [])
})

test('who goes on with what is refused again and again is cut off; alice is not affected', async (t) => {
  const { realm, bob, alice, open, conversation, lines } = await setup(t)
  const stream = await open()
  const end = closed(stream)
  for (let number = 1; number <= REFUSALS_MAX + 1; number++) {
    stream.send(
      framed([encodeFrame({ kind: 'offer', number, subject: conversation, burst: Uint8Array.of(1) })]),
    )
  }
  await end
  assert.ok(lines.some(({ code }) => code === 'DELIVERY_FLOOD'))
  const person = await startPerson(t, realm, alice)
  await person.connect(bob)
  const { id } = await person.conversations.send(direct('bob'), 'still here')
  await person.conversations.awaitState(id, 'delivered', soon())
})

test('offers in any order and twice over end as one chain', async (t) => {
  const { realm, bob, device, open, conversation } = await setup(t)
  const name = directConversation(realm.name, login('mallory'), login('bob'), primitives)
  const writer = new Writer(realm, device, name)
  const bursts = ['one', 'two', 'three'].map((text) => writer.write(text))
  const ask = asking(await open())
  const have: number[] = []
  for (const n of [2, 0, 0, 1, 0, 2, 2]) have.push((await ask(conversation, bursts[n] ?? assert.fail())).have)
  assert.deepEqual(have, [0, 1, 1, 2, 2, 3, 3])
  assert.deepEqual(
    bob.conversations.messages({}).map(({ text }) => text),
    ['one', 'two', 'three'],
  )
})
