// Times and durations for people, in their language and time zone.
import { type Language, type Say, sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'

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
  const say: Say<typeof peerWords> = sayIn(peerWords, language)
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
