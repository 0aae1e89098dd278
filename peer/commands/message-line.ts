// A message as `parley read` shows it to people: what it answers above it, its words and marks, reactions below.
import type { Host } from '@parley/shared/host/cli/host.ts'
import { painter } from '@parley/shared/host/cli/output.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { visible, visibleLines } from '@parley/shared/text/visible.ts'
import type { MessageView } from '../api/schema.ts'
import { foldText, isFolded } from '../show/folds.ts'
import { insteadOfWords, markWords, quoteText, reactionsText } from '../show/remarks.ts'
import { STATE_MARKS, stateWords } from '../show/state.ts'

interface Shown {
  /** Day and time instead of the time alone. */
  readonly moment?: boolean
  readonly id?: boolean
  /** Put before it, as "(changed)". */
  readonly before?: string
  /** Of people the owner blocked: for how many messages it stands. */
  readonly folded?: number
}

export function messageLine(
  host: Host,
  message: MessageView,
  { moment = false, id = false, before, folded = 1 }: Shown = {},
): string {
  const { language } = host
  const paint = painter(host, host.stdout)
  const clock = clockIn(language)
  const at = new Date(message.time)
  const when = moment ? clock.moment(at) : clock.time(at)
  if (isFolded(message)) {
    const line = `${paint('dim', when)} ${paint('dim', `[${foldText(folded, language)}]`)}`
    return id ? `${paint('dim', message.id)}\n${line}` : line
  }
  const who = paint(message.own ? 'cyan' : 'green', visible(message.from))
  const indent = ' '.repeat(when.length + visible(message.from).length + 3)
  const gone = insteadOfWords(message, language, clock)
  const [first = '', ...others] =
    gone === undefined ? visibleLines(message.text).split('\n') : [paint('dim', `[${gone}]`)]
  const state = message.own
    ? `${STATE_MARKS[message.state]} ${stateWords(language, message.state)}`
    : undefined
  const said = markWords(message, language, clock).join(' · ')
  const marks = [...(said === '' ? [] : [`(${said})`]), ...(state === undefined ? [] : [state])]
  const quote = quoteText(message, language)
  const reactions = reactionsText(message)
  const words = [first, ...others.map((line) => `${indent}${line}`)].join('\n')
  return [
    ...(id ? [paint('dim', message.id)] : []),
    ...(quote === undefined ? [] : [paint('dim', `${indent}${quote}`)]),
    [
      `${paint('dim', when)} ${who}: `,
      before === undefined ? '' : `${paint('dim', before)} `,
      words,
      marks.length === 0 ? '' : paint('dim', ` ${marks.join(' ')}`),
    ].join(''),
    ...(reactions === undefined ? [] : [`${indent}${reactions}`]),
  ].join('\n')
}
