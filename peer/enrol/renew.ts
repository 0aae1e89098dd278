// Renews this device's certificate at its authority. The new one is checked before it replaces the old one.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import type { RenewalRequest } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { checkedMembership } from './check.ts'
import { ASK_TIMEOUT } from './constants.ts'
import { makeCsr } from './csr.ts'
import type { Device } from './device.ts'
import { postPinned } from './https.ts'

/**
 * Asks the authority's addresses one after the other. Durable once it returns.
 * @throws Fault AUTHORITY_UNREACHABLE, DEVICE_REVOKED, USER_SUSPENDED, RENEWAL_TOO_LATE, CERT_*
 */
export async function renew(device: Device, now: () => Date, signal?: AbortSignal): Promise<VerifiedCert> {
  const { login, peerId } = device
  const [root] = device.roots
  const addresses = device.authority().https
  if (!root) throw new Fault('CERT_ROOT_UNKNOWN')
  const body: RenewalRequest = {
    csr: Buffer.from(makeCsr(device.signer, login)).toString('base64'),
  }
  let unreachable = new Fault('AUTHORITY_UNREACHABLE', { address: addresses.join(', ') })
  for (const address of addresses) {
    try {
      const limits = [AbortSignal.timeout(ASK_TIMEOUT), ...(signal ? [signal] : [])]
      const answer = await postPinned(address, PATHS.renew, body, {
        root: root.der,
        signal: AbortSignal.any(limits),
      })
      const { membership, cert } = checkedMembership(answer, { address, login, peerId, root, now: now() })
      await device.keep(membership)
      return cert
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'AUTHORITY_UNREACHABLE') throw error
      unreachable = error
    }
  }
  throw unreachable
}
