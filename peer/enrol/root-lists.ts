// The signed lists of the realm's roots, over plain HTTP: they prove themselves to whoever knows one of the roots.
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import type { HostPort } from '@parley/shared/enrolment/invitation.ts'
import { realmRootLists } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { MAX_ROOT_LISTS_BYTES } from './constants.ts'
import type { Device } from './device.ts'
import { fetchPlain } from './https.ts'

/** @returns DER; none where the realm never changed its root, or the authority does not say. @throws Fault AUTHORITY_UNREACHABLE */
export async function rootListsAt(address: HostPort, signal: AbortSignal): Promise<readonly Uint8Array[]> {
  try {
    const { body } = await fetchPlain(address, PATHS.roots, signal, MAX_ROOT_LISTS_BYTES)
    const { lists } = realmRootLists.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
    return lists.map((list) => new Uint8Array(Buffer.from(list, 'base64')))
  } catch (error) {
    if (error instanceof Fault && error.code === 'AUTHORITY_UNREACHABLE') throw error
    // Whoever answers there, it is not with lists: nothing is learnt from it.
    return []
  }
}

/**
 * For a device that slept while the realm changed its root: follows from the roots it knows.
 * @returns whether it knows more now, durably. @throws Fault AUTHORITY_UNREACHABLE, ROOT_LIST_*
 */
export async function followRoots(device: Device, address: HostPort, signal: AbortSignal): Promise<boolean> {
  const before = device.standing()
  const next = before.take(await rootListsAt(address, signal), primitives)
  if (next === before) return false
  await device.keepRoots(next)
  return true
}
