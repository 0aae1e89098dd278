// What somebody looks for, from what was typed. Whatever is typed is words to find, never syntax. Pure.
import { Fault } from '@parley/shared/faults/fault.ts'
import { PREFIX_MIN, QUESTION_MAX, QUESTION_WORDS_MAX } from './constants.ts'
import { wordsOf } from './words.ts'

/** Words that stand one after the other. */
export interface Phrase {
  readonly words: readonly string[]
  /** Whether the last one may be the beginning of a longer word. */
  readonly open: boolean
}

/** All phrases must be there, in any order. */
export type Question = readonly Phrase[]

/**
 * `annual rep` finds "the report, annually"; `"annual report"` in double quotes finds these words only,
 * one after the other. @returns nothing to find for no words. @throws Fault SEARCH_TOO_LONG
 */
export function questionOf(typed: string): Question {
  if (typed.length > QUESTION_MAX) throw new Fault('SEARCH_TOO_LONG', { limit: QUESTION_MAX })
  // Between the first and second quote, the third and fourth, and so on.
  const question = typed
    .split(/["«»“”„]/)
    .flatMap((piece, at) =>
      at % 2 === 1
        ? [{ words: wordsOf(piece), open: false }]
        : piece.split(/\s+/).map((part) => openPhrase(wordsOf(part))),
    )
    .filter(({ words }) => words.length > 0)
  if (question.length === 0 && typed.trim() !== '') throw new Fault('SEARCH_EMPTY')
  const count = question.reduce((sum, { words }) => sum + words.length, 0)
  if (count > QUESTION_WORDS_MAX) throw new Fault('SEARCH_TOO_MANY_WORDS', { limit: QUESTION_WORDS_MAX })
  return question
}

/** What is typed without a space, like `peut-être` or `a.example.org/b`, is one phrase. */
function openPhrase(words: readonly string[]): Phrase {
  return { words, open: (words.at(-1) ?? '').length >= PREFIX_MIN }
}

/** In the index's own language; words are letters and digits, so that nothing in them needs escaping. */
export function matchOf(question: Question): string {
  const phrases = question.map(({ words, open }) => `"${words.join(' ')}"${open ? ' *' : ''}`)
  return `text : (${phrases.join(' AND ')})`
}
