// Deeds of membership as bodies of events: bounded and canonical both ways. What they amount to is decided by resolve().
import { sameBytes } from '../certificates/bytes.ts'
import { DEVICE_BYTES, SEQ_MAX } from '../events/constants.ts'
import { deviceBytes, deviceText } from '../events/device.ts'
import { Fault } from '../faults/fault.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { login } from '../identity/login.ts'
import { type Deed, GROUP_ROLES, type GroupRole } from './act.ts'
import { MEMBERS_MAX, NONCE_BYTES, SEEN_PLACES_MAX } from './constants.ts'
import { groupName } from './name.ts'
import { Membership as Wire } from './wire/membership.gen.ts'

export interface MembershipBody {
  readonly seen: ReadonlyMap<PeerIdText, number>
  readonly deed: Deed
}

const utf8 = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws Fault GROUP_TOO_LARGE */
export function membershipBody({ seen, deed }: MembershipBody): Uint8Array {
  if (seen.size > SEEN_PLACES_MAX) throw new Fault('GROUP_TOO_LARGE', { limit: SEEN_PLACES_MAX })
  if (deed.kind === 'create' && deed.added.length >= MEMBERS_MAX) {
    throw new Fault('GROUP_TOO_LARGE', { limit: MEMBERS_MAX })
  }
  const places = [...seen].map(([device, seq]) => ({ device: deviceBytes(device), seq }))
  return Wire.encode({ seen: places, ...wireOf(deed) })
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readMembership(body: Uint8Array): MembershipBody {
  let wire: Wire
  try {
    wire = Wire.decode(body, { limits: { seen: SEEN_PLACES_MAX, create: { added: MEMBERS_MAX - 1 } } })
  } catch (cause) {
    throw malformed('membership cannot be read', cause)
  }
  const seen = new Map<PeerIdText, number>()
  for (const { device, seq } of wire.seen) {
    if (device.length < DEVICE_BYTES.min || device.length > DEVICE_BYTES.max) throw malformed('device')
    if (seq < 1 || seq > SEQ_MAX) throw malformed('seq')
    seen.set(
      read('device', () => deviceText(device)),
      seq,
    )
  }
  const membership = { seen, deed: deedOf(wire) }
  // One way to write each deed: nobody hides anything beside it.
  if (!sameBytes(membershipBody(membership), body)) throw malformed('membership is not in canonical form')
  return membership
}

function wireOf(deed: Deed): Omit<Wire, 'seen'> {
  switch (deed.kind) {
    case 'create':
      return { create: { nonce: deed.nonce, name: utf8.encode(deed.name), added: deed.added.map(wireGiven) } }
    case 'invite':
      return { invite: wireGiven(deed) }
    case 'join':
      return { join: {} }
    case 'leave':
      return { leave: {} }
    case 'remove':
      return { remove: { login: deed.login } }
    case 'role':
      return { role: wireGiven(deed) }
    case 'rename':
      return { rename: { name: utf8.encode(deed.name) } }
  }
}

function deedOf({ create, invite, join, leave, remove, role, rename }: Wire): Deed {
  if (create !== undefined) {
    if (create.nonce.length !== NONCE_BYTES) throw malformed('nonce')
    return { kind: 'create', nonce: create.nonce, name: nameOf(create.name), added: create.added.map(given) }
  }
  if (invite !== undefined) return { kind: 'invite', ...given(invite) }
  if (join !== undefined) return { kind: 'join' }
  if (leave !== undefined) return { kind: 'leave' }
  if (remove !== undefined) return { kind: 'remove', login: read('login', () => login(remove.login)) }
  if (role !== undefined) return { kind: 'role', ...given(role) }
  if (rename !== undefined) return { kind: 'rename', name: nameOf(rename.name) }
  throw malformed('no deed')
}

function wireGiven({ login: who, role }: { readonly login: string; readonly role: GroupRole }) {
  return { login: who, role: GROUP_ROLES.indexOf(role) + 1 }
}

function given(wire: { readonly login: string; readonly role: number }) {
  const role = GROUP_ROLES[wire.role - 1]
  if (role === undefined) throw malformed('role')
  return { login: read('login', () => login(wire.login)), role }
}

function nameOf(bytes: Uint8Array): string {
  return read('name', () => groupName(strict.decode(bytes)))
}

function read<Result>(what: string, take: () => Result): Result {
  try {
    return take()
  } catch (cause) {
    throw malformed(what, cause)
  }
}

function malformed(reason: string, cause?: unknown): Fault {
  return new Fault('EVENT_BODY_MALFORMED', { reason }, { cause })
}
