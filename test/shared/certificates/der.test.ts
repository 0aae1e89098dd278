// The DER reader takes what the writer makes, and nothing that only resembles it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_DER_DEPTH } from '@parley/shared/certificates/constants.ts'
import {
  DerError,
  DerReader,
  decodeOid,
  decodeText,
  encodeOid,
  readWhole,
  TAG,
} from '@parley/shared/certificates/der-read.ts'
import {
  bitString,
  namedBits,
  octetString,
  oid,
  sequence,
  time,
  tlv,
  unsigned,
  utf8String,
} from '@parley/shared/certificates/der-write.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import fc from 'fast-check'

const over = (...bytes: number[]) => DerReader.over(Uint8Array.from(bytes))
const fails = (read: () => unknown) => assert.throws(read, DerError)

const DEFECTS: Readonly<Record<string, () => unknown>> = {
  'no bytes': () => over().whole(),
  'a tag alone': () => over(0x04).whole(),
  'length beyond the end': () => over(0x04, 0x02, 0x00).whole(),
  'indefinite length': () => over(0x30, 0x80, 0x00, 0x00).whole(),
  'long form for a short length': () => over(0x04, 0x81, 0x01, 0x00).whole(),
  'length with a leading zero': () => over(0x04, 0x82, 0x00, 0x80, ...Array(128).fill(0)).whole(),
  'length of four bytes': () => over(0x04, 0x84, 0x01, 0x00, 0x00, 0x00).whole(),
  'length cut off': () => over(0x04, 0x82, 0x01).whole(),
  'high tag number': () => over(0x1f, 0x01, 0x00).whole(),
  'another tag': () => over(0x04, 0x00).content(TAG.integer),
  'BOOLEAN of 1': () => over(0x01, 0x01, 0x01).boolean(),
  'BOOLEAN of two bytes': () => over(0x01, 0x02, 0xff, 0xff).boolean(),
  'empty INTEGER': () => over(0x02, 0x00).integer(),
  'INTEGER with a needless zero': () => over(0x02, 0x02, 0x00, 0x7f).integer(),
  'INTEGER with a needless minus': () => over(0x02, 0x02, 0xff, 0x80).integer(),
  'negative INTEGER': () => over(0x02, 0x01, 0x80).unsigned(),
  'INTEGER beyond 31 bits': () => over(0x02, 0x05, 0x00, 0x80, 0x00, 0x00, 0x00).small(),
  'BIT STRING without its first byte': () => over(0x03, 0x00).bits(),
  'BIT STRING with unused bits': () => over(0x03, 0x02, 0x01, 0x80).bits(),
  'named bits with a trailing zero': () => over(0x03, 0x02, 0x06, 0x80).namedBits(),
  'named bits with a one among the unused': () => over(0x03, 0x02, 0x07, 0xc0).namedBits(),
  'named bits with an empty last byte': () => over(0x03, 0x03, 0x00, 0x80, 0x00).namedBits(),
  'empty named bits with unused ones': () => over(0x03, 0x01, 0x07).namedBits(),
  'OBJECT IDENTIFIER of nothing': () => over(0x06, 0x00).oid(),
  'OBJECT IDENTIFIER cut off': () => over(0x06, 0x02, 0x2a, 0x80).oid(),
  'OBJECT IDENTIFIER with a padded arc': () => over(0x06, 0x03, 0x2a, 0x80, 0x01).oid(),
  'OBJECT IDENTIFIER out of range': () => over(0x06, 0x0a, 0x2a, ...Array(8).fill(0xff), 0x7f).oid(),
  'UTF8String that is none': () => decodeText(TAG.utf8String, Uint8Array.of(0xc3)),
  'UTF8String of a surrogate': () => decodeText(TAG.utf8String, Uint8Array.of(0xed, 0xa0, 0x80)),
  'IA5String beyond ASCII': () => decodeText(TAG.ia5String, Uint8Array.of(0xe9)),
  'PrintableString with an @': () => decodeText(TAG.printableString, Uint8Array.of(0x40)),
  'a BMPString': () => decodeText(0x1e, Uint8Array.of(0, 0x61)),
  'trailing bytes': () => readWhole(Uint8Array.of(0x30, 0x00, 0x00), TAG.sequence, () => 0),
  'trailing values inside': () => readWhole(Uint8Array.of(0x30, 0x02, 0x05, 0x00), TAG.sequence, () => 0),
}

