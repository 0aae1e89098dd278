// Whether a certificate could speak at an event's time. Revocation is the session's and the export's question.
import type { OwnCertificate } from '../certificates/check.ts'
import { Fault } from '../faults/fault.ts'
import { CLOCK_TOLERANCE } from './constants.ts'

/** @param time of the event, ms since 1970. @throws Fault EVENT_CERTIFICATE_PERIOD */
export function refuseOutside(
  certificate: Pick<OwnCertificate, 'notBefore' | 'notAfter'>,
  time: number,
): void {
  const from = certificate.notBefore.getTime() - CLOCK_TOLERANCE
  const to = certificate.notAfter.getTime() + CLOCK_TOLERANCE
  if (time < from || time > to) {
    throw new Fault('EVENT_CERTIFICATE_PERIOD', {
      time: new Date(time).toISOString(),
      from: certificate.notBefore.toISOString(),
      to: certificate.notAfter.toISOString(),
    })
  }
}
