// Hexadecimal, whatever the length.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex, hex } from '@parley/shared/certificates/bytes.ts'
import fc from 'fast-check'

test('bytes are written as anybody writes them, and read again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      assert.equal(hex(bytes), Buffer.from(bytes).toString('hex'))
      assert.deepEqual(fromHex(hex(bytes)), bytes)
    }),
  )
})

test('also a whole list of revocations', () => {
  const bytes = Uint8Array.from({ length: 300_001 }, (_, at) => at)
  assert.equal(hex(bytes), Buffer.from(bytes).toString('hex'))
})
