// Days and times as people type them: a day of the person's own calendar, an exact time, or how long ago.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Parse } from '@parley/shared/host/cli/command.ts'
import { duration, shown } from '@parley/shared/host/cli/parse.ts'

/** Characters of a time that is read at all. */
const LONGEST = 40

/** @param edge which end of a day is meant by its date. @returns ms since 1970 */
export function moment(edge: 'start' | 'end'): Parse<Date> {
  return (raw, name) => {
    if (/^\d+(?:ms|s|m|h|d)$/.test(raw)) return new Date(Date.now() - duration(raw, name))
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(raw) ?? []
    const time =
      year !== undefined
        ? new Date(Number(year), Number(month) - 1, Number(day) + (edge === 'end' ? 1 : 0))
        : new Date(/^\d{4}-\d{2}-\d{2}[T ]/.test(raw) && raw.length <= LONGEST ? raw : Number.NaN)
    const bad = Number.isNaN(time.getTime()) || (year !== undefined && !isDay(raw))
    if (bad)
      throw new Fault('VALUE_INVALID', {
        name,
        value: shown(raw),
        expected: '2026-05-01, 2026-05-01T12:00:00Z, 7d',
      })
    return year !== undefined && edge === 'end' ? new Date(time.getTime() - 1) : time
  }
}

/** 2026-02-30 is none. */
const isDay = (raw: string): boolean => {
  const date = new Date(`${raw}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(raw)
}
