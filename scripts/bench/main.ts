// `npm run bench [-- --json] [-- --only NAME]`: every figure in one run, the bare transport and the product in turn.
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { certificateFigures } from './certificates.ts'
import { consoleFigures } from './console.ts'
import { dialFigures } from './dial.ts'
import { directoryFigures } from './directory.ts'
import { enrolmentFigures } from './enrolment.ts'
import type { Figure } from './figure.ts'
import { bigGroupFigures, smallGroupFigures } from './groups.ts'
import { historyFigures } from './history.ts'
import { lanFigures } from './lan.ts'
import { messageFigures } from './messages.ts'
import { ocspFigures } from './ocsp.ts'
import { processFigures } from './processes.ts'
import { revocationFigures } from './revocation.ts'
import { sealingFigures } from './sealing.ts'
import { conversationFigures, syncFigures } from './sync.ts'

/** A group is measured whole: twins stand in one group so that they see the same machine. */
const GROUPS: readonly { metrics: readonly string[]; measure: () => Promise<readonly Figure[]> }[] = [
  { metrics: ['dial.certified.p50'], measure: dialFigures },
  { metrics: ['dm.delivered.p50', 'dm.delivered.p99', 'dm.rate'], measure: messageFigures },
  { metrics: ['group50.last.p50'], measure: smallGroupFigures },
  { metrics: ['group500.last.p50'], measure: bigGroupFigures },
  { metrics: ['sync.rate'], measure: syncFigures },
  { metrics: ['conversation.heap'], measure: conversationFigures },
  {
    metrics: ['rotate100', 'rotate1000', 'seal.rate', 'open.rate', 'turn.begin', 'turn.take'],
    measure: sealingFigures,
  },
  { metrics: ['discover.p50', 'reconnect.p50'], measure: lanFigures },
  { metrics: ['issue.rate', 'check.rate'], measure: certificateFigures },
  { metrics: ['ocsp.rate'], measure: ocspFigures },
  {
    metrics: ['enrol.rate', 'enrol.crowd.rss', 'enrol.hash', 'enrol.unhashed.rate', 'issue.https.rate'],
    measure: enrolmentFigures,
  },
  {
    metrics: ['crl.build', 'crl.visible.100', 'crl.visible.10000', 'crl.reach.p99'],
    measure: revocationFigures,
  },
  { metrics: ['lookup.rate', 'lookup.p50', 'lookup.p99'], measure: directoryFigures },
  { metrics: ['console.people.paint', 'console.people.search'], measure: consoleFigures },
  {
    metrics: [
      'search.1m.p50',
      ...['common', 'rare', 'prefix', 'phrase', 'person', 'conversation', 'date'].map(
        (what) => `history.search.${what}.p95`,
      ),
      ...['start', 'middle', 'end'].map((where) => `history.open.${where}.p95`),
      ...['history.index.rate', 'history.disk', 'history.rekey'],
    ],
    measure: historyFigures,
  },
  {
    metrics: ['peer.start', 'ca.start', 'peer.rss', 'ca.rss', 'ca.rss.connected', 'ca.perpeer'],
    measure: processFigures,
  },
]

const USAGE =
  'usage: npm run bench [-- [--json] [--only NAME]]   NAME: a metric, or its first part such as "dm"'

const values = asked()
const wanted = (metric: string) =>
  values.only === undefined || metric === values.only || metric.startsWith(`${values.only}.`)
const groups = GROUPS.filter(({ metrics }) => metrics.some(wanted))
if (groups.length === 0) wrong()

if (values.json !== true) {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  console.log(`Node ${process.version}, ${availableParallelism()} x ${model}`)
}
for (const { measure } of groups) {
  for (const figure of await measure()) {
    if (wanted(figure.metric)) print(figure)
  }
}

function asked() {
  try {
    return parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } }).values
  } catch {
    return wrong()
  }
}

function wrong(): never {
  console.error(USAGE)
  process.exit(2)
}

function print({ metric, value, unit, n, baseline }: Figure): void {
  const ratio = baseline === undefined ? undefined : value / baseline
  if (values.json === true) {
    console.log(JSON.stringify({ metric, value: round(value), unit, n, ...pair(baseline, ratio) }))
    return
  }
  const twin =
    baseline === undefined || ratio === undefined ? '' : `   bare ${round(baseline)}, ratio ${round(ratio)}`
  console.log(`${metric.padEnd(20)} ${String(round(value)).padStart(10)} ${unit.padEnd(16)} n=${n}${twin}`)
}

function pair(
  baseline: number | undefined,
  ratio: number | undefined,
): { baseline?: number; ratio?: number } {
  return baseline === undefined || ratio === undefined
    ? {}
    : { baseline: round(baseline), ratio: round(ratio) }
}

/** Four significant digits: no measurement here is better than that. */
function round(value: number): number {
  return Number(value.toPrecision(4))
}
