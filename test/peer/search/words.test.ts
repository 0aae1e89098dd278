// Words as people mean them, whatever they typed them with; and where they stand in the text.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { QUESTION_MAX, SNIPPET_MAX } from '@parley/peer/search/constants.ts'
import { matchOf, questionOf } from '@parley/peer/search/question.ts'
import { snippetOf } from '@parley/peer/search/snippet.ts'
import { placedWords, wordsOf } from '@parley/peer/search/words.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

describe('words', () => {
  it('are lower case, without accents, with ligatures spelled out', () => {
    assert.deepEqual(wordsOf('L’École, ça va? Œuvre ÆRØ Straße'), [
      'l',
      'ecole',
      'ca',
      'va',
      'oeuvre',
      'aero',
      'strasse',
    ])
    assert.deepEqual(wordsOf('E\u0301COLE e\u0301cole école'), ['ecole', 'ecole', 'ecole'])
    assert.deepEqual(wordsOf('Ὀδυσσεύς ΟΔΥΣΣΕΥΣ'), ['οδυσσευσ', 'οδυσσευσ'])
    assert.deepEqual(wordsOf('ﬁne Ｗｉｄｅ x²'), ['fine', 'wide', 'x2'])
  })

  it('are cut where scripts have no spaces, and pictures are words', () => {
    assert.deepEqual(wordsOf('東京へ行く'), ['東', '京', 'へ', '行', 'く'])
    assert.deepEqual(wordsOf('ok👍🏽great'), ['ok', 'u1f44d', 'great'])
    assert.deepEqual(wordsOf('❤️ ❤'), ['u2764', 'u2764'])
  })

  it('stand where they stand, in one way or the other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const text = raw.toWellFormed()
        const placed = placedWords(text)
        assert.deepEqual(
          placed.map(({ word }) => word),
          wordsOf(text),
        )
        let last = 0
        for (const { start, end } of placed) {
          assert.ok(start >= 0 && start < end && end <= text.length && start >= last)
          last = start
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a question', () => {
  it('is words, their beginnings, and phrases in quotes', () => {
    assert.equal(matchOf(questionOf('Annual rep')), 'text : ("annual" * AND "rep" *)')
    assert.equal(matchOf(questionOf('"annual report" x')), 'text : ("annual report" AND "x")')
    assert.equal(matchOf(questionOf('« rapport annuel »')), 'text : ("rapport annuel")')
    assert.equal(matchOf(questionOf('peut-être')), 'text : ("peut etre" *)')
  })

  it('is never syntax', () => {
    for (const typed of [
      'NOT',
      'a* AND (b OR c)',
      'place : "c1"',
      '^x',
      'NEAR(a b)',
      '{x}: y',
      "'); DROP",
      '-x +y',
    ])
      assert.match(matchOf(questionOf(typed)), /^text : \((?:"[a-z0-9 ]+"(?: \*)?(?: AND )?)+\)$/)
  })

  it('is refused without a word, and when it is too long', () => {
    assert.deepEqual(questionOf('  '), [])
    assert.throws(() => questionOf('?! …'), fault('SEARCH_EMPTY'))
    assert.throws(() => questionOf('x'.repeat(QUESTION_MAX + 1)), fault('SEARCH_TOO_LONG'))
    assert.throws(() => questionOf('a '.repeat(17)), fault('SEARCH_TOO_MANY_WORDS'))
  })
})

describe('a snippet', () => {
  const marked = (text: string, typed: string) => {
    const { text: shown, marks } = snippetOf(text, questionOf(typed))
    return marks
      .toReversed()
      .reduce((all, [from, to]) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`, shown)
  }

  it('marks what was found as it was written', () => {
    assert.equal(marked('À l’école de Zoë', 'ecole zo'), 'À l’[école] de [Zoë]')
    assert.equal(marked('Un œuf, deux oeufs', 'oeuf'), 'Un [œuf], deux [oeufs]')
    assert.equal(
      marked('the annual report, annual as it is', '"annual report"'),
      'the [annual report], annual as it is',
    )
    assert.equal(marked('今日は東京へ行く', '東京'), '今日は[東京]へ行く')
    assert.equal(marked('e\u0301te\u0301 fini', 'été'), '[e\u0301te\u0301] fini')
  })

  it('is one line around the first hit', () => {
    const text = `${'before '.repeat(60)}needle\nnext ${'after '.repeat(60)}`
    const shown = marked(text, 'needle')
    assert.match(shown, /^…(?:before )+\[needle\] next (?:after ?)+…$/)
    assert.ok(shown.length <= SNIPPET_MAX + 4)
    assert.equal(marked('one\r\ntwo', 'two'), 'one  [two]')
  })

  it('has its marks inside, whatever was said and asked', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', ' ', '\n', '東', '👍', '\u0301', 'œ'),
      maxLength: 400,
    })
    fc.assert(
      fc.property(letters, letters, (text, typed) => {
        let question: ReturnType<typeof questionOf>
        try {
          question = questionOf(typed.slice(0, 12))
        } catch {
          return
        }
        const { text: shown, marks } = snippetOf(text, question)
        assert.ok(shown.length <= SNIPPET_MAX + 2 && shown.isWellFormed())
        let last = 0
        for (const [from, to] of marks) {
          assert.ok(from >= last && from < to && to <= shown.length)
          last = to
        }
      }),
      { numRuns: 2000 },
    )
  })
})
