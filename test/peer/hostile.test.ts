// Mallory is a certified member and lies in every field she can write. What she sends is refused by its name and kept from
// everybody; meanwhile alice talks to bob as if mallory were not there, and bob does not swell.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { MESSAGES_MAX } from '@parley/peer/conversations/constants.ts'
import {
  FRAME_PLACES_MAX,
  INBOUND_STREAMS_MAX,
  OFFER_BYTES_MAX,
  REFUSALS_MAX,
  STANDING_BYTES_MAX,
} from '@parley/peer/delivery/constants.ts'
import {
  decodeStanding,
  encodeFrame,
  FrameReader,
  framed,
  type Subject,
} from '@parley/peer/delivery/frames.ts'
import { PROTOCOL } from '@parley/peer/delivery/protocol.ts'
import { fromHex } from '@parley/shared/certificates/bytes.ts'
import { type Draft, textDraft } from '@parley/shared/events/body.ts'
import { encodeBurst, type StoredEvent } from '@parley/shared/events/burst.ts'
import { BODY_BYTES_MAX, BURST_EVENTS_MAX, SEEN_MAX, SEQ_MAX } from '@parley/shared/events/constants.ts'
import { deviceBytes, deviceText } from '@parley/shared/events/device.ts'
import { bodyHash, directConversation, eventHash, signedBytes } from '@parley/shared/events/hash.ts'
import { type EventHeader, encodeHeader } from '@parley/shared/events/header.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { createLog } from '@parley/shared/host/log.ts'
import { login } from '@parley/shared/identity/login.ts'
import { startTestNode } from '../support/certified-node.ts'
import { direct, type Person, startPerson } from '../support/person.ts'
import { DAY, HOUR, makeRealm } from '../support/realm.ts'
import { Writer } from '../support/writer.ts'

const soon = () => AbortSignal.timeout(20_000)
/** Longest time a message of alice may take while bob is attacked, ms: an attack that stops bob stops her for good. */
const PATIENCE_MS = 30_000
/** Heap that may stay behind after an attack, bytes: names, evidence and code; an attack brings more than that. */
const LEFT_BYTES_MAX = 32 * 1_048_576

interface Line {
  readonly code?: string
  readonly login?: string
}

async function makeStage(test: TestContext) {
  const realm = makeRealm()
  const lines: Line[] = []
  const log = createLog({ write: (line: string) => lines.push(JSON.parse(line)) })
  const aliceDevice = realm.device('alice')
  const bob = await startPerson(test, realm, realm.device('bob'), {
    knows: [aliceDevice],
    conversations: { log },
  })
  const alice = await startPerson(test, realm, aliceDevice)
  await alice.connect(bob)
  const device = realm.device('mallory')
  const node = await startTestNode(test, device, { roots: [realm.root], lists: realm.lists() })
  const session = await node.sessions.connect(multiaddr(bob.node.addresses[0]), soon())
  return {
    realm,
    alice,
    aliceDevice,
    bob,
    mallory: device,
    lines,
    open: () => session.openStream(PROTOCOL, { signal: soon() }),
  }
}

let stage: Awaited<ReturnType<typeof makeStage>>
const stories: (readonly [name: string, run: () => Promise<void>])[] = []
const story = (name: string, run: () => Promise<void>) => void stories.push([name, run])

test('a member who lies and floods', async (t) => {
  stage = await makeStage(t)
  // One after the other, of the same four people: what one leaves behind the next would meet.
  for (const [name, run] of stories) await t.test(name, run)
})

const own: Subject = { kind: 'direct', one: login('mallory'), other: login('bob') }
const theirs: Subject = { kind: 'direct', one: login('alice'), other: login('bob') }

function name(one: string, other = 'bob') {
  return directConversation(stage.realm.name, login(one), login(other), primitives)
}

