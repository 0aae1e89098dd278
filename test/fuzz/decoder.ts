// One row of the table of decoders: what it is given, what it may say, and what must hold of what it takes.
import { DerError } from '@parley/shared/certificates/der-read.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { bytesOf, type Form, textOf, type Units, unitsOf } from './mutate.ts'

/** A fault's code, or the beginning of several: `CERT_*`. */
type Refusal = FaultCode | `${string}_*`

interface Row<Input extends Uint8Array | string, Value> {
  /** Path from the top of the repository, a space, and the name of the export. After a colon: which case. */
  readonly name: string
  readonly form: Form
  /** Valid inputs. */
  readonly samples: readonly Input[]
  /** Share of the inputs in the ordinary run, which are a million together: the more, the cheaper. */
  readonly runs: number
  /** Bytes or characters the decoder is given at most, by its own limit or its caller's. */
  readonly sizeMax: number
  /** All it may throw. `DerError`: that of a part of a certificate, which its reader turns into its own fault. */
  readonly refuses: readonly Refusal[] | 'DerError' | 'nothing'
  decode(input: Input): Value
  encode?(value: Value): Input
  /**
   * `bytes`: whatever is taken is written back the same, to the bit. `value`: what is written back is read as the same
   * value; the input may have been another way to say it.
   */
  readonly canonical?: 'bytes' | 'value'
}

/** What is left of a row when its types do not matter. */
export interface Decoder {
  readonly name: string
  readonly form: Form
  readonly samples: readonly Units[]
  readonly runs: number
  readonly sizeMax: number
  readonly canonical: 'bytes' | 'value' | undefined
  decode(input: Units): unknown
  /** Undefined when there is no way back. */
  encode(value: unknown): Units | undefined
  /** Whether it may refuse like that. */
  mayThrow(error: unknown): boolean
  /** For people, and to be given back to `parse`. */
  show(input: Units): string
  parse(shown: string): Units
}

export function ofBytes<Value>(row: Row<Uint8Array, Value>): Decoder {
  return erased(row, bytesOf, {
    show: (input) => Buffer.from(bytesOf(input)).toString('hex'),
    parse: (shown) => unitsOf(new Uint8Array(Buffer.from(shown, 'hex'))),
  })
}

export function ofText<Value>(row: Omit<Row<string, Value>, 'form'>): Decoder {
  return erased({ ...row, form: 'text' }, textOf, {
    // ASCII, also for halves of surrogate pairs.
    show: (input) =>
      JSON.stringify(textOf(input)).replace(
        /[^\x20-\x7e]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    parse: (shown) => unitsOf(String(JSON.parse(shown))),
  })
}

function erased<Input extends Uint8Array | string, Value>(
  row: Row<Input, Value>,
  inputOf: (units: Units) => Input,
  shown: Pick<Decoder, 'show' | 'parse'>,
): Decoder {
  const { name, form, samples, runs, sizeMax, canonical, refuses } = row
  return {
    ...shown,
    name,
    form,
    runs,
    sizeMax,
    canonical: row.encode === undefined ? undefined : canonical,
    samples: samples.map(unitsOf),
    decode: (input) => row.decode(inputOf(input)),
    encode: (value) => (row.encode === undefined ? undefined : unitsOf(row.encode(value as Value))),
    mayThrow(error) {
      if (refuses === 'nothing') return false
      if (refuses === 'DerError') return error instanceof DerError
      return error instanceof Fault && refuses.some((each) => covers(each, error.code))
    },
  }
}

function covers(refusal: Refusal, code: FaultCode): boolean {
  return refusal.endsWith('_*') ? code.startsWith(refusal.slice(0, -1)) : code === refusal
}
