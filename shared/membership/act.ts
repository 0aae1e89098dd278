// Acts of membership: what one signed event does to a group. Shapes and order only; what an act amounts to is decided by
// resolve().
import { type Clock, compareClocks } from '../events/clock.ts'
import type { PeerIdText } from '../identity/ids.ts'
import type { Login } from '../identity/login.ts'

/** Owners do everything; admins add and remove members and rename; members talk. */
export const GROUP_ROLES = ['owner', 'admin', 'member'] as const
export type GroupRole = (typeof GROUP_ROLES)[number]

export type Deed =
  /** The first event of a group; its author is the first owner. */
  | {
      readonly kind: 'create'
      /** 16 bytes of chance, see groupConversation(). */
      readonly nonce: Uint8Array
      readonly name: string
      readonly added: readonly { readonly login: Login; readonly role: GroupRole }[]
    }
  | { readonly kind: 'invite'; readonly login: Login; readonly role: GroupRole }
  /** Who was invited says yes. They were a member before: this is for people to see. */
  | { readonly kind: 'join' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'remove'; readonly login: Login }
  | { readonly kind: 'role'; readonly login: Login; readonly role: GroupRole }
  | { readonly kind: 'rename'; readonly name: string }

/** An event's place in its chain, and in time. */
export interface ActPlace extends Clock {
  readonly device: PeerIdText
  readonly seq: number
}

export interface Act extends ActPlace {
  /** Proven by the certificate the event names. */
  readonly author: Login
  readonly deed: Deed
  /** Everything the author had seen: of each device the newest event, its own one before this among them. */
  readonly seen: ReadonlyMap<PeerIdText, number>
}

/**
 * Whether the author of `later` had seen the event at `place`. Who claims to have seen what their own clock puts later lies, and is
 * taken not to have seen it: so no two events have seen each other.
 */
export function saw(later: ActPlace & Pick<Act, 'seen'>, place: ActPlace): boolean {
  return (later.seen.get(place.device) ?? 0) >= place.seq && comparePlaces(place, later) < 0
}

/** Neither had seen the other: they happened side by side. */
export function sideBySide(a: Act, b: Act): boolean {
  return a !== b && !saw(a, b) && !saw(b, a)
}

/** One order for all devices, in which everything seen comes before who saw it: hybrid clock, then device. */
export function comparePlaces(a: ActPlace, b: ActPlace): number {
  return compareClocks(a, b) || (a.device < b.device ? -1 : a.device > b.device ? 1 : a.seq - b.seq)
}