for (const [name, read] of Object.entries(DEFECTS)) {
  test(`not DER: ${name}`, () => fails(read))
}

const timeOf = (tag: number, text: string) => () =>
  DerReader.over(tlv(tag, new TextEncoder().encode(text))).time()

test('times are UTC, to the second, in the form of their century', () => {
  assert.equal(timeOf(TAG.utcTime, '491231235959Z')(), Date.UTC(2049, 11, 31, 23, 59, 59))
  assert.equal(timeOf(TAG.utcTime, '500101000000Z')(), Date.UTC(1950, 0, 1))
  assert.equal(timeOf(TAG.generalizedTime, '20500101000000Z')(), Date.UTC(2050, 0, 1))
  assert.equal(timeOf(TAG.utcTime, '240229120000Z')(), Date.UTC(2024, 1, 29, 12))
  for (const text of [
    '2601010000Z', // without seconds
    '260101000000', // without zone
    '260101000000+0100',
    '260230000000Z', // 30 February
    '261301000000Z',
    '260100000000Z',
    '260101240000Z',
    '260101006000Z',
    '260101000060Z', // leap second
    '2601010000 0Z',
    '26010100000xZ',
  ]) {
    fails(timeOf(TAG.utcTime, text))
  }
  fails(timeOf(TAG.generalizedTime, '20491231235959Z'))
  fails(timeOf(TAG.generalizedTime, '20500101000000.5Z'))
})

test('times round-trip, and a fraction of a second is not written', () => {
  const seconds = fc.integer({ min: -631_152_000, max: 4_102_444_800 })
  fc.assert(
    fc.property(seconds, (second) => {
      assert.equal(DerReader.over(time(new Date(second * 1000))).time(), second * 1000)
    }),
  )
  assert.throws(() => time(new Date(1)), RangeError)
  assert.throws(() => time(new Date(Number.NaN)), RangeError)
})

test('integers round-trip in minimal form', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), (value) => {
      const read = DerReader.over(unsigned(value)).unsigned()
      assert.equal(BigInt(`0x${Buffer.from(read).toString('hex')}`), value)
    }),
  )
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 31 - 1 }), (value) => {
      assert.equal(DerReader.over(unsigned(value)).small(), value)
    }),
  )
  assert.throws(() => unsigned(-1n), RangeError)
})

test('bit strings, byte strings and texts round-trip', () => {
  fc.assert(
    fc.property(fc.nat({ max: 0xffff }), (bits) => {
      assert.equal(DerReader.over(namedBits(bits)).namedBits(), bits)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), (bytes) => {
      assert.deepEqual(DerReader.over(bitString(bytes)).bits(), bytes)
      assert.deepEqual(DerReader.over(octetString(bytes)).content(TAG.octetString), bytes)
    }),
    { numRuns: 30 },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const content = DerReader.over(utf8String(text)).content(TAG.utf8String)
      assert.equal(decodeText(TAG.utf8String, content), text)
    }),
  )
})

test('object identifiers round-trip, known and unknown', () => {
  const arcs = fc.array(fc.nat(), { minLength: 0, maxLength: 8 })
  const roots = fc.constantFrom('0.0', '0.39', '1.3', '2.5', '2.999')
  fc.assert(
    fc.property(roots, arcs, (root, rest) => {
      const dotted = [root, ...rest].join('.')
      assert.equal(DerReader.over(oid(dotted)).oid(), dotted)
    }),
  )
  for (const dotted of Object.values(OID)) assert.equal(decodeOid(encodeOid(dotted)), dotted)
  for (const bad of ['', '1', '3.1', '1.40', '1.02', '1.-1', '1.a']) fails(() => encodeOid(bad))
})

test('values inside each other are followed only so deep', () => {
  let nested: Uint8Array = sequence()
  for (let depth = 0; depth < 100; depth++) nested = sequence(nested)
  let reader = DerReader.over(nested)
  let depth = 0
  fails(() => {
    for (; reader.more; depth++) reader = reader.enter(TAG.sequence)
  })
  assert.equal(depth, MAX_DER_DEPTH)
})

test('any bytes are read or refused, never anything else', () => {
  const walk = (reader: DerReader): void => {
    while (reader.more) {
      const tag = reader.tag ?? 0
      if ((tag & 0x20) !== 0) walk(reader.enter(tag))
      else reader.content(tag)
    }
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        walk(DerReader.over(bytes))
      } catch (error) {
        assert.ok(error instanceof DerError)
      }
    }),
    { numRuns: 2000 },
  )
})
