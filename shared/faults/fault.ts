// The one error class of Parley: a coded fault with parameters. Words are chosen at the edge, not here.
import { type FaultCode, faults } from './catalogue.ts'
import type { ExitStatus } from './define.ts'

export type FaultParameters = Readonly<Record<string, string | number>>

/** Thrown wherever Parley refuses or cannot go on. `code` is stable and listed in docs/ERRORS.md. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  readonly parameters: FaultParameters

  constructor(code: FaultCode, parameters: FaultParameters = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.parameters = parameters
  }

  get exit(): ExitStatus {
    return faults[this.code].exit
  }
}

/** The fault in `error` or in its chain of causes; undefined when there is none. */
export function faultIn(error: unknown): Fault | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if (at instanceof Fault) return at
  }
  return undefined
}
