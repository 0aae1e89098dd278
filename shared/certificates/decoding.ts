// Where bytes that are not DER become the coded fault of the format they were to be.
import type { FaultCode } from '../faults/catalogue.ts'
import { Fault } from '../faults/fault.ts'
import { DerError } from './der-read.ts'

/** @throws Fault of `code` with the parameter `reason` when `read` meets a DerError */
export function decoding<Value>(code: FaultCode, read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof DerError) throw new Fault(code, { reason: cause.message }, { cause })
    throw cause
  }
}
