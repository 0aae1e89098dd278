// Text from others cannot drive a terminal or hide from a reader.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { visible, visibleLines } from '@parley/shared/text/visible.ts'
import fc from 'fast-check'

describe('visible', () => {
  it('shows what a terminal would obey', () => {
    assert.equal(visible('\u001b[2J\u0007\r\u007f'), '␛[2J␇␍␡')
    assert.equal(visible('\u009b31m'), '<U+009B>31m')
  })

  it('shows what turns or hides text', () => {
    assert.equal(visible('invoice\u202Egpj.exe'), 'invoice<U+202E>gpj.exe')
    assert.equal(visible('ad\u200Bmin'), 'ad<U+200B>min')
    assert.equal(visible('a\u2028b\u00ADc'), 'a<U+2028>b<U+00AD>c')
  })

  it('leaves alone what people write', () => {
    for (const text of ['Ça va, ñandú?', '日本語', 'می‌خواهم', '👩‍👩‍👧 👍🏽 ❤️ 🇫🇷', 'नमस्ते'])
      assert.equal(visible(text), text)
  })

  it('keeps lines where lines are shown', () => {
    assert.equal(visibleLines('one\r\ntwo\tthree\u001b'), 'one\ntwo    three␛')
    assert.equal(visible('one\ntwo'), 'one␊two')
  })

  it('leaves no control behind, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(visible(text), /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u)
      }),
    )
  })
})
