// A million spoiled inputs for all decoders together: no crash, no hang, no memory without bound, one form of each thing.
// PARLEY_LONG=1 takes ten times as many, other ones each time. docs/THREATS.md says how to run one decoder or one input.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { allDecoders } from './decoders.ts'
import { type Job, newMemory, type Said, watched } from './job.ts'
import { LONG_FACTOR, RUNS_MIN, SILENCE_MS_MAX, WORKER_HEAP_MIB, WORKER_STACK_MIB } from './limits.ts'
import { judged, type Report } from './run.ts'

const long = process.env.PARLEY_LONG === '1'
const only = process.env.PARLEY_FUZZ
/** The ordinary run does the same each time. */
const seed = Number(process.env.PARLEY_FUZZ_SEED ?? (long ? Date.now() % 2 ** 31 : 20_261_121))
const LOOK_MS = 500

interface Ended {
  readonly reports: readonly Report[]
  readonly broken: readonly string[]
}

/** Starts the thread and watches it. Settles when it has ended, however. */
function watch(job: Job): Promise<Ended> {
  const reports: Report[] = []
  const broken: string[] = []
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const state = watched(job.memory)
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MIB, stackSizeMb: WORKER_STACK_MIB },
  })
  const busy = () => {
    const { decoder, input } = state.now
    const row = allDecoders()[decoder]
    return `${row?.name}\n  input ${row?.show(input)}`
  }
  let count = 0
  let changedAt = performance.now()
  const look = setInterval(() => {
    const { now } = state
    if (now.count !== count) changedAt = performance.now()
    count = now.count
    if (performance.now() - changedAt < SILENCE_MS_MAX) return
    broken.push(`no end of it: ${busy()}`)
    void worker.terminate()
  }, LOOK_MS)
  worker.on('message', (said: Said) => {
    if (said.kind === 'report') reports.push(said.report)
    if (said.kind === 'broken') broken.push(`seed ${said.seed}: ${said.why}`)
  })
  worker.on('error', (error) => broken.push(`the thread died (${String(error)}): ${busy()}`))
  worker.on('exit', () => {
    clearInterval(look)
    resolve({ reports, broken })
  })
  return promise
}

/** What brings all rows together down to a million inputs. */
function million(): number {
  return RUNS_MIN / allDecoders().reduce((sum, { runs }) => sum + runs, 0)
}

const replay = process.env.PARLEY_FUZZ_INPUT

test('one input, given by hand', { skip: replay === undefined }, () => {
  const decoder = allDecoders().find(({ name }) => name.includes(only ?? ''))
  assert.ok(decoder !== undefined && replay !== undefined, 'PARLEY_FUZZ names the decoder')
  console.log(decoder.name, judged(decoder, decoder.parse(replay)))
})

test('no decoder crashes, hangs, swells or takes a second form', {
  skip: replay !== undefined,
}, async (t) => {
  const { reports, broken } = await watch({
    memory: newMemory(),
    seed,
    factor: long ? LONG_FACTOR : million(),
    only,
  })
  for (const { name, inputs, taken, ms, slowestMs, heapMax } of reports) {
    const each = ((ms * 1000) / inputs).toFixed(0)
    const worst = `slowest ${slowestMs.toFixed(1)} ms, ${(heapMax / 1024).toFixed(0)} KiB at most`
    t.diagnostic(`${name}: ${inputs} inputs, ${taken} taken, ${each} µs each, ${worst}`)
  }
  const inputs = reports.reduce((sum, report) => sum + report.inputs, 0)
  const seconds = reports.reduce((sum, report) => sum + report.ms, 0) / 1000
  t.diagnostic(`${inputs} inputs in ${seconds.toFixed(1)} s, seed ${seed}`)
  assert.deepEqual(broken, [], broken.join('\n'))
  assert.ok(only !== undefined || inputs >= RUNS_MIN, `${inputs} inputs only`)
})
