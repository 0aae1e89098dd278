// Gives one decoder its inputs, one after the other, and holds each outcome to what every decoder owes. Runs inside the
// worker; what it is busy with stands in memory that the watchdog reads.
import { getHeapStatistics } from 'node:v8'
import fc from 'fast-check'
import type { Decoder } from './decoder.ts'
import {
  HEAP_BYTES_MAX,
  HEAP_BYTES_PER_UNIT_MAX,
  HUGE_RUNS,
  INPUT_MS_MAX,
  VALUE_BYTES_MAX,
  VALUE_BYTES_PER_UNIT_MAX,
} from './limits.ts'
import { HUGE_COUNT, huge, STEP_COUNT, type Step, spoiled, type Units } from './mutate.ts'
import { same, weigh } from './weigh.ts'

/** How one decoder did. */
export interface Report {
  readonly name: string
  readonly inputs: number
  /** Inputs that were taken; the others were refused as they may be. */
  readonly taken: number
  readonly ms: number
  /** Of one input. */
  readonly slowestMs: number
  readonly heapMax: number
}

/** Told before each input. */
export type Watch = (input: Units) => void

/** What a decoder did that none may do, with the input that shows it. */
class Broken extends Error {
  override readonly name = 'Broken'
  readonly input: Units

  constructor(reason: string, decoder: Decoder, input: Units, cause?: unknown) {
    super(`${decoder.name}: ${reason}\n  input ${decoder.show(input)}`, { cause })
    this.input = input
  }
}

const step: fc.Arbitrary<Step> = fc.tuple(fc.nat(STEP_COUNT - 1), fc.nat(0x7fffffff), fc.nat(0x7fffffff))
const plan = fc.tuple(fc.nat(0xff), fc.array(step, { minLength: 1, maxLength: 4 }))

/** @throws Broken, with the smallest input that shows it */
export function fuzz(decoder: Decoder, runs: number, seed: number, watch: Watch): Report {
  const { samples, form, sizeMax } = decoder
  const tally = { taken: 0, slowestMs: 0, heapMax: 0 }
  const began = performance.now()
  let broken: unknown
  const give = (input: Units) => {
    watch(input)
    let cost: Cost
    try {
      cost = judged(decoder, input)
    } catch (error) {
      broken = error
      throw error
    }
    if (cost.taken) tally.taken += 1
    tally.slowestMs = Math.max(tally.slowestMs, cost.ms)
    tally.heapMax = Math.max(tally.heapMax, cost.heap)
    return cost.taken
  }
  for (const sample of samples) {
    if (!give(sample)) throw new Broken('a valid sample was refused', decoder, sample)
  }
  for (let kind = 0; kind < HUGE_RUNS; kind++) {
    const size = kind < HUGE_COUNT ? sizeMax : Math.floor(sizeMax / 3)
    give(huge(form, samples[kind % samples.length] ?? new Uint16Array(), size, kind))
  }
  const property = fc.property(plan, ([which, steps]) => {
    const sample = samples[which % samples.length] ?? new Uint16Array()
    give(spoiled(form, sample, samples, steps, sizeMax))
  })
  // The input it was made smaller to is the last that failed.
  if (fc.check(property, { numRuns: runs, seed }).failed) throw broken
  const inputs = samples.length + HUGE_RUNS + runs
  return { name: decoder.name, inputs, ms: performance.now() - began, ...tally }
}

/** What one input cost, and whether it was taken. */
interface Cost {
  readonly taken: boolean
  readonly ms: number
  readonly heap: number
}

/** @throws Broken */
export function judged(decoder: Decoder, input: Units): Cost {
  let cost = measured(decoder, input)
  const heapMax = HEAP_BYTES_MAX + HEAP_BYTES_PER_UNIT_MAX * input.length
  // What is made once and kept (tables, compiled code) is not asked for again, and the machine may have been busy.
  if (cost.heap > heapMax || cost.ms > INPUT_MS_MAX) cost = measured(decoder, input)
  if (cost.heap > heapMax) throw new Broken(`${cost.heap} bytes of memory for it`, decoder, input)
  if (cost.ms > INPUT_MS_MAX) throw new Broken(`${Math.round(cost.ms)} ms for it`, decoder, input)
  const { outcome, ms, heap } = cost
  if ('error' in outcome) {
    if (!decoder.mayThrow(outcome.error)) {
      throw new Broken(`it threw ${String(outcome.error)}`, decoder, input, outcome.error)
    }
    return { taken: false, ms, heap }
  }
  const valueMax = VALUE_BYTES_MAX + VALUE_BYTES_PER_UNIT_MAX * input.length
  if (weigh(outcome.value, valueMax) > valueMax)
    throw new Broken('far more comes out than went in', decoder, input)
  refuseOtherForms(decoder, input, outcome.value)
  return { taken: true, ms, heap }
}

type Outcome = { readonly value: unknown } | { readonly error: unknown }

function measured(decoder: Decoder, input: Units): { outcome: Outcome; ms: number; heap: number } {
  const before = heapInUse()
  const start = performance.now()
  let outcome: Outcome
  try {
    outcome = { value: decoder.decode(input) }
  } catch (error) {
    outcome = { error }
  }
  return { outcome, ms: performance.now() - start, heap: heapInUse() - before }
}

function heapInUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

/** Whatever is taken is written back the same: a second way to say a thing is a way to say two things. */
function refuseOtherForms(decoder: Decoder, input: Units, value: unknown): void {
  if (decoder.canonical === undefined) return
  let again: Units | undefined
  try {
    again = decoder.encode(value)
  } catch (error) {
    throw new Broken(`taken, and it cannot be written back: ${String(error)}`, decoder, input, error)
  }
  if (again === undefined) return
  if (decoder.canonical === 'bytes') {
    if (!same(again, input)) {
      throw new Broken(`taken, and written back as ${decoder.show(again)}`, decoder, input)
    }
    return
  }
  let value2: unknown
  try {
    value2 = decoder.decode(again)
  } catch (error) {
    throw new Broken(`taken, and what is written back is not: ${decoder.show(again)}`, decoder, input, error)
  }
  if (!same(value, value2)) {
    throw new Broken(`taken, and written back as another value: ${decoder.show(again)}`, decoder, input)
  }
}