/** A writer who can say anything: events as they would be, and what she makes of them. */
function forger(
  device = stage.mallory,
  conversation = name('mallory'),
  writer = new Writer(stage.realm, device, conversation),
) {
  const signed = (events: readonly StoredEvent[], signer = device.signer) => {
    const last = events.at(-1) ?? assert.fail()
    return encodeBurst(events, signer.sign(signedBytes(eventHash(last.headerBytes, primitives))), [])
  }
  return {
    writer,
    signed,
    /** Goes on from where the writer is, without moving it. */
    forged(lie: Partial<EventHeader>, { kind, body }: Draft = textDraft('hello')) {
      const [event] = writer.draft([textDraft('hello')]).events
      assert.ok(event)
      const truth = { kind, bodyLength: body.length, bodyHash: bodyHash(body, primitives) }
      return signed([{ headerBytes: encodeHeader({ ...event.header, ...truth, ...lie }), body }])
    },
  }
}

/** Makes offers one after the other and waits for each answer. */
function asking(stream: Stream) {
  const reader = new FrameReader('bob', STANDING_BYTES_MAX)
  let number = 0
  return async (burst: Uint8Array, subject = own) => {
    number += 1
    const { promise, resolve, reject } = Promise.withResolvers<ReturnType<typeof decodeStanding>>()
    const hear = ({ data }: { data: Parameters<FrameReader['take']>[0] }) => {
      for (const frame of reader.take(data)) resolve(decodeStanding('bob', frame))
    }
    const closed = () => reject(new Error('the stream was closed'))
    stream.addEventListener('message', hear)
    stream.addEventListener('close', closed, { once: true })
    stream.send(framed([encodeFrame({ kind: 'offer', number, subject, burst })]))
    try {
      return await promise
    } finally {
      stream.removeEventListener('message', hear)
      stream.removeEventListener('close', closed)
    }
  }
}

const closed = (stream: Stream) => once(stream, 'close', { signal: soon() })
const logged = (code: string) => stage.lines.some((line) => line.code === code && line.login === 'mallory')

/** @returns what is on bob's disk of mallory */
function kept(): string[] {
  return textsFrom(stage.bob, 'mallory')
}

let said = 0

/** Alice goes on talking to bob while it happens: every message arrives, in order, in time. */
async function meanwhile(attack: () => Promise<void>): Promise<void> {
  const { alice, bob } = stage
  const own: string[] = []
  let over = false
  const talk = async () => {
    do {
      const text = `alice ${said++}`
      own.push(text)
      const { id } = await alice.conversations.send(direct('bob'), text)
      await alice.conversations.awaitState(id, 'delivered', AbortSignal.timeout(PATIENCE_MS))
      await delay(5)
    } while (!over)
  }
  const attacked = attack().finally(() => {
    over = true
  })
  await Promise.all([attacked, talk()])
  const texts = textsFrom(bob, 'alice')
  assert.deepEqual(texts.slice(-own.length), own, 'alice is heard, whole and in order')
}

function textsFrom({ conversations }: Person, who: string): string[] {
  return conversations.messages({ target: direct(who), limit: MESSAGES_MAX }).map(({ text }) => text)
}

