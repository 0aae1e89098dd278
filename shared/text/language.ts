// Which language a person reads, from the locale variables of POSIX. Takes the environment as a value.
import type { Language } from '../faults/words.ts'

/** First of LC_ALL, LC_MESSAGES, LANG that is set counts (POSIX XBD 8.2). Anything but French is English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].find(
    (value) => value !== undefined && value !== '',
  )
  return /^fr(?:[_.@-]|$)/i.test(locale ?? '') ? 'fr' : 'en'
}
