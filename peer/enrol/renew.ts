// Renews this device's certificate at its authority. The new one is checked before it replaces the old one.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import type { HostPort } from '@parley/shared/enrolment/invitation.ts'
import type { RenewalRequest } from '@parley/shared/enrolment/schema.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { checkedMembership } from './check.ts'
import { CLOCK_DIFFERENCE, REACH_TIMEOUT, RENEW_TIMEOUT } from './constants.ts'
import { makeCsr } from './csr.ts'
import type { Device } from './device.ts'
import { fetchPlain, postPinned } from './https.ts'
import { followRoots } from './root-lists.ts'

export interface RenewOptions {
  /** Default: each address has its time. */
  readonly signal?: AbortSignal
  /** Where the authority was seen besides: it may have moved since it last said where it is. */
  readonly elsewhere?: readonly HostPort[]
}

/**
 * Asks the authority's addresses one after the other. Durable once it returns.
 * @throws Fault AUTHORITY_UNREACHABLE, CLOCK_WRONG, DEVICE_REVOKED, USER_SUSPENDED, RENEWAL_TOO_LATE, CERT_*
 */
export async function renew(
  device: Device,
  now: () => Date,
  { signal = new AbortController().signal, elsewhere = [] }: RenewOptions = {},
): Promise<VerifiedCert> {
  const { login, peerId } = device
  const addresses = [...new Set([...device.authority().https, ...elsewhere])]
  const body: RenewalRequest = {
    csr: Buffer.from(makeCsr(device.signer, login)).toString('base64'),
  }
  let unreachable = new Fault('AUTHORITY_UNREACHABLE', { address: addresses.join(', ') })
  for (const address of addresses) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(RENEW_TIMEOUT)])
    try {
      const answer = await askRenewal(device, address, body, limit)
      const root = device.standing()
      const { membership, cert } = checkedMembership(answer, { address, login, peerId, root, now: now() })
      await device.keep(membership)
      return cert
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      if (aboutTime(error)) throw (await clockFault(address, device.standing().all, now(), signal)) ?? error
      // Somebody else may have the authority's old address by now.
      if (!PASSED_OVER.has(error.code)) throw error
      if (error.code === 'AUTHORITY_UNREACHABLE') unreachable = error
    }
  }
  throw unreachable
}

/** Under the roots this device knows; when the authority shows another, perhaps the realm has a new one since. */
async function askRenewal(
  device: Device,
  address: HostPort,
  body: RenewalRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const ask = () =>
    postPinned(address, PATHS.renew, body, {
      roots: device.roots.map(({ der }) => der),
      signal,
      reachMs: REACH_TIMEOUT,
    })
  try {
    return await ask()
  } catch (error) {
    const untrusted = error instanceof Fault && error.code === 'AUTHORITY_UNTRUSTED'
    if (!untrusted || !(await followRoots(device, address, signal))) throw error
    return ask()
  }
}

const PASSED_OVER: ReadonlySet<FaultCode> = new Set([
  'AUTHORITY_UNREACHABLE',
  'AUTHORITY_UNTRUSTED',
  'AUTHORITY_ANSWER_WRONG',
])

/** To a clock that is years off, everything the authority shows has run out, or has not begun. */
function aboutTime({ code, parameters }: Fault): boolean {
  if (code === 'AUTHORITY_UNTRUSTED')
    return parameters.reason === 'CERT_HAS_EXPIRED' || parameters.reason === 'CERT_NOT_YET_VALID'
  return ABOUT_TIME.has(code)
}

const ABOUT_TIME: ReadonlySet<FaultCode> = new Set([
  'CERT_EXPIRED',
  'CERT_NOT_YET_VALID',
  'REVOCATION_LIST_EARLY',
  'REVOCATION_LIST_EXPIRED',
])

/** What its clock says, told by whoever has the root's public file: a hint for people, never proof. Never throws. */
async function clockFault(
  address: HostPort,
  roots: readonly TrustedRoot[],
  here: Date,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(REACH_TIMEOUT)])
    const { body, date } = await fetchPlain(address, PATHS.root, limit)
    if (date === undefined || !roots.some(({ der }) => sameBytes(body, der))) return undefined
    if (Math.abs(date.getTime() - here.getTime()) <= CLOCK_DIFFERENCE) return undefined
    return new Fault('CLOCK_WRONG', { here: readable(here), there: readable(date) })
  } catch {
    return undefined
  }
}

const readable = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
