// What stands around a message: what it answers, marks, reactions. As plain lines; text of others is made visible here.
import type { Clock } from '@parley/shared/text/clock.ts'
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { peaceWords } from '@parley/shared/text/peace.ts'
import { remarkWords } from '@parley/shared/text/remarks.ts'
import { visible } from '@parley/shared/text/visible.ts'
import type { MessageView } from '../api/schema.ts'
import { foldText, isFolded } from './folds.ts'

/** Logins named behind one reaction; the others are counted. */
const NAMES_MAX = 3

/** `↪ bob: Tea or coffee?`, for the line above an answer. */
export function quoteText({ replyTo }: MessageView, language: Language): string | undefined {
  if (replyTo === undefined) return undefined
  const { from, text } = replyTo
  const words = text === undefined ? sayIn(remarkWords, language)('quoteGone') : visible(text)
  return from === undefined ? `↪ ${words}` : `↪ ${visible(from)}: ${words}`
}

/** Stands for the words of a message that are not there. */
export function insteadOfWords(message: MessageView, language: Language, clock: Clock): string | undefined {
  const say = sayIn(remarkWords, language)
  if (message.deleted !== undefined) {
    const { from, time } = message.deleted
    return say('deletedMark', { login: visible(from), time: clock.time(new Date(time)) })
  }
  if (message.hidden !== undefined && message.text === '') return hiddenText(message.hidden, language)
  if (isFolded(message)) return foldText(1, language)
  return message.missing === true ? say('missingMark') : undefined
}

function hiddenText({ from, reason }: NonNullable<MessageView['hidden']>, language: Language): string {
  const say = sayIn(peaceWords, language)
  const login = visible(from)
  return reason === ''
    ? say('hiddenMark', { login })
    : say('hiddenBecause', { login, reason: visible(reason) })
}

/** `edited`, `pinned by bob`, `until 12:30`; of what was folded and is shown all the same, why. */
export function markWords(
  { edited, pinned, expires, blocked, hidden, text }: MessageView,
  language: Language,
  clock: Clock,
): string[] {
  const say = sayIn(remarkWords, language)
  return [
    ...(hidden === undefined || text === '' ? [] : [hiddenText(hidden, language)]),
    ...(blocked === undefined || text === '' ? [] : [sayIn(peaceWords, language)('blockedMark')]),
    ...(edited === undefined ? [] : [say('editedMark')]),
    ...(pinned === undefined ? [] : [say('pinnedMark', { login: visible(pinned.from) })]),
    ...(expires === undefined ? [] : [say('expiresMark', { time: clock.moment(new Date(expires)) })]),
  ]
}

/** `👍 alice, bob · ❤ carol`, for the line below. */
export function reactionsText({ reactions = [] }: MessageView): string | undefined {
  if (reactions.length === 0) return undefined
  return reactions.map(({ reaction, from }) => `${visible(reaction)} ${namesOf(from)}`).join(' · ')
}

function namesOf(logins: readonly string[]): string {
  const shown = logins.slice(0, NAMES_MAX).map(visible).join(', ')
  return logins.length > NAMES_MAX ? `${shown} +${logins.length - NAMES_MAX}` : shown
}
