// The codecs of events: round trip, truncation, trailing bytes, hostile sizes, and the bytes of the format itself.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  type Content,
  type Draft,
  mayLackBody,
  messageDraft,
  readBody,
  readDraft,
  textDraft,
  textOf,
} from '@parley/shared/events/body.ts'
import { decodeBurst, encodeBurst } from '@parley/shared/events/burst.ts'
import {
  BURST_EVENTS_MAX,
  BURST_WIRE_BYTES_MAX,
  COUNT_MAX,
  SEEN_MAX,
  SEQ_MAX,
  TEXT_BYTES_MAX,
  TIME_MAX,
} from '@parley/shared/events/constants.ts'
import { chainTagOf, directConversation, eventHash, signedBytes } from '@parley/shared/events/hash.ts'
import { decodeHeader, type EventHeader, encodeHeader } from '@parley/shared/events/header.ts'
import { chainTag, conversationId, messageId, messageIdOf, placeOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import {
  deletionDraft,
  editDraft,
  lifetimeDraft,
  pinDraft,
  reactionDraft,
} from '@parley/shared/events/remarks.ts'
import { Burst, EventHeader as WireHeader } from '@parley/shared/events/wire/event.gen.ts'
import { primitives, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

const bytes = (min: number, max = min) => fc.uint8Array({ minLength: min, maxLength: max })

const headers: fc.Arbitrary<EventHeader> = fc
  .record({
    conversation: bytes(32),
    device: bytes(34, 38),
    seq: fc.integer({ min: 2, max: SEQ_MAX }),
    previous: bytes(32),
    seen: fc.array(
      fc.record(
        { device: bytes(34, 38), seq: fc.integer({ min: 1, max: SEQ_MAX }), hash: bytes(32) },
        { noNullPrototype: true },
      ),
      {
        maxLength: SEEN_MAX,
      },
    ),
    time: fc.integer({ min: 1, max: TIME_MAX }),
    count: fc.integer({ min: 0, max: COUNT_MAX }),
    certificate: bytes(32),
    kind: fc.integer({ min: 1, max: 0xffff }),
    bodyHash: bytes(32),
    bodyLength: fc.integer({ min: 1, max: 65_536 }),
    prekey: bytes(0, 768),
  })
  .map((header) => header)

const plain: EventHeader = {
  conversation: new Uint8Array(32).fill(1),
  device: new Uint8Array(38).fill(2),
  seq: 2,
  previous: new Uint8Array(32).fill(3),
  seen: [],
  time: 1_790_000_000_000,
  count: 0,
  certificate: new Uint8Array(32).fill(4),
  kind: 1,
  bodyHash: new Uint8Array(32).fill(5),
  bodyLength: 9,
  prekey: new Uint8Array(),
}

test('header: what is written is what is read, and the other way round', () => {
  fc.assert(
    fc.property(headers, (header) => {
      const encoded = encodeHeader(header)
      const decoded = decodeHeader(encoded)
      assert.deepEqual({ ...decoded, version: undefined }, { ...header, version: undefined })
      assert.deepEqual(encodeHeader(decoded), encoded)
    }),
  )
})

test('header: cut short anywhere, or with anything behind it, it is refused', () => {
  const encoded = encodeHeader(plain)
  for (let length = 0; length < encoded.length; length++) {
    assert.throws(() => decodeHeader(encoded.subarray(0, length)), { name: 'Fault' }, `${length} bytes`)
  }
  for (const extra of [[0], [1, 2, 3], [0x7a, 1, 0], [0x50, 1]]) {
    assert.throws(() => decodeHeader(Uint8Array.from([...encoded, ...extra])), fault('EVENT_MALFORMED'))
  }
})

test('header: random bytes never get through, never crash', () => {
  fc.assert(
    fc.property(bytes(0, 300), (noise) => {
      assert.throws(() => decodeHeader(noise), { name: 'Fault' })
    }),
    { numRuns: 500 },
  )
})

test('header: each field has its bounds', () => {
  const wrong: Partial<EventHeader>[] = [
    { conversation: new Uint8Array(31) },
    { device: new Uint8Array(33) },
    { device: new Uint8Array(39) },
    { seq: 0 },
    { seq: SEQ_MAX + 1 },
    { previous: new Uint8Array(33) },
    { seq: 1, previous: new Uint8Array(32).fill(1) },
    { seen: [{ device: new Uint8Array(38), seq: 0, hash: new Uint8Array(32) }] },
    { seen: [{ device: new Uint8Array(38), seq: 1, hash: new Uint8Array(31) }] },
    {
      seen: Array.from({ length: SEEN_MAX + 1 }, () => ({
        device: new Uint8Array(38),
        seq: 1,
        hash: new Uint8Array(32),
      })),
    },
    { time: 0 },
    { time: TIME_MAX + 1 },
    { count: COUNT_MAX + 1 },
    { certificate: new Uint8Array() },
    { kind: 0 },
    { kind: 65_536 },
    { bodyHash: new Uint8Array(20) },
    { bodyLength: 0 },
    { bodyLength: 65_537 },
    { prekey: new Uint8Array(769) },
  ]
  for (const field of wrong) {
    assert.throws(() => decodeHeader(encodeHeader({ ...plain, ...field })), fault('EVENT_MALFORMED'))
  }
  const next = WireHeader.encode({ ...plain, seen: [], version: 2 })
  assert.throws(() => decodeHeader(next), fault('EVENT_VERSION'))
  assert.throws(() => decodeHeader(new Uint8Array(5000)), fault('EVENT_TOO_LARGE'))
})

test('header: a second way to write the same header is refused', () => {
  // The same fields, `count` written although it is zero.
  const encoded = encodeHeader(plain)
  const at = encoded.length - 1
  const longer = Uint8Array.from([...encoded.subarray(0, at + 1), 0x40, 0])
  assert.throws(() => decodeHeader(longer), fault('EVENT_MALFORMED'))
})

test('text: every well-formed text comes back to the letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (text) => {
      fc.pre(text.isWellFormed())
      assert.deepEqual(readBody(textDraft(text)), { kind: 1, text })
    }),
  )
})

