// Asserting a fault by its code, never by its words.

import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'

/** For assert.throws and assert.rejects. */
export function fault(code: FaultCode): (error: unknown) => boolean {
  return (error) => {
    if (error instanceof Fault && error.code === code) return true
    throw new Error(`expected the fault ${code}`, { cause: error })
  }
}
