// The language of the page: the browser's until somebody chooses. Gives texts, dates and numbers in it.
import { type Clock, clockIn } from '@parley/shared/text/clock.ts'
import { type Dictionary, type Language, type Say, sayIn } from '@parley/shared/text/define.ts'

const KEPT_AS = 'parley-language'
const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' }
const CLOCKS: Record<Language, Clock> = { en: clockIn('en'), fr: clockIn('fr') }

class LanguageState {
  current = $state<Language>(first())

  get locale(): string {
    return LOCALES[this.current]
  }

  get clock(): Clock {
    return CLOCKS[this.current]
  }

  choose(language: Language): void {
    this.current = language
    try {
      localStorage.setItem(KEPT_AS, language)
    } catch {
      // A browser that keeps nothing asks again next time.
    }
  }
}

function first(): Language {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(KEPT_AS)
  } catch {
    // As above.
  }
  if (kept === 'en' || kept === 'fr') return kept
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}

export const language = new LanguageState()

/** Says a dictionary's words in the language of the page; what shows them changes with it. */
export function saying<const Words extends Dictionary>(words: Words): Say<Words> {
  const both = { en: sayIn(words, 'en'), fr: sayIn(words, 'fr') }
  return (key, ...parameters) => typeset(both[language.current](key, ...parameters))
}

/** French keeps its high signs on the line of their word. */
export function typeset(text: string): string {
  return language.current === 'fr'
    ? text.replace(/ (?=[»?!:;])/g, '\u00a0').replaceAll('« ', '«\u00a0')
    : text
}

export function number(value: number): string {
  return new Intl.NumberFormat(language.locale).format(value)
}

/** 21 Nov 2026, 09:05 */
export function moment(at: string): string {
  return language.clock.moment(new Date(at))
}

/** 21 Nov 2026 */
export function day(at: string): string {
  return new Intl.DateTimeFormat(language.locale, { dateStyle: 'medium' }).format(new Date(at))
}

/** In 3 days, 5 minutes ago. */
export function fromNow(at: string, now: number): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  const size = Math.abs(seconds)
  const format = new Intl.RelativeTimeFormat(language.locale, { numeric: 'auto' })
  if (size < 45) return format.format(0, 'second')
  if (size < 90 * 60) return format.format(Math.round(seconds / 60), 'minute')
  if (size < 36 * 3600) return format.format(Math.round(seconds / 3600), 'hour')
  if (size < 60 * 86_400) return format.format(Math.round(seconds / 86_400), 'day')
  if (size < 700 * 86_400) return format.format(Math.round(seconds / (30.44 * 86_400)), 'month')
  return format.format(Math.round(seconds / (365.25 * 86_400)), 'year')
}