test('text: nothing, too much, and what is no Unicode have their own faults', () => {
  assert.throws(() => textDraft(''), fault('TEXT_EMPTY'))
  assert.throws(() => textDraft('\ud800'), fault('TEXT_NOT_UNICODE'))
  assert.throws(() => textDraft('é'.repeat(TEXT_BYTES_MAX / 2 + 1)), fault('TEXT_TOO_LONG'))
  assert.ok(textDraft('é'.repeat(TEXT_BYTES_MAX / 2)))
  assert.throws(() => textOf(Uint8Array.of(0xc3, 0x28)), fault('TEXT_NOT_UNICODE'))
  assert.equal(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)), '\ufeffA')
})

test('a field that a later version adds to a body is passed over', () => {
  const { kind, body } = textDraft('hi')
  assert.deepEqual(readBody({ kind, body: Uint8Array.from([...body, 0x7a, 2, 1, 2]) }), {
    kind: 1,
    text: 'hi',
  })
})

test('read mark: round trip and bounds', () => {
  const places = [{ device: new Uint8Array(38).fill(1), seq: 7 }]
  assert.deepEqual(readBody(readDraft(places)), { kind: 2, places })
  for (const place of [
    { device: new Uint8Array(3), seq: 7 },
    { device: new Uint8Array(38), seq: 0 },
  ]) {
    assert.throws(() => readBody(readDraft([place])), fault('EVENT_BODY_MALFORMED'))
  }
})

const event = () => ({ headerBytes: encodeHeader(plain), body: textDraft('hi').body })

