// What one input may cost, each with unit and reason. Generous: a machine that runs other tests beside must not fail.

/** Milliseconds for one input, the largest too. Some twenty times what the slowest takes on an idle machine. */
export const INPUT_MS_MAX = 5_000
/** Milliseconds without a word before the watchdog calls it a hang. */
export const SILENCE_MS_MAX = 30_000
/** Bytes of heap one input may ask for: so many, and so many for each byte or character of it. */
export const HEAP_BYTES_MAX = 4 * 1_048_576
export const HEAP_BYTES_PER_UNIT_MAX = 1_000
/** Bytes a value may hold on to: so many, and so many for each byte or character of the input. */
export const VALUE_BYTES_MAX = 65_536
export const VALUE_BYTES_PER_UNIT_MAX = 200
/** MiB of heap for all of it together: whatever is kept from one input to the next ends here. */
export const WORKER_HEAP_MIB = 384
/** MiB of stack, as the main thread of a program has: a thread would have four. */
export const WORKER_STACK_MIB = 1
/** Inputs as large as a decoder is ever given, for each decoder. */
export const HUGE_RUNS = 24
/** Inputs of the ordinary run all together, at least. */
export const RUNS_MIN = 1_000_000
/** The long form takes so many times as many. */
export const LONG_FACTOR = 10