/** Bytes of heap that are in use once all that can be forgotten is forgotten. */
function heap(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Buffers of a stream that was cut go a little later than the stream. */
async function forgotten(before: number, leftMax: number): Promise<void> {
  let left = heap() - before
  for (let look = 0; left > leftMax && look < 100; look++) {
    await delay(100)
    left = heap() - before
  }
  assert.ok(left <= leftMax, `${left} bytes are left`)
}

/** What mallory says in single offers, and the code it is refused with. */
function lies(): readonly (readonly [what: string, code: string, burst: Uint8Array, subject?: Subject])[] {
  const { aliceDevice, mallory } = stage
  const { forged, signed, writer } = forger()
  const asAlice = forger(aliceDevice, name('alice'))
  const now = Date.now()
  const alice = deviceBytes(aliceDevice.peerId)
  const [one, two] = writer.draft([textDraft('one'), textDraft('two')]).events
  assert.ok(one && two)
  const broken = {
    ...two,
    headerBytes: encodeHeader({ ...two.header, previous: new Uint8Array(32).fill(1) }),
  }
  const many = Array.from({ length: BURST_EVENTS_MAX + 1 }, () => one)
  const seen = { device: alice, seq: 1, hash: new Uint8Array(32) }
  const [stolen] = asAlice.writer.draft([textDraft('I owe mallory money')]).events
  assert.ok(stolen)
  const text = (bytes: readonly number[]): Draft => ({ kind: KIND.text, body: Uint8Array.from(bytes) })
  return [
    // Clocks.
    ['a clock two hours ahead', 'EVENT_CLOCK_AHEAD', forged({ time: now + 2 * HOUR })],
    ['a clock of the year 10889', 'EVENT_CERTIFICATE_PERIOD', forged({ time: 2 ** 48 - 1 })],
    ['a clock of last year', 'EVENT_CERTIFICATE_PERIOD', forged({ time: now - 365 * DAY })],
    ['a clock of 1970', 'EVENT_CERTIFICATE_PERIOD', forged({ time: 1 })],
    ['a clock of no time', 'EVENT_MALFORMED', forged({ time: 0 })],
    // Her own chain.
    ['a hash of nothing that was before', 'EVENT_CHAIN_BROKEN', signed([one, broken])],
    [
      'the first event after another one',
      'EVENT_MALFORMED',
      forged({ previous: new Uint8Array(32).fill(1) }),
    ],
    ['number zero', 'EVENT_MALFORMED', forged({ seq: 0 })],
    ['one number twice', 'EVENT_CHAIN_BROKEN', signed([one, one])],
    ['a conversation of others', 'EVENT_CONVERSATION_FOREIGN', forged({ conversation: name('alice') })],
    // Other people's chains.
    ['alice’s chain, signed by mallory', 'EVENT_AUTHOR_FOREIGN', signed([stolen], mallory.signer), theirs],
    ['alice’s device in mallory’s own words', 'CERT_PEER_MISMATCH', forged({ device: alice })],
    [
      'alice’s device and certificate, mallory’s signature',
      'EVENT_*',
      forged({ device: alice, certificate: fromHex(asAlice.writer.certificate.fingerprint) }),
    ],
    [
      'a certificate nobody has seen',
      'EVENT_CERTIFICATE_UNKNOWN',
      forged({ certificate: new Uint8Array(32).fill(3) }),
    ],
    ['a device that is none', 'PEER_ID_MALFORMED', forged({ device: new Uint8Array(36).fill(3) })],
    // Sizes.
    ['a header as large as a body', 'EVENT_TOO_LARGE', forged({ prekey: new Uint8Array(60_000) })],
    ['a prekey too large', 'EVENT_MALFORMED', forged({ prekey: new Uint8Array(769) })],
    ['more heads than may be named', 'EVENT_MALFORMED', forged({ seen: Array(SEEN_MAX + 1).fill(seen) })],
    [
      'a body too large',
      'EVENT_MALFORMED',
      forged({}, { kind: 99, body: new Uint8Array(BODY_BYTES_MAX + 1) }),
    ],
    ['more events than a burst may have', 'BURST_MALFORMED', signed(many)],
    ['a burst larger than any', 'BURST_TOO_LARGE', new Uint8Array(OFFER_BYTES_MAX - 100)],
    // Bodies.
    ['no text', 'EVENT_BODY_MALFORMED', forged({}, text([0x0a, 0]))],
    ['bytes that are no UTF-8', 'EVENT_BODY_MALFORMED', forged({}, text([0x0a, 2, 0xc3, 0x28]))],
    ['half of a body', 'EVENT_BODY_MALFORMED', forged({}, text([0x0a, 200, 1, 0x41]))],
    ['groups in groups', 'EVENT_BODY_MALFORMED', forged({}, text(Array(60_000).fill(0x0b)))],
    [
      'a read mark on nobody',
      'EVENT_BODY_MALFORMED',
      forged({}, { ...text([0x0a, 2, 0x10, 1]), kind: KIND.read }),
    ],
    [
      'another body than the one that was hashed',
      'EVENT_BODY_MISMATCH',
      forged({ bodyHash: new Uint8Array(32) }),
    ],
    ['another length than the body has', 'EVENT_BODY_MISMATCH', forged({ bodyLength: 3 })],
    // The burst around it.
    ['no burst at all', 'BURST_MALFORMED', Uint8Array.of(1)],
    ['nothing', 'BURST_MALFORMED', new Uint8Array()],
  ]
}

/** Mallory's chain as bob has it. */
let truth: Writer

story(
  'every lie is refused by its name, nothing of it is kept, and the truth is taken after it',
  async () => {
    const { bob } = stage
    const ask = asking(await stage.open())
    await meanwhile(async () => {
      for (const [what, code, burst, subject] of lies()) {
        const { refusal = 'taken', have } = await ask(burst, subject)
        if (code.endsWith('*')) assert.ok(refusal.startsWith(code.slice(0, -1)), `${what}: ${refusal}`)
        else assert.equal(refusal, code, what)
        assert.equal(have, 0, what)
        assert.ok(logged(refusal), `${what}: the log says who and why`)
      }
    })
    assert.deepEqual(kept(), [])
    assert.ok(
      textsFrom(bob, 'alice').every((text) => text.startsWith('alice ')),
      'nobody put a word into her mouth',
    )
    truth = new Writer(stage.realm, stage.mallory, name('mallory'))
    assert.deepEqual(await ask(truth.write('the truth')), { number: lies().length + 1, have: 1 })
    assert.deepEqual(kept(), ['the truth'])
  },
)

story('events from the far end of a chain wait for those before them and take no room', async () => {
  const ask = asking(await stage.open())
  const { forged } = forger()
  await meanwhile(async () => {
    for (const seq of [9, 1_000_000, SEQ_MAX]) {
      assert.deepEqual((await ask(forged({ seq, previous: new Uint8Array(32).fill(1) }))).have, 1)
    }
  })
  assert.deepEqual(kept(), ['the truth'])
})

story('clocks that go back, and second truths about one number, are told from the first', async () => {
  const { bob } = stage
  const ask = asking(await stage.open())
  const count = bob.store.db.prepare<[], number>('SELECT count(*) FROM equivocation').pluck()
  const { forged } = forger(stage.mallory, name('mallory'), truth)
  assert.equal((await ask(forged({ time: Date.now() - HOUR }))).refusal, 'EVENT_CLOCK_BACKWARDS')
  await meanwhile(async () => {
    // She has another first event than the one bob holds: all that follows contradicts it.
    for (let n = 1; n <= 100; n++) {
      const lie = forged({ seq: 1, previous: new Uint8Array(32), count: n })
      assert.equal((await ask(lie)).refusal, 'EVENT_EQUIVOCATION')
      const next = forged({ seq: 2, previous: new Uint8Array(32).fill(n) })
      assert.equal((await ask(next)).refusal, 'EVENT_EQUIVOCATION')
    }
  })
  assert.ok(logged('EVENT_EQUIVOCATION'))
  assert.ok((count.get() ?? 0) <= 8, `${count.get()} pieces of evidence: some are enough`)
  assert.ok(
    bob.events.some(({ kind }) => kind === 'equivocation'),
    'people are told',
  )
  assert.deepEqual(kept(), ['the truth'])
})

story('frames no protocol has cut the stream, each by its name', async () => {
  const garbage = [
    Uint8Array.of(0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0, 0, 0, 1, 0),
    Uint8Array.of(0, 0, 0, 4, 0x0b, 0x0b, 0x0b, 0x0b),
    framed([new Uint8Array(OFFER_BYTES_MAX).fill(0x0b)]).subarray(),
    framed([new Uint8Array(OFFER_BYTES_MAX + 1)]).subarray(),
  ]
  await meanwhile(async () => {
    for (const bytes of garbage) {
      const stream = await stage.open()
      const end = closed(stream)
      stream.send(bytes)
      await end
    }
  })
  assert.ok(logged('DELIVERY_MALFORMED'))
})

/** Sends until there is nothing left or the stream is closed. */
async function pour(stream: Stream, frames: Iterable<Uint8Array>): Promise<void> {
  let group: Uint8Array[] = []
  const send = async () => {
    if (stream.status !== 'open') return
    const more = stream.send(framed(group))
    group = []
    if (!more) await Promise.race([once(stream, 'drain'), once(stream, 'close')])
  }
  for (const frame of frames) {
    group.push(frame)
    if (group.length < 16) continue
    await send()
    if (stream.status !== 'open') return
  }
  await send()
}

function* times<Each>(count: number, make: (n: number) => Each): Generator<Each> {
  for (let n = 0; n < count; n++) yield make(n)
}

story('floods of what is refused are cut off, again and again', async () => {
  const offer = (number: number) =>
    encodeFrame({ kind: 'offer', number: number + 1, subject: own, burst: Uint8Array.of(1) })
  await meanwhile(async () => {
    for (let round = 0; round < 5; round++) {
      const stream = await stage.open()
      const end = closed(stream)
      await pour(stream, times(2 * REFUSALS_MAX, offer))
      await end
    }
  })
  assert.ok(logged('DELIVERY_FLOOD'))
})

story('more streams than one connection may have are refused; the others go on', async () => {
  await meanwhile(async () => {
    const streams = await Promise.allSettled(
      Array.from({ length: 8 * INBOUND_STREAMS_MAX }, () => stage.open()),
    )
    await Promise.allSettled(
      streams.map(async (each) => {
        if (each.status === 'fulfilled') await each.value.close({ signal: soon() })
      }),
    )
  })
})

story('positions in chains nobody has ever seen cost little, however many they are', async () => {
  const unknown = Array.from({ length: FRAME_PLACES_MAX }, (_, n) => {
    const device = deviceBytes(stage.mallory.peerId)
    device.set([n >> 8, n & 255], 20)
    return { device: deviceText(device), seq: SEQ_MAX }
  })
  const frames = (['heads', 'want'] as const).map((kind) =>
    encodeFrame({ kind, subject: own, places: unknown }),
  )
  const before = heap()
  await meanwhile(async () => {
    const stream = await stage.open()
    // Bob stops reading: what she has for him waits with her.
    const poured = pour(
      stream,
      times(200, (n) => frames[n % 2] ?? assert.fail()),
    )
    await Promise.race([poured, delay(2_000)])
    stream.abort(new Error('enough'))
    await poured
  })
  await forgotten(before, LEFT_BYTES_MAX)
})

story(
  'thousands of true messages at once: all are taken, alice is heard between them, and bob does not swell',
  async () => {
    const { bob } = stage
    const texts = Array.from({ length: 8_000 }, (_, n) => `${n} `.padEnd(1_000, 'x'))
    const ask = asking(await stage.open())
    const before = heap()
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().heapUsed)
    }, 20).unref()
    await meanwhile(async () => {
      for (let at = 0; at < texts.length; at += 200) {
        const burst = truth.write(...texts.slice(at, at + 200))
        assert.equal((await ask(burst)).refusal, undefined)
      }
    })
    clearInterval(watch)
    assert.deepEqual(kept(), ['the truth', ...texts])
    // Messages are told to whoever listens; here a test that keeps them all does.
    await forgotten(before, 2 * LEFT_BYTES_MAX)
    assert.ok(peak - before < 8 * LEFT_BYTES_MAX, `${peak - before} bytes at most`)
    assert.equal(bob.events.filter(({ kind }) => kind === 'refused').length, 0)
  },
)

story('after all of it bob and alice talk both ways, and bob’s disk is sound', async () => {
  const { alice, bob } = stage
  const { id } = await bob.conversations.send(direct('alice'), 'was there something?')
  await bob.conversations.awaitState(id, 'delivered', soon())
  assert.equal(textsFrom(alice, 'bob').at(-1), 'was there something?')
  bob.store.check()
  assert.ok(
    stage.lines.every(({ code }) => code !== 'INTERNAL'),
    'nothing was a surprise',
  )
})