test('burst: cut short anywhere, or with anything behind it, it is refused', () => {
  const burst = encodeBurst([event()], new Uint8Array(64), [[new Uint8Array(9)]])
  assert.equal(decodeBurst(burst, primitives).certificates[0]?.length, 1)
  // A burst that shows no certificate is a whole one.
  const whole = encodeBurst([event()], new Uint8Array(64), []).length
  for (let length = 0; length < burst.length; length++) {
    if (length === whole) continue
    assert.throws(
      () => decodeBurst(burst.subarray(0, length), primitives),
      { name: 'Fault' },
      `${length} bytes`,
    )
  }
  for (const extra of [[0], [0x1a, 0], [9, 9]]) {
    assert.throws(
      () => decodeBurst(Uint8Array.from([...burst, ...extra]), primitives),
      fault('BURST_MALFORMED'),
    )
  }
})

test('burst: empty, unsigned, sealed, too many, too large, signed twice', () => {
  const decode = (burst: Burst) => () => decodeBurst(Burst.encode(burst), primitives)
  const header = encodeHeader(plain)
  const body = textDraft('hi').body
  const signature = new Uint8Array(64)
  assert.throws(decode({ items: [], certificates: [] }), fault('BURST_MALFORMED'))
  assert.throws(decode({ items: [{}], certificates: [] }), fault('BURST_MALFORMED'))
  assert.throws(decode({ items: [{ event: { header, body } }], certificates: [] }), fault('EVENT_UNSIGNED'))
  const item = { event: { header, body, signature } }
  assert.throws(decode({ items: [item, item], certificates: [] }), fault('BURST_MALFORMED'))
  const many = Array.from({ length: BURST_EVENTS_MAX + 1 }, () => ({ event: { header, body } }))
  assert.throws(decode({ items: many, certificates: [] }), fault('BURST_MALFORMED'))
  const long = { event: { header, body, signature: new Uint8Array(513) } }
  assert.throws(decode({ items: [long], certificates: [] }), fault('BURST_MALFORMED'))
  assert.throws(
    () => decodeBurst(new Uint8Array(BURST_WIRE_BYTES_MAX + 1), primitives),
    fault('BURST_TOO_LARGE'),
  )
})

test('burst: random bytes never get through, never crash', () => {
  fc.assert(
    fc.property(bytes(0, 400), (noise) => {
      assert.throws(() => decodeBurst(noise, primitives), { name: 'Fault' })
    }),
    { numRuns: 500 },
  )
})

test('ids: a message ID names a place, and nothing else is one', () => {
  const tag = chainTag(new Uint8Array(32).fill(0xa5))
  assert.match(tag, /^[a-z2-7]{16}$/)
  const id = messageIdOf(tag, 12)
  assert.deepEqual(placeOf(messageId(id)), { chain: tag, seq: 12 })
  for (const raw of ['', 'x-1', `${tag}-0`, `${tag}-01`, `${tag}-99999999999`, `${id} `, `${id}\n`]) {
    assert.throws(() => messageId(raw), fault('MESSAGE_ID_MALFORMED'))
  }
  assert.throws(() => conversationId('AB'), fault('CONVERSATION_ID_MALFORMED'))
})

test('the format is what test/vectors/events.json says, byte for byte', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../vectors/events.json', import.meta.url), 'utf8'))
  const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')
  const raw = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
  const { realm, logins, device, certificate, privateKey } = vectors.given
  const conversation = directConversation(realmName(realm), login(logins[0]), login(logins[1]), primitives)
  assert.equal(hex(conversation), vectors.conversation)
  assert.equal(chainTagOf(conversation, raw(device), primitives), vectors.chainTag)
  const signer = signerFromPkcs8(raw(privateKey))
  const burst = decodeBurst(raw(vectors.burst), primitives)
  for (const [index, expected] of vectors.events.entries()) {
    const { header, headerBytes, body, hash } = burst.events[index] ?? assert.fail('an event is missing')
    assert.equal(hex(headerBytes), expected.header)
    assert.equal(hex(eventHash(headerBytes, primitives)), expected.hash)
    assert.equal(hex(hash), expected.hash)
    assert.ok(body)
    assert.equal(hex(body), expected.body)
    assert.equal(hex(encodeHeader(header)), expected.header)
    assert.equal(hex(header.certificate), certificate)
    assert.deepEqual(
      JSON.parse(JSON.stringify(readBody({ kind: header.kind, body }) ?? null, plainBytes)),
      expected.content,
    )
  }
  assert.equal(hex(signer.sign(signedBytes(burst.last.hash))), vectors.signature)
  assert.equal(hex(encodeBurst(burst.events, burst.signature, [])), vectors.burst)
  primitives.verify('ed25519', signer.spki, signedBytes(burst.last.hash), raw(vectors.signature))
})

