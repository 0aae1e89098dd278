// The bytes of the handshake and of papers: what is said comes back the same, and nothing else is a message.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MAX_CHAIN_LENGTH } from '@parley/shared/certificates/constants.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { fingerprint } from '@parley/shared/identity/ids.ts'
import { HELLO_CERTIFICATES_MAX, ISSUER_ID_BYTES_MAX, LISTS_MAX } from '@parley/shared/sessions/constants.ts'
import { decodeFrame, encodeFrame, type HandshakeFrame } from '@parley/shared/sessions/hello.ts'
import { lacking, merge, newerIn, numbersOf } from '@parley/shared/sessions/lists.ts'
import { decodePapers, decodeReceipt, encodePapers, encodeReceipt } from '@parley/shared/sessions/papers.ts'
import { prologue, realmTag } from '@parley/shared/sessions/realm-tag.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

const WHO = '/ip4/10.0.0.1/tcp/4001'
const bytes = (maxLength: number) => fc.uint8Array({ minLength: 1, maxLength })
const chain = fc.array(bytes(300), { maxLength: HELLO_CERTIFICATES_MAX })
const hex = bytes(ISSUER_ID_BYTES_MAX).map((id) => Buffer.from(id).toString('hex'))
const numbers = fc
  .array(fc.tuple(hex, fc.bigInt({ min: 0n, max: 2n ** 63n })), { maxLength: LISTS_MAX })
  .map((pairs) => new Map(pairs))
const lists = fc.array(bytes(300), { maxLength: LISTS_MAX })
const code = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,62}$/)

const frame: fc.Arbitrary<HandshakeFrame> = fc.oneof(
  fc.record({ kind: fc.constant('hello' as const), chain, lists: numbers, listsFollow: fc.boolean() }),
  fc.record({ kind: fc.constant('need' as const), lists: numbers }),
  fc.record({ kind: fc.constant('lists' as const), revocationLists: lists }),
  fc.constant({ kind: 'done' as const }),
  fc.record({ kind: fc.constant('refusal' as const), code }),
)
const papers = fc.record({
  chain,
  lists: numbers,
  revocationLists: lists,
  farewell: fc.option(code, { nil: undefined }),
})
const receipt = fc.record({
  lists: numbers,
  revocationLists: lists,
  refusal: fc.option(code, { nil: undefined }),
})

const codecs = [
  { name: 'handshake', any: frame, encode: encodeFrame, decode: decodeFrame },
  { name: 'papers', any: papers, encode: encodePapers, decode: decodePapers },
  { name: 'receipt', any: receipt, encode: encodeReceipt, decode: decodeReceipt },
] as const

for (const { name, any, encode, decode } of codecs) {
  // One signature for three codecs whose types differ.
  const write = encode as (value: unknown) => Uint8Array
  describe(name, () => {
    test('comes back the same', () => {
      fc.assert(
        fc.property(any as fc.Arbitrary<unknown>, (value) => {
          assert.deepEqual(plain(decode(write(value), WHO)), plain(value))
        }),
      )
    })

    test('cut anywhere it is another message or none', () => {
      fc.assert(
        fc.property(any as fc.Arbitrary<unknown>, fc.nat(), (value, at) => {
          const whole = write(value)
          fc.pre(whole.length > 0)
          const cut = whole.subarray(0, at % whole.length)
          try {
            assert.notDeepEqual(plain(decode(cut, WHO)), plain(value))
          } catch (error) {
            assert.ok(fault('SESSION_HELLO_MALFORMED')(error))
          }
        }),
      )
    })

    test('with bytes behind it is none', () => {
      fc.assert(
        fc.property(any as fc.Arbitrary<unknown>, (value) => {
          assert.throws(
            () => decode(Buffer.concat([write(value), Buffer.from([0])]), WHO),
            fault('SESSION_HELLO_MALFORMED'),
          )
          // An unknown field, well-formed.
          assert.throws(
            () => decode(Buffer.concat([write(value), Buffer.from([0xf8, 0x01, 1])]), WHO),
            fault('SESSION_HELLO_MALFORMED'),
          )
        }),
      )
    })

    test('any bytes are refused by their name or are canonical', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
          try {
            assert.deepEqual(write(decode(raw, WHO)), raw)
          } catch (error) {
            assert.ok(fault('SESSION_HELLO_MALFORMED')(error))
          }
        }),
      )
    })
  })
}

test('bounds: one too many of anything is refused', () => {
  const der = new Uint8Array(10)
  const many = new Map(
    Array.from({ length: LISTS_MAX + 1 }, (_, at) => [`${(at + 16).toString(16)}`, 1n] as const),
  )
  const wrong: HandshakeFrame[] = [
    {
      kind: 'hello',
      chain: Array(HELLO_CERTIFICATES_MAX + 1).fill(der),
      lists: new Map(),
      listsFollow: false,
    },
    { kind: 'hello', chain: [], lists: many, listsFollow: false },
    { kind: 'need', lists: many },
    { kind: 'lists', revocationLists: Array(LISTS_MAX + 1).fill(der) },
    { kind: 'need', lists: new Map([['ab'.repeat(ISSUER_ID_BYTES_MAX + 1), 1n]]) },
    { kind: 'refusal', code: 'lower case' },
    { kind: 'refusal', code: 'A'.repeat(65) },
    { kind: 'refusal', code: '' },
  ]
  for (const each of wrong)
    assert.throws(() => decodeFrame(encodeFrame(each), WHO), fault('SESSION_HELLO_MALFORMED'))
  // A chain longer by one is let through: the checker has a better name for that.
  const long: HandshakeFrame = {
    kind: 'hello',
    chain: Array(MAX_CHAIN_LENGTH + 1).fill(der),
    lists: new Map(),
    listsFollow: false,
  }
  assert.equal(decodeFrame(encodeFrame(long), WHO).kind, 'hello')
})

test('two messages in one frame are none', () => {
  const both = Buffer.concat([encodeFrame({ kind: 'done' }), encodeFrame({ kind: 'refusal', code: 'A' })])
  assert.throws(() => decodeFrame(both, WHO), fault('SESSION_HELLO_MALFORMED'))
})

test('only newer lists travel', () => {
  const mine = [
    { issuerKeyId: 'aa', number: 5n },
    { issuerKeyId: 'bb', number: 2n },
  ]
  const theirs = new Map([
    ['aa', 5n],
    ['cc', 9n],
  ])
  assert.deepEqual(lacking(mine, theirs), [mine[1]])
  assert.equal(newerIn(theirs, numbersOf(mine)), true)
  assert.equal(newerIn(new Map([['aa', 5n]]), numbersOf(mine)), false)
  assert.deepEqual(
    merge(numbersOf(mine), theirs),
    new Map([
      ['aa', 5n],
      ['bb', 2n],
      ['cc', 9n],
    ]),
  )
})

test('realms do not meet, and their names on the network say nothing', () => {
  const [one, other] = [fingerprint('ab'.repeat(32)), fingerprint('cd'.repeat(32))]
  assert.notDeepEqual(prologue(one), prologue(other))
  assert.notEqual(realmTag(one, primitives), realmTag(other, primitives))
  assert.match(realmTag(one, primitives), /^[0-9a-f]{16}$/)
  assert.ok(!one.includes(realmTag(one, primitives)))
})

/** Plain arrays and objects, so that a Buffer equals a Uint8Array and a Map its entries. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => {
      if (each instanceof Map) return [...each].sort()
      if (typeof each === 'bigint') return each.toString()
      return each instanceof Uint8Array ? Buffer.from(each).toString('hex') : each
    }),
  )
}
