// A report as people read it: who says so, what is proved, what was written and where. Text of others is made visible here.
import type { Clock } from '@parley/shared/text/clock.ts'
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { peaceWords } from '@parley/shared/text/peace.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import type { ReportView } from '../api/peace-schema.ts'

/** The first line says who and when, the others are indented. */
export function reportLines(report: ReportView, language: Language, clock: Clock): string[] {
  const say = sayIn(peaceWords, language)
  const { by: reporter, time, reason, said, code } = report
  const by = visible(reporter)
  const why = reason === '' ? [] : [`  ${say('reportReason', { reason: visible(reason) })}`]
  const when = clock.moment(new Date(time))
  if (said === undefined) return [`${when}  ${say('reportForged', { by, code: code ?? '' })}`, ...why]
  const author = visible(said.from)
  return [
    `${when}  ${say('reportLine', { by, author })}, ${whereText(said.where, language)}`,
    ...why,
    `  ${clock.moment(new Date(said.time))}  ${say('reportWords', { text: visible(said.text) })}`,
    ...(said.edited === undefined ? [] : [`  ${say('reportEdited', { text: visible(said.edited.text) })}`]),
    `  ${say('reportProved', { author, device: said.device })}`,
    `  ${said.message}`,
  ]
}

function whereText({ kind, target }: NonNullable<ReportView['said']>['where'], language: Language): string {
  const say = sayIn(peaceWords, language)
  if (kind === 'everyone') return say('inEveryone')
  if (kind === 'direct') return say('inDirect')
  return target === undefined ? say('inGroup') : say('inRoom', { room: visibleName(target) })
}