test('bodies of answers and remarks are what test/vectors/events.json says, byte for byte', () => {
  const { bodies } = JSON.parse(readFileSync(new URL('../../vectors/events.json', import.meta.url), 'utf8'))
  assert.equal(bodies.length, 11)
  for (const { kind, body, content } of bodies) {
    const read = readBody({ kind, body: new Uint8Array(Buffer.from(body, 'hex')) })
    assert.deepEqual(JSON.parse(JSON.stringify(read, plainBytes)), content)
    assert.equal(Buffer.from(written(read).body).toString('hex'), body)
  }
})

function written(content: Content | undefined): Draft {
  switch (content?.kind) {
    case KIND.text:
      return messageDraft(content.text, content)
    case KIND.read:
      return readDraft(content.places, content.conversation)
    case KIND.reaction:
      return reactionDraft(content.about, content.mark, content.on)
    case KIND.edit:
      return editDraft(content.about, content.text)
    case KIND.deletion:
      return deletionDraft(content.about)
    case KIND.pin:
      return pinDraft(content.about, content.on)
    case KIND.lifetime:
      return lifetimeDraft(content.seconds)
    default:
      return assert.fail('a kind without a vector')
  }
}

test('remarks: what names no message, has no words or too many is refused; cut short anywhere, nothing gets through', () => {
  const about = { device: new Uint8Array(38).fill(1), seq: 7 }
  const wrong: Draft[] = [
    { kind: KIND.reaction, body: Uint8Array.of(0x12, 1, 65) },
    { kind: KIND.deletion, body: Uint8Array.of(0x18, 1) },
    deletionDraft({ device: new Uint8Array(3), seq: 1 }),
    pinDraft({ ...about, seq: 0 }, true),
    { kind: KIND.lifetime, body: Uint8Array.of(0x08, 0) },
    { kind: KIND.lifetime, body: Uint8Array.of(0x08, 0xff, 0xff, 0xff, 0xff, 0x0f) },
  ]
  for (const draft of wrong) assert.throws(() => readBody(draft), fault('EVENT_BODY_MALFORMED'))
  for (const { kind, body } of [
    editDraft(about, 'words'),
    reactionDraft(about, '👍', true),
    deletionDraft(about),
  ])
    for (let length = 0; length < body.length - 8; length++)
      assert.throws(() => readBody({ kind, body: body.subarray(0, length) }), fault('EVENT_BODY_MALFORMED'))
  for (const [draft, code] of [
    [() => reactionDraft(about, 'x'.repeat(13), true), 'REACTION_MALFORMED'],
    [() => editDraft(about, ''), 'TEXT_EMPTY'],
    [() => lifetimeDraft(1.5), 'LIFETIME_MALFORMED'],
  ] as const)
    assert.throws(draft, fault(code))
})

test('an event without its body counts where words may be gone, and nowhere else', () => {
  assert.deepEqual([KIND.text, KIND.edit, 999].map(mayLackBody), [true, true, true])
  assert.deepEqual(
    [KIND.read, KIND.deletion, KIND.reaction, KIND.pin, KIND.lifetime, KIND.membership].map(mayLackBody),
    [false, false, false, false, false, false],
  )
})

function plainBytes(this: unknown, _key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}
