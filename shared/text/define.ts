// Words in English and French side by side, and the one function that fills them in. Reads no environment.
import type { Language } from '../faults/words.ts'

export type { Language } from '../faults/words.ts'

/** One text in both languages. `{name}` stands for a parameter. */
export interface Bilingual {
  readonly en: string
  readonly fr: string
}

/** A text that depends on a count: the parameter `count` chooses the form (CLDR: one, other). */
export interface Counted {
  readonly en: { readonly one: string; readonly other: string }
  readonly fr: { readonly one: string; readonly other: string }
}

export type Dictionary = Readonly<Record<string, Bilingual | Counted>>

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never

type English<Entry extends Bilingual | Counted> = Entry extends Bilingual
  ? Entry['en']
  : Entry extends Counted
    ? Entry['en']['one'] | Entry['en']['other']
    : never

/** The parameters an entry needs, from its English words. */
export type Parameters<Entry extends Bilingual | Counted> =
  | Names<English<Entry>>
  | (Entry extends Bilingual ? never : 'count')

/** Says an entry of `Words` in one language. A missing parameter is a type error. */
export type Say<Words extends Dictionary> = <Key extends keyof Words>(
  key: Key,
  ...parameters: [Parameters<Words[Key]>] extends [never]
    ? []
    : [Readonly<Record<Parameters<Words[Key]>, string | number>>]
) => string

/** Keeps the texts as literal types, so that their parameters are checked. */
export function defineWords<const Words extends Dictionary>(words: Words): Words {
  return words
}

export function sayIn<Words extends Dictionary>(words: Words, language: Language): Say<Words> {
  const plurals = new Intl.PluralRules(language)
  return (key, ...rest) => {
    const parameters: Readonly<Record<string, string | number>> = rest[0] ?? {}
    const entry = words[key]?.[language]
    if (entry === undefined) return String(key)
    const text =
      typeof entry === 'string'
        ? entry
        : plurals.select(Number(parameters.count)) === 'one'
          ? entry.one
          : entry.other
    return fill(text, parameters)
  }
}

function fill(text: string, parameters: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? '?'))
}
