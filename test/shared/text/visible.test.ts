// Text from others cannot drive a terminal or hide from a reader.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { visible, visibleLines, visibleName } from '@parley/shared/text/visible.ts'
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

  it('shows what hides between letters, behind them and on top of them', () => {
    assert.equal(visible('ad\u200Dmin ad\u200Cmin 1\u200D2'), 'ad<U+200D>min ad<U+200C>min 1<U+200D>2')
    assert.equal(visible('a\uFE0Fb\u{E0101}c\u034Fd'), 'a<U+FE0F>b<U+E0101>c<U+034F>d')
    assert.equal(visible('❤\uFE0F\uFE0F'), '❤\uFE0F<U+FE0F>')
    assert.equal(visible('hi\u{E0068}\u{E0069}'), 'hi<U+E0068><U+E0069>')
    assert.equal(visible('🏴\u{E0068}\u{E007F}'), '🏴<U+E0068><U+E007F>')
    assert.equal(visible('\u2800\u3164'), '<U+2800><U+3164>')
    assert.equal(visible(`z${'\u0301'.repeat(500)}`), `z${'\u0301'.repeat(6)}<+494>`)
  })

  it('shows letters that are dressed up as others, in names', () => {
    assert.equal(visibleName('b\u043Eb'), 'b<U+043E>b')
    assert.equal(visibleName('#\u0435veryone'), '#<U+0435>veryone')
    assert.equal(visibleName('\u0410lice Liddell'), '<U+0410>lice Liddell')
    for (const name of ['Алиса Лидделл', 'Αλίκη', 'Zoë O’Neil', 'Boris Борис', '東京 Tokyo', 'naïve Ørsted'])
      assert.equal(visibleName(name), name)
  })

  it('leaves alone what people write', () => {
    for (const text of [
      'Ça va, ñandú?',
      '日本語',
      'می‌خواهم',
      '👩‍👩‍👧 👍🏽 ❤️ 🇫🇷',
      'नमस्ते',
      'ක්‍රීඩා',
      '🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ 🏳️‍🌈',
      'Tiếng Việt',
      'שָׁלוֹם',
    ])
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
