// `parley retention`: how long this device keeps what was said, for all conversations and for single ones.
import { defineCommand, optional, type Parse, value } from '@parley/shared/host/cli/command.ts'
import { oneOf } from '@parley/shared/host/cli/parse.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { historyWords } from '@parley/shared/text/history.ts'
import { visibleName } from '@parley/shared/text/visible.ts'
import { openClient } from '../api/client.ts'
import type { KeepView, RetentionView } from '../api/retention-schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'

/** `90d`, `forever`, `default`. How many days there may be is the daemon's to say. */
const keep: Parse<KeepView | 'default'> = (raw, name) => {
  const [, days] = /^(\d{1,6})d$/.exec(raw) ?? []
  return days === undefined ? oneOf('forever', 'default')(raw, name) : Number(days)
}

export const retention = defineCommand({
  name: 'retention',
  summary: historyWords.retention,
  args: {
    target: optional('target', historyWords.retentionTarget, (raw) => formatTarget(parseTarget(raw))),
  },
  options: { keep: value('--keep <days>', historyWords.keepOption, keep) },
  async run({ args, options, folder, host, out }) {
    const say = sayIn(historyWords, host.language)
    const client = await openClient(folder)
    let rules: RetentionView
    try {
      rules =
        options.keep === undefined
          ? await client.retention()
          : await client.setRetention({ target: args.target, keep: options.keep })
    } finally {
      client.close()
    }
    const kept = (days: KeepView) =>
      days === 'forever' ? say('keptForever') : say('keptDays', { count: days })
    const shown = rules.own.filter(({ target }) => args.target === undefined || target === args.target)
    const showsAll = args.target === undefined || shown.length === 0
    if (showsAll)
      await out.result({ target: null, keep: rules.all }, () =>
        say('retentionAll', { kept: kept(rules.all) }),
      )
    for (const { target, keep: days } of shown)
      await out.result({ target, keep: days }, () => `${visibleName(target)}: ${kept(days)}`)
    if (options.keep !== undefined && !out.json && typeof options.keep === 'number')
      out.note(say('forgetting'))
  },
})
