// Finds the authority an invitation speaks of: the first of its addresses that answers with the very root whose
// fingerprint the invitation carries. Until that is shown, nothing is told to anybody.
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import type { HostPort, Invitation } from '@parley/shared/enrolment/invitation.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import { readRootList } from '@parley/shared/roots/root-list.ts'
import { CLOCK_DIFFERENCE, FIND_TIMEOUT } from './constants.ts'
import { fetchPlain } from './https.ts'
import { rootListsAt } from './root-lists.ts'

/** What an invitation and a reset link have in common. */
type Told = Pick<Invitation, 'addresses' | 'root'>

export interface FoundAuthority {
  readonly address: HostPort
  /** The one the invitation pins. */
  readonly root: TrustedRoot
  readonly roots: RealmRoots
  /** What its clock says. */
  readonly date: Date | undefined
}

/** All addresses are asked at once. @throws Fault AUTHORITY_UNREACHABLE, ROOT_MISMATCH, AUTHORITY_ANSWER_WRONG, CERT_* */
export async function findAuthority(invitation: Told, signal?: AbortSignal): Promise<FoundAuthority> {
  const done = new AbortController()
  const limits = [done.signal, AbortSignal.timeout(FIND_TIMEOUT), ...(signal ? [signal] : [])]
  try {
    return await Promise.any(
      invitation.addresses.map((address) => rootAt(address, invitation, AbortSignal.any(limits))),
    )
  } catch (error) {
    const failures = error instanceof AggregateError ? error.errors.map(faultIn) : []
    // Somebody else at the address says more than silence at another one.
    const telling = failures.find((fault) => fault && fault.code !== 'AUTHORITY_UNREACHABLE')
    throw (
      telling ??
      new Fault('AUTHORITY_UNREACHABLE', { address: invitation.addresses.join(', ') }, { cause: error })
    )
  } finally {
    done.abort()
  }
}

async function rootAt(address: HostPort, invitation: Told, signal: AbortSignal): Promise<FoundAuthority> {
  const { body, date } = await fetchPlain(address, PATHS.root, signal)
  const lists = await rootListsAt(address, signal)
  const root = isPinned(body, invitation.root)
    ? trustedRoot(body, primitives)
    : listedRoot(lists, invitation.root)
  if (root === undefined) throw new Fault('ROOT_MISMATCH', { address })
  // Over plain HTTP lists may be withheld, never invented: those that count come with the certificate.
  const roots = RealmRoots.from(root, lists, primitives)
  if (roots.stateOf(root) === 'retired') throw new Fault('INVITATION_ROOT_RETIRED')
  return { address, root, roots, date }
}

function isPinned(der: Uint8Array, pinned: string): boolean {
  return Buffer.from(primitives.sha256(der)).toString('hex') === pinned
}

/** An invitation from before a change of root pins one that is still in use. */
function listedRoot(lists: readonly Uint8Array[], pinned: string): TrustedRoot | undefined {
  try {
    return lists
      .flatMap((list) => readRootList(list, primitives).roots)
      .find(({ root }) => root.fingerprint === pinned)?.root
  } catch {
    return undefined
  }
}

/** A clock that is years off makes every certificate look wrong: say so first. @throws Fault CLOCK_WRONG */
export function assertClock({ date }: FoundAuthority, now: Date): void {
  if (date && Math.abs(date.getTime() - now.getTime()) > CLOCK_DIFFERENCE) {
    throw new Fault('CLOCK_WRONG', { here: readable(now), there: readable(date) })
  }
}

function readable(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
