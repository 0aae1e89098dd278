// Times and durations for people, in their language and the time zone of the process. Does not ask what time it is.
import { defineWords, type Language, sayIn } from './define.ts'

export const clockWords = defineWords({
  seconds: { en: '{n} s', fr: '{n} s' },
  minutes: { en: '{n} min', fr: '{n} min' },
  hours: { en: '{n} h', fr: '{n} h' },
  days: {
    en: { one: '{count} day', other: '{count} days' },
    fr: { one: '{count} jour', other: '{count} jours' },
  },
})

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' }

export interface Clock {
  /** 09:05 */
  time(at: Date): string
  /** Saturday 21 November 2026 */
  day(at: Date): string
  /** 21 Nov 2026, 09:05 */
  moment(at: Date): string
  /** About how long: `3 days`, `2 h`, `5 min`, `12 s`. */
  span(milliseconds: number): string
}

export function clockIn(language: Language): Clock {
  const locale = LOCALES[language]
  const say = sayIn(clockWords, language)
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  return {
    time: (at) => time.format(at),
    day: (at) => day.format(at),
    moment: (at) => moment.format(at),
    span(milliseconds) {
      const seconds = Math.max(0, Math.round(milliseconds / 1000))
      if (seconds < 90) return say('seconds', { n: seconds })
      const minutes = Math.round(seconds / 60)
      if (minutes < 90) return say('minutes', { n: minutes })
      const hours = Math.round(minutes / 60)
      if (hours < 36) return say('hours', { n: hours })
      return say('days', { count: Math.round(hours / 24) })
    },
  }
}
