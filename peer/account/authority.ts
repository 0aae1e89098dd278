// The authority of an account: of this device's realm by what the device keeps, or the one a reset link speaks of. Needs
// no passphrase: everything here is public.
import { parseResetLink, type ResetLink } from '@parley/shared/accounts/reset-link.ts'
import { type HostPort, hostPort } from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { fingerprint } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { readDeviceFile } from '../enrol/device-file.ts'
import { findAuthority } from '../enrol/find.ts'
import { PROBE_TIMEOUT } from './constants.ts'

export interface KnownAuthority {
  readonly address: HostPort
  /** DER of the only root that counts. */
  readonly root: Uint8Array
}

/** @throws Fault DATA_MISSING, DATA_DAMAGED, AUTHORITY_UNREACHABLE, ROOT_MISMATCH */
export async function ownAuthority(folder: string): Promise<KnownAuthority & { readonly login: Login }> {
  const { login, membership } = await readDeviceFile(folder)
  const root = new Uint8Array(Buffer.from(membership.root, 'base64'))
  const [first, ...others] = membership.authority.https.map(hostPort)
  if (first === undefined) throw new Fault('AUTHORITY_UNREACHABLE', { address: '—' })
  const hash = fingerprint(Buffer.from(primitives.sha256(root)).toString('hex'))
  const told = { addresses: [first, ...others] as const, root: hash }
  const { address } = await findAuthority(told, AbortSignal.timeout(PROBE_TIMEOUT))
  return { login, address, root }
}

/** @throws Fault RESET_LINK_MALFORMED, AUTHORITY_UNREACHABLE, ROOT_MISMATCH */
export async function linkedAuthority(
  link: string,
): Promise<KnownAuthority & { readonly secret: ResetLink['secret'] }> {
  const { secret, ...told } = parseResetLink(link)
  const { address, root } = await findAuthority(told, AbortSignal.timeout(PROBE_TIMEOUT))
  return { secret, address, root: root.der }
}
