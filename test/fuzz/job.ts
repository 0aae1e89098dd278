// What the fuzzing thread and its watchdog share: the order, the words, and the memory the current input stands in.
import type { Units } from './mutate.ts'
import type { Report } from './run.ts'

export interface Job {
  readonly memory: SharedArrayBuffer
  readonly seed: number
  /** Of the runs in the table. */
  readonly factor: number
  /** Only decoders whose name has this in it. */
  readonly only: string | undefined
}

export type Said =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'broken'; readonly name: string; readonly seed: number; readonly why: string }
  | { readonly kind: 'done' }

/** Units of an input that are kept: more than the largest has. */
const UNITS_MAX = 1_048_576
const HEADER_BYTES = 12

export function newMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + 2 * UNITS_MAX)
}

export function watched(memory: SharedArrayBuffer) {
  const header = new Int32Array(memory, 0, 3)
  const units = new Uint16Array(memory, HEADER_BYTES)
  return {
    note(decoder: number, input: Units): void {
      const kept = input.subarray(0, UNITS_MAX)
      units.set(kept)
      header[1] = decoder
      header[2] = kept.length
      Atomics.add(header, 0, 1)
    },
    /** How many inputs so far, and the newest. */
    get now(): { count: number; decoder: number; input: Units } {
      const input = units.slice(0, header[2] ?? 0)
      return { count: Atomics.load(header, 0), decoder: header[1] ?? 0, input }
    },
  }
}
