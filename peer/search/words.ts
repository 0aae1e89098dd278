// Words as the index has them: lower case, without accents, ligatures spelled out, scripts without spaces letter by letter,
// pictures by their number. Says also where in the text each stands. Pure.
import { WORD_MAX } from './constants.ts'

export interface Word {
  readonly word: string
  /** UTF-16 offsets in the text, the end not included. */
  readonly start: number
  readonly end: number
}

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  // Most of what people type needs no tables.
  if (/^[\n -~]*$/.test(text)) return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(cut)
  return (spell(text).match(WORD) ?? []).map(cut)
}

/** The same with places: for marking, one letter at a time. */
export function placedWords(text: string): Word[] {
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  let at = 0
  for (const letter of text) {
    const spelled = spell(letter)
    // What has no spelling of its own, like an accent that stands alone, belongs to the letter before it.
    if (spelled === '' && ends.length > 0) ends[ends.length - 1] = at + letter.length
    for (let unit = 0; unit < spelled.length; unit++) {
      starts.push(at)
      ends.push(at + letter.length)
    }
    folded += spelled
    at += letter.length
  }
  return Array.from(folded.matchAll(WORD), ({ 0: word, index }) => ({
    word: cut(word),
    start: starts[index] ?? 0,
    end: ends[index + word.length - 1] ?? text.length,
  }))
}

/** Scripts that are written without spaces: every letter is a word, what people type is a phrase of them. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}'
const WORD = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\p{Co}])+`, 'gu')
/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, selectors of pictures. */
const ACCENTS =
  /[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u064B-\u065F\u0670]|[\uFE0E\uFE0F]|\u200C|\u200D/g
const PICTURE = /\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|[\u{1F1E6}-\u{1F1FF}]/gu
/** Letters Unicode does not take apart though people write them so. */
const LIGATURES: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
}
const LIGATURE = new RegExp(`[${Object.keys(LIGATURES).join('')}]`, 'g')

function spell(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(LIGATURE, (letter) => LIGATURES[letter] ?? letter)
    .replace(PICTURE, (picture) =>
      isTone(picture) ? '' : ` u${picture.codePointAt(0)?.toString(16) ?? ''} `,
    )
}

/** Colours of skin: a thumb is a thumb. */
const isTone = (picture: string): boolean => /[\u{1F3FB}-\u{1F3FF}]/u.test(picture)

const cut = (word: string): string => (word.length <= WORD_MAX ? word : word.slice(0, WORD_MAX))
