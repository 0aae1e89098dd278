// This device's own papers before anything starts: run out, not yet valid, or behind on revocations is said plainly.
import { describe } from '@parley/shared/certificates/describe.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Device } from '../enrol/device.ts'
import { renew } from '../enrol/renew.ts'
import { RENEW_TIMEOUT_MS } from './constants.ts'
import { validityOf } from './renewal.ts'

/**
 * Renews papers that no longer hold, while the authority still may.
 * @throws Fault OWN_CERTIFICATE_EARLY, OWN_CERTIFICATE_EXPIRED, and the authority's refusals
 */
export async function assertOwnPapers(device: Device, now: () => Date, log: Log): Promise<void> {
  const [leaf] = device.chain()
  if (leaf === undefined) throw new Fault('CERT_MISSING')
  const { notBefore, notAfter } = describe(leaf, primitives)
  const validity = validityOf({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) }, now())
  if (validity === 'early')
    throw new Fault('OWN_CERTIFICATE_EARLY', {
      from: readable(notBefore),
      now: readable(now().toISOString()),
    })
  if (validity !== 'expired') return
  log.warn({ code: 'OWN_CERTIFICATE_EXPIRED', notAfter }, 'renewing before anything else')
  try {
    await renew(device, now, AbortSignal.timeout(RENEW_TIMEOUT_MS))
  } catch (error) {
    // To a clock that is years ahead the authority's certificate has run out as well.
    const isClock =
      error instanceof Fault &&
      error.code === 'AUTHORITY_UNTRUSTED' &&
      error.parameters.reason === 'CERT_HAS_EXPIRED'
    if (!isClock && !(error instanceof Fault && error.code === 'AUTHORITY_UNREACHABLE')) throw error
    throw new Fault(
      'OWN_CERTIFICATE_EXPIRED',
      { until: readable(notAfter), now: readable(now().toISOString()) },
      { cause: error },
    )
  }
}

const readable = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`
