// Until when something is to hold, as people type it: a time of the day to come, a day to its end, an exact time. Pure.
import { Fault } from '@parley/shared/faults/fault.ts'
import { duration, shown } from '@parley/shared/host/cli/parse.ts'
import { moment } from './moment.ts'

/** @param how `for` a time, or `until` one. @throws Fault VALUE_INVALID */
export function untilTime(how: 'for' | 'until', raw: string, now: Date): Date {
  if (how === 'for') return new Date(now.getTime() + duration(raw, how))
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(raw) ?? []
  if (hour !== undefined && minute !== undefined) {
    const today = new Date(now)
    today.setHours(Number(hour), Number(minute), 0, 0)
    // The next time the clock shows it.
    if (today.getTime() <= now.getTime()) today.setDate(today.getDate() + 1)
    return today
  }
  // How long ago makes no sense here.
  if (!/^\d{4}-/.test(raw))
    throw new Fault('VALUE_INVALID', {
      name: how,
      value: shown(raw),
      expected: '18:00, 2026-05-01, 2026-05-01T12:00:00Z',
    })
  return moment('end')(raw, how)
}
