// The thread that fuzzes. Whatever happens to it, the main thread knows what it was busy with.
import { parentPort, workerData } from 'node:worker_threads'
import { allDecoders } from './decoders.ts'
import { type Job, type Said, watched } from './job.ts'
import { fuzz } from './run.ts'

// Refusals are what mostly happens here, and traces what they cost. Who replays an input by hand gets a whole one.
Error.stackTraceLimit = 1

const { memory, seed, factor, only }: Job = workerData
const say = (said: Said) => parentPort?.postMessage(said)
const watch = watched(memory)

for (const [index, decoder] of allDecoders().entries()) {
  if (only !== undefined && !decoder.name.includes(only)) continue
  try {
    const runs = Math.ceil(decoder.runs * factor)
    say({ kind: 'report', report: fuzz(decoder, runs, seed, (input) => watch.note(index, input)) })
  } catch (error) {
    say({
      kind: 'broken',
      name: decoder.name,
      seed,
      why: error instanceof Error ? error.message : String(error),
    })
  }
}
say({ kind: 'done' })
