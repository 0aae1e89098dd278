// `parley search`: messages by their words, person, conversation, time; the newest first, each with what was found in it.
import { type Argument, defineCommand, value, valueOr } from '@parley/shared/host/cli/command.ts'
import type { Host } from '@parley/shared/host/cli/host.ts'
import { type Paint, painter } from '@parley/shared/host/cli/output.ts'
import { integer, oneOf } from '@parley/shared/host/cli/parse.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { historyWords } from '@parley/shared/text/history.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import { type ApiClient, openClient } from '../api/client.ts'
import type { HitsView, HitView, SearchQuery } from '../api/search-schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import { RESULTS_DEFAULT, RESULTS_MAX } from '../search/constants.ts'
import { SEARCH_KINDS } from '../search/place.ts'
import { SEARCH_MAX } from './constants.ts'
import { moment } from './moment.ts'
import { messageRecord } from './record.ts'

/** All that is typed beside the options, as if it were one. */
const words: Argument<string> = {
  term: '[words...]',
  help: historyWords.wordsArgument,
  read: (raw) => (Array.isArray(raw) ? raw.map(String).join(' ') : ''),
}

export const search = defineCommand({
  name: 'search',
  summary: historyWords.search,
  args: { words },
  options: {
    in: value('--in <target>', historyWords.inOption, (raw) => formatTarget(parseTarget(raw))),
    from: value('--from <login>', historyWords.fromOption, (raw) => typedLogin(raw)),
    kind: value('--kind <kind>', historyWords.kindOption, oneOf(...SEARCH_KINDS)),
    since: value('--since <day|time>', historyWords.sinceDayOption, moment('start')),
    until: value('--until <day|time>', historyWords.untilDayOption, moment('end')),
    limit: valueOr(
      '--limit <n>',
      historyWords.searchLimitOption,
      integer(1, SEARCH_MAX),
      `${RESULTS_DEFAULT}`,
    ),
  },
  async run({ args, options, folder, host, out }) {
    const say = sayIn(historyWords, host.language)
    const query: SearchQuery = {
      words: args.words,
      in: options.in,
      from: options.from,
      kind: options.kind,
      since: options.since?.toISOString(),
      until: options.until?.toISOString(),
    }
    const client = await openClient(folder)
    let count = 0
    let last: HitsView = { hits: [] }
    let newest: HitView | undefined
    const show = shower(host)
    try {
      for await (last of pages(client, query, options.limit)) {
        newest ??= last.hits[0]
        count += last.hits.length
        for (const hit of last.hits) await out.result(record(hit), () => show(hit))
      }
    } finally {
      client.close()
    }
    const { building } = last
    if (building !== undefined) {
      const percent = Math.floor((100 * building.done) / Math.max(1, building.total))
      out.note(say('building', { percent }))
    }
    if (out.json) return
    if (newest === undefined) return out.note(say('nothingFound'))
    const command = `parley read --around ${newest.message.id}`
    out.note(
      last.next === undefined ? say('found', { count, command }) : say('foundMore', { count, command }),
    )
  },
})

async function* pages(client: ApiClient, query: SearchQuery, limit: number): AsyncGenerator<HitsView> {
  let before: number | undefined
  for (let left = limit; left > 0; ) {
    const page = await client.search({ ...query, before, limit: Math.min(left, RESULTS_MAX) })
    yield page
    if (page.next === undefined) return
    before = page.next
    // A page may have less than was asked for: what is not shown any more is not counted.
    left -= Math.max(1, page.hits.length)
  }
}

const record = ({ message, snippet, marks }: HitView): object => ({
  ...messageRecord(message),
  snippet,
  marks,
})

function shower(host: Host): (hit: HitView) => string {
  const paint = painter(host, host.stdout)
  const clock = clockIn(host.language)
  return ({ message, snippet, marks }) => {
    const head = [
      paint('dim', clock.moment(new Date(message.time))),
      paint('bold', visibleName(message.target)),
      paint('dim', message.id),
    ].join('  ')
    const who = paint(message.own ? 'cyan' : 'green', visible(message.from))
    return `${head}\n  ${who}: ${marked(snippet, marks, paint)}`
  }
}

/** Each piece is made safe by itself: nothing in a text can reach across a mark, or make one. */
function marked(snippet: string, marks: HitView['marks'], paint: Paint): string {
  const pieces: string[] = []
  let at = 0
  for (const [from, to] of marks) {
    pieces.push(
      visible(snippet.slice(at, from)),
      paint('yellow', paint('bold', visible(snippet.slice(from, to)))),
    )
    at = to
  }
  return [...pieces, visible(snippet.slice(at))].join('')
}
