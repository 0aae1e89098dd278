// `parley block`, `unblock`, `mute`, `unmute`, `blocked`, `report`, `reports`, `hide`, `unhide`: peace, through the running peer.
import { messageId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, optional, required, value } from '@parley/shared/host/cli/command.ts'
import { painter } from '@parley/shared/host/cli/output.ts'
import { oneOf } from '@parley/shared/host/cli/parse.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { peaceWords } from '@parley/shared/text/peace.ts'
import { remarkWords } from '@parley/shared/text/remarks.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import { withClient } from '../api/client.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import { reportLines } from '../show/reports.ts'
import { messageRecord } from './record.ts'
import { untilTime } from './until.ts'

const loginArgument = required('login', peaceWords.loginArgument, typedLogin)
const targetArgument = required('target', peaceWords.targetArgument, (raw) => formatTarget(parseTarget(raw)))
const idArgument = required('id', remarkWords.idArgument, (raw) => messageId(raw))
const reasonOption = value('--reason <text>', peaceWords.reasonOption, (raw) => raw)

const blocking = (name: 'block' | 'unblock') =>
  defineCommand({
    name,
    summary: peaceWords[name],
    args: { login: loginArgument },
    async run({ args: { login }, folder, host, out }) {
      const on = name === 'block'
      await withClient(folder, (client) => client.block({ login, on }))
      await out.result({ login, blocked: on }, () =>
        sayIn(peaceWords, host.language)(on ? 'blockedNow' : 'unblockedNow', { login }),
      )
    },
  })

export const block = blocking('block')
export const unblock = blocking('unblock')

export const mute = defineCommand({
  name: 'mute',
  summary: peaceWords.mute,
  args: {
    target: targetArgument,
    how: optional('for|until', peaceWords.howArgument, oneOf('for', 'until')),
    time: optional('time', peaceWords.timeArgument, (raw) => raw),
  },
  async run({ args: { target, how, time }, folder, host, out }) {
    if (how !== undefined && time === undefined)
      throw new Fault('USAGE', {
        reason: sayIn(peaceWords, host.language)('timeMissing'),
        command: 'parley mute',
      })
    const until = how === undefined || time === undefined ? undefined : untilTime(how, time, new Date())
    const iso = until === undefined ? {} : { until: until.toISOString() }
    await withClient(folder, (client) => client.mute({ target, on: true, ...iso }))
    await out.result({ target, muted: true, ...iso }, () => mutedText(host.language, target, iso.until))
  },
})

export const unmute = defineCommand({
  name: 'unmute',
  summary: peaceWords.unmute,
  args: { target: targetArgument },
  async run({ args: { target }, folder, host, out }) {
    await withClient(folder, (client) => client.mute({ target, on: false }))
    await out.result({ target, muted: false }, () =>
      sayIn(peaceWords, host.language)('unmutedNow', { target: visibleName(target) }),
    )
  },
})

export const blocked = defineCommand({
  name: 'blocked',
  summary: peaceWords.blocked,
  async run({ folder, host, out }) {
    const { blocked: logins, muted } = await withClient(folder, (client) => client.peace())
    const say = sayIn(peaceWords, host.language)
    for (const login of logins)
      await out.result({ login, blocked: true }, () => say('blockedLine', { login: visible(login) }))
    for (const { target, conversation, until } of muted)
      await out.result(
        { target: target ?? null, conversation, muted: true, ...(until === undefined ? {} : { until }) },
        () => mutedText(host.language, target ?? say('unknownRoom'), until),
      )
    if (logins.length + muted.length === 0) out.note(say('nobodyBlocked'))
  },
})

function mutedText(language: Language, target: string, until: string | undefined): string {
  const say = sayIn(peaceWords, language)
  const shown = visibleName(target)
  if (until === undefined) return say('mutedNow', { target: shown })
  return say('mutedUntil', { target: shown, time: clockIn(language).moment(new Date(until)) })
}

export const report = defineCommand({
  name: 'report',
  summary: peaceWords.report,
  args: { id: idArgument },
  options: { reason: reasonOption },
  async run({ args, options, folder, host, out }) {
    const told = await withClient(folder, (client) => client.report(args.id, options.reason ?? ''))
    await out.result(told, () =>
      sayIn(peaceWords, host.language)('reportedTo', { logins: told.moderators.map(visible).join(', ') }),
    )
  },
})

export const reports = defineCommand({
  name: 'reports',
  summary: peaceWords.reports,
  async run({ folder, host, out }) {
    const found = await withClient(folder, (client) => client.reports())
    const paint = painter(host, host.stdout)
    for (const one of found)
      await out.result(one, () => {
        const [first = '', ...others] = reportLines(one, host.language, clockIn(host.language))
        return [paint(one.verified ? 'bold' : 'red', first), ...others].join('\n')
      })
    if (found.length === 0) out.note(sayIn(peaceWords, host.language)('noReports'))
  },
})

export const hide = defineCommand({
  name: 'hide',
  summary: peaceWords.hide,
  args: { id: idArgument },
  options: { reason: reasonOption },
  async run({ args: { id }, options, folder, host, out }) {
    const hidden = await withClient(folder, (client) => client.hide(id, true, options.reason ?? ''))
    await out.result(messageRecord(hidden), () => sayIn(peaceWords, host.language)('hiddenNow', { id }))
  },
})

export const unhide = defineCommand({
  name: 'unhide',
  summary: peaceWords.unhide,
  args: { id: idArgument },
  async run({ args: { id }, folder, host, out }) {
    const shown = await withClient(folder, (client) => client.hide(id, false, ''))
    await out.result(messageRecord(shown), () => sayIn(peaceWords, host.language)('shownNow'))
  },
})
