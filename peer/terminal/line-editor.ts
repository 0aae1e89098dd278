// One line of input being edited: pure. Works on what a person sees as one character (grapheme clusters).

export interface Line {
  readonly text: string
  /** Where the cursor stands, in UTF-16 units; always between two graphemes. */
  readonly cursor: number
}

export const EMPTY: Line = { text: '', cursor: 0 }

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export const lineOf = (text: string): Line => ({ text, cursor: text.length })

export function insert({ text, cursor }: Line, typed: string): Line {
  return { text: text.slice(0, cursor) + typed + text.slice(cursor), cursor: cursor + typed.length }
}

export const left = (line: Line): Line => ({ ...line, cursor: before(line) })
export const right = (line: Line): Line => ({ ...line, cursor: after(line) })
export const home = (line: Line): Line => ({ ...line, cursor: 0 })
export const end = (line: Line): Line => ({ ...line, cursor: line.text.length })
export const wordLeft = (line: Line): Line => ({ ...line, cursor: wordStart(line) })
export const wordRight = (line: Line): Line => ({ ...line, cursor: wordEnd(line) })

export const backspace = (line: Line): Line => cut(line, before(line), line.cursor)
export const remove = (line: Line): Line => cut(line, line.cursor, after(line))
export const removeWord = (line: Line): Line => cut(line, wordStart(line), line.cursor)
export const removeToStart = (line: Line): Line => cut(line, 0, line.cursor)
export const removeToEnd = (line: Line): Line => cut(line, line.cursor, line.text.length)

function cut({ text }: Line, from: number, to: number): Line {
  return { text: text.slice(0, from) + text.slice(to), cursor: from }
}

function before({ text, cursor }: Line): number {
  let last = 0
  for (const { index } of graphemes.segment(text)) {
    if (index >= cursor) break
    last = index
  }
  return last
}

function after({ text, cursor }: Line): number {
  return cursor + (graphemes.segment(text).containing(cursor)?.segment.length ?? 0)
}

function wordStart({ text, cursor }: Line): number {
  return cursor - (/\S*\s*$/u.exec(text.slice(0, cursor))?.[0].length ?? 0)
}

function wordEnd({ text, cursor }: Line): number {
  return cursor + (/^\s*\S*/u.exec(text.slice(cursor))?.[0].length ?? 0)
}
