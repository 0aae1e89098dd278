// parley ca audit: what everybody did and tried at the authority, and whether the log of it is whole.
import { setTimeout as delay } from 'node:timers/promises'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { duration, integer } from '@parley/shared/host/cli/parse.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { FOLLOW_OVERLAP_MS, FOLLOW_POLL_MS, LINES_PER_PAGE_MAX } from '../audit/constants.ts'
import type { AuditAsked, ShownLine } from '../audit/read.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { say } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

const MAX_LINES = 100_000_000

export const auditCommand = defineCommand({
  name: 'audit',
  summary: { en: 'show or verify the audit log', fr: 'montrer ou vérifier le journal d’audit' },
  options: {
    verify: flag('--verify', {
      en: 'check every line, and that none is missing; 5 when it is not as it was written',
      fr: 'vérifier chaque ligne, et qu’il n’en manque aucune ; 5 si quelque chose a changé',
    }),
    since: value(
      '--since <time>',
      {
        en: 'from then on: 2026-03-01, 2026-03-01T08:00Z, or 24h ago as 24h',
        fr: 'depuis : 2026-03-01, 2026-03-01T08:00Z, ou 24h pour « il y a 24 h »',
      },
      moment,
    ),
    act: value(
      '--act <act>',
      { en: 'only this act: enrol, role...', fr: 'cet acte seulement : enrol, role...' },
      word,
    ),
    who: value('--who <login>', { en: 'only by this person', fr: 'de cette personne seulement' }, word),
    outcome: value(
      '--outcome <code>',
      { en: 'DONE, a code, or refused for all codes', fr: 'DONE, un code, ou refused pour tous les codes' },
      word,
    ),
    limit: valueOr(
      '--limit <n>',
      { en: 'the last so many lines', fr: 'les n dernières lignes' },
      integer(1, MAX_LINES),
      '200',
    ),
    follow: flag('--follow', { en: 'go on with new lines', fr: 'continuer avec les nouvelles lignes' }),
    passphraseFile,
  },
  async run(call) {
    const { out, host } = call
    const folder = authorityFolder(call.folder)
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    if (call.options.verify) {
      const verified = await ask(folder, 'verify-audit', {}, passphrase)
      await out.result({ verified: true, ...verified }, () =>
        say(host.language)('auditVerified', {
          count: verified.lines,
          chains: verified.chains.length,
          seconds: (verified.milliseconds / 1000).toFixed(1),
        }),
      )
      return
    }
    const { since, act, who, outcome, limit, follow } = call.options
    const filter = { since, act, who, outcome }
    const pages = (asked: AuditAsked) => ask(folder, 'audit', { ...filter, ...asked }, passphrase)
    const show = (line: ShownLine) => out.result(line, () => textOf(line))

    const newest = await newestLines(pages, limit)
    for (const line of newest.toReversed()) await show(line)
    if (!follow) return
    // Clocks of several nodes differ: looks back a little, and shows each line once.
    const seen = new Set(newest.map(({ place }) => place))
    let latest = Math.max(Date.now() - FOLLOW_OVERLAP_MS, since ?? 0)
    for (;;) {
      await delay(FOLLOW_POLL_MS)
      const from = latest - FOLLOW_OVERLAP_MS
      for (const line of await pages({ since: Math.max(from, since ?? 0), after: '' })) {
        if (seen.has(line.place)) continue
        seen.add(line.place)
        latest = Math.max(latest, Date.parse(line.time))
        await show(line)
      }
      for (const place of seen) if (Number.parseInt(place, 10) < from) seen.delete(place)
    }
  },
})

async function newestLines(
  pages: (asked: AuditAsked) => Promise<readonly ShownLine[]>,
  limit: number,
): Promise<readonly ShownLine[]> {
  const lines: ShownLine[] = []
  for (let before: string | undefined; lines.length < limit; before = lines.at(-1)?.place) {
    const wanted = Math.min(limit - lines.length, LINES_PER_PAGE_MAX)
    const page = await pages(before === undefined ? { limit: wanted } : { limit: wanted, before })
    lines.push(...page)
    if (page.length < wanted) break
  }
  return lines
}

function textOf({ time, act, outcome, who, source, detail }: ShownLine): string {
  const about =
    typeof detail === 'object' && detail !== null
      ? Object.entries(detail)
          .map(([name, each]) => `${name}=${String(each)}`)
          .join(' ')
      : String(detail)
  const columns = [
    time,
    act.padEnd(16),
    outcome.padEnd(20),
    (who ?? '-').padEnd(16),
    source.padEnd(15),
    about,
  ]
  return visible(columns.join(' ').trimEnd())
}

/** A date, a date with its time, or how long ago. @returns milliseconds since 1970 */
function moment(raw: string, name: string): number {
  if (/^\d{1,9}(ms|s|m|h|d)$/.test(raw)) return Date.now() - duration(raw, name)
  const at = /^\d{4}-\d{2}-\d{2}(T[0-9:.]{5,12}(Z|[+-]\d{2}:\d{2})?)?$/.test(raw)
    ? Date.parse(raw)
    : Number.NaN
  if (Number.isNaN(at) || at < 0)
    throw new Fault('VALUE_INVALID', {
      name,
      value: raw.slice(0, 64),
      expected: '2026-03-01, 2026-03-01T08:00Z, 24h',
    })
  return at
}
