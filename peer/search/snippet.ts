// The part of a text around what was found, and where the hits are in it. On one line; nothing in it is made safe to show:
// that is the faces' part, piece by piece. Pure.
import { SNIPPET_BEFORE, SNIPPET_MAX } from './constants.ts'
import type { Phrase, Question } from './question.ts'
import { placedWords, type Word } from './words.ts'

/** UTF-16 offsets, the end not included. */
export type Mark = readonly [start: number, end: number]

export interface Snippet {
  readonly text: string
  /** In order, not overlapping. */
  readonly marks: readonly Mark[]
}

export function snippetOf(text: string, question: Question): Snippet {
  const words = placedWords(text)
  const marks = joined(question.flatMap((phrase) => hits(words, phrase)))
  const first = marks[0]?.[0] ?? 0
  const from = startBefore(text, words, first)
  const to = endBefore(text, words, from + SNIPPET_MAX)
  const [before, after] = [from > 0 ? '…' : '', to < text.length ? '…' : '']
  const shift = before.length - from
  return {
    // Every line break is one unit and becomes one space: places stay.
    text: `${before}${text.slice(from, to).replace(/[\r\n\t\u2028\u2029]/g, ' ')}${after}`,
    marks: marks
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]): Mark => [start + shift, end + shift]),
  }
}

/** Every place where a phrase stands. */
function hits(words: readonly Word[], { words: wanted, open }: Phrase): Mark[] {
  const last = wanted.length - 1
  const fits = (at: number) =>
    wanted.every((want, offset) => {
      const word = words[at + offset]?.word
      return open && offset === last ? word?.startsWith(want) === true : word === want
    })
  return words.flatMap(({ start }, at): Mark[] => (fits(at) ? [[start, words[at + last]?.end ?? start]] : []))
}

function joined(marks: Mark[]): Mark[] {
  const all: Mark[] = []
  for (const [start, end] of marks.toSorted(([a], [b]) => a - b)) {
    const before = all.at(-1)
    if (before === undefined || start >= before[1]) all.push([start, end])
    else all[all.length - 1] = [before[0], Math.max(before[1], end)]
  }
  return all
}

/** Some words before the first hit; the beginning where that is near. */
function startBefore(text: string, words: readonly Word[], hit: number): number {
  if (hit <= SNIPPET_BEFORE || text.length <= SNIPPET_MAX) return 0
  return words.find(({ start }) => start >= hit - SNIPPET_BEFORE)?.start ?? hit
}

/** The end of the last whole word that fits. */
function endBefore(text: string, words: readonly Word[], most: number): number {
  if (text.length <= most) return text.length
  const fitting = words.findLast(({ end }) => end <= most)?.end ?? 0
  // One endless word: cut, but not between the halves of a letter.
  if (fitting > most - SNIPPET_MAX) return fitting
  return /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most
}
