// Hexadecimal, whatever the length; and bytes compared.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex, hex, sameBytes } from '@parley/shared/certificates/bytes.ts'
import fc from 'fast-check'

test('bytes are written as anybody writes them, and read again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      assert.equal(hex(bytes), Buffer.from(bytes).toString('hex'))
      assert.deepEqual(fromHex(hex(bytes)), bytes)
      assert.deepEqual(fromHex(hex(bytes).toUpperCase()), bytes)
    }),
  )
})

test('also a whole list of revocations', () => {
  const bytes = Uint8Array.from({ length: 300_001 }, (_, at) => at)
  assert.equal(hex(bytes), Buffer.from(bytes).toString('hex'))
})

test('bytes are the same when each of them is, and there are no more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), (bytes, place) => {
      assert.ok(sameBytes(bytes, bytes.slice()))
      const at = place % bytes.length
      assert.ok(!sameBytes(bytes, bytes.with(at, (bytes[at] ?? 0) ^ 1)))
      assert.ok(!sameBytes(bytes, bytes.subarray(1)))
      assert.ok(!sameBytes(bytes.subarray(0, -1), bytes))
    }),
  )
})
