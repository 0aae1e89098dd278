// Every fault can be worded in both languages, from the same parameters, and a stranger's text in it plays no tricks.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FaultCode, faults } from '@parley/shared/faults/catalogue.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { wordsOf } from '@parley/shared/faults/words.ts'

const placeholders = (words: { what: string; todo: string }) =>
  [...new Set(`${words.what} ${words.todo}`.match(/\{\w+\}/g) ?? [])].sort()

describe('catalogue of faults', () => {
  for (const [code, entry] of Object.entries(faults)) {
    it(`${code} is worded in English and French`, () => {
      assert.match(code, /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
      for (const words of [entry.en, entry.fr]) {
        assert.ok(words.what.length > 0 && words.todo.length > 0)
        // What to do follows on the same line with --json. A wrong usage brings its own full stop.
        if (code !== 'USAGE') assert.match(words.what, /[.?!]$/)
      }
      assert.deepEqual(placeholders(entry.fr), placeholders(entry.en))
      assert.notEqual(entry.fr.todo, entry.en.todo)
    })
  }

  it('fills parameters in and shows control and bidirectional characters by their number', () => {
    const fault = new Fault('SERIAL_MALFORMED', { value: 'a\u001b[2J\u202eb' })
    const { what } = wordsOf(fault, 'en')
    assert.ok(what.includes('a␛[2J<U+202E>b'))
  })

  it('finds the fault behind other errors', () => {
    const fault = new Fault('PEER_ID_MALFORMED')
    const code: FaultCode | undefined = faultIn(
      new Error('dial failed', { cause: new Error('x', { cause: fault }) }),
    )?.code
    assert.equal(code, 'PEER_ID_MALFORMED')
    assert.equal(faultIn(new Error('other')), undefined)
  })
})
