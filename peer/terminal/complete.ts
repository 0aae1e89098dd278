// Tab: completes /commands at the start of the line and @logins anywhere; again Tab takes the next one. Pure.
import type { Line } from './line-editor.ts'
import { SLASH_COMMANDS } from './slash.ts'

/** Where one stands in a row of completions; undefined after any other key. */
export interface Completion {
  readonly start: number
  readonly rest: string
  readonly choices: readonly string[]
  readonly at: number
}

/** @param logins those to choose from, the likeliest first */
export function complete(
  line: Line,
  logins: readonly string[],
  going: Completion | undefined,
): { readonly line: Line; readonly going: Completion } | undefined {
  const row =
    going === undefined ? begin(line, logins) : { ...going, at: (going.at + 1) % going.choices.length }
  const choice = row?.choices[row.at]
  if (row === undefined || choice === undefined) return undefined
  const text = line.text.slice(0, row.start) + choice
  return { line: { text: text + row.rest, cursor: text.length }, going: row }
}

function begin({ text, cursor }: Line, logins: readonly string[]): Completion | undefined {
  const word = /\S*$/u.exec(text.slice(0, cursor))?.[0] ?? ''
  const start = cursor - word.length
  const rest = text.slice(cursor)
  const space = rest.startsWith(' ') ? '' : ' '
  const choices = (): readonly string[] => {
    if (start === 0 && word.startsWith('/'))
      return SLASH_COMMANDS.filter((name) => name.startsWith(word.slice(1).toLowerCase())).map(
        (name) => `/${name}${space}`,
      )
    const wanted = word.replace(/^@/, '').toLowerCase()
    const afterCommand = /^\/(?:msg|query|whois|block|unblock)\s+$/u.test(text.slice(0, start))
    if (!word.startsWith('@') && !afterCommand && wanted === '') return []
    return logins.filter((login) => login.startsWith(wanted)).map((login) => `@${login}${space}`)
  }
  const found = choices()
  return found.length === 0 ? undefined : { start, rest, choices: found, at: 0 }
}
