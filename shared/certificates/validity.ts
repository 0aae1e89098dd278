// Whether a certificate's time has come and not gone. There is no tolerance here: see BACK_DATING.
import { Fault } from '../faults/fault.ts'

/** Milliseconds since 1970; both ends belong to the time of validity (RFC 5280 section 4.1.2.5). */
export interface Validity {
  readonly notBefore: number
  readonly notAfter: number
}

/** @throws Fault CERT_NOT_YET_VALID, CERT_EXPIRED */
export function checkTime({ notBefore, notAfter }: Validity, now: Date): void {
  // Certificates count whole seconds: the last one lasts until the next begins.
  const second = Math.floor(now.getTime() / 1000) * 1000
  if (!(second >= notBefore)) throw new Fault('CERT_NOT_YET_VALID', { notBefore: timeText(notBefore) })
  if (second > notAfter) throw new Fault('CERT_EXPIRED', { notAfter: timeText(notAfter) })
}

/** ISO 8601 to the second, UTC. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}
