// The directory's messages as values, bounded and canonical. What a chain proves is checked by whoever uses it.

import { sameBytes } from '../certificates/bytes.ts'
import { role } from '../certificates/role.ts'
import { Fault } from '../faults/fault.ts'
import { peerIdText } from '../identity/ids.ts'
import { login } from '../identity/login.ts'
import { PREKEY_BYTES_MAX } from '../sealing/constants.ts'
import { decodeCanonical, onlyField } from '../sessions/codec.ts'
import { codeFits } from '../sessions/hello.ts'
import {
  ADDRESS_CHARACTERS_MAX,
  ADDRESSES_MAX,
  DEVICES_MAX,
  ISSUERS_MAX,
  NAME_CHARACTERS_MAX,
  PAGE_PEOPLE_MAX,
  PRESENCES_MAX,
  WORD_CHARACTERS_MAX,
} from './constants.ts'
import type { ClaimedDevice, ClaimedPerson, PersonStatus, Presence } from './person.ts'
import {
  type Device as WireDevice,
  type Person as WirePerson,
  Reply as WireReply,
  Request as WireRequest,
} from './wire/directory.gen.ts'

export type DirectoryRequest = { readonly id: number } & (
  | { readonly kind: 'lookup'; readonly login: string }
  | { readonly kind: 'search'; readonly words: string; readonly limit: number }
  | { readonly kind: 'list'; readonly after: string; readonly limit: number }
  | { readonly kind: 'watch'; readonly since: number }
  | { readonly kind: 'announce'; readonly addresses: readonly string[] }
  | { readonly kind: 'show'; readonly prekey: Uint8Array }
)

export type DirectoryReply = { readonly id: number } & (
  | { readonly kind: 'people'; readonly people: readonly ClaimedPerson[]; readonly more: boolean }
  | {
      readonly kind: 'change'
      readonly presence: readonly Presence[]
      readonly people: readonly ClaimedPerson[]
      /** 0, or: everything up to this moment was told. */
      readonly asOf: number
    }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: string }
)

const malformed = (reason: string, cause?: unknown) => new Fault('DIRECTORY_MALFORMED', { reason }, { cause })

const bounded = (text: string, max: number): string => {
  if (text.length > max) throw malformed('a text is too long')
  return text
}

export function encodeRequest(request: DirectoryRequest): Uint8Array {
  const { id } = request
  switch (request.kind) {
    case 'lookup':
      return WireRequest.encode({ id, lookup: { login: request.login } })
    case 'search':
      return WireRequest.encode({ id, search: { words: request.words, limit: request.limit } })
    case 'list':
      return WireRequest.encode({ id, list: { after: request.after, limit: request.limit } })
    case 'watch':
      return WireRequest.encode({ id, watch: { since: BigInt(request.since) } })
    case 'announce':
      return WireRequest.encode({ id, announce: { addresses: [...request.addresses] } })
    case 'show':
      return WireRequest.encode({ id, show: { prekey: request.prekey } })
  }
}

/** The caller has bounded the size of `bytes`. @throws Fault DIRECTORY_MALFORMED */
export function decodeRequest(bytes: Uint8Array): DirectoryRequest {
  const { id, ...body } = decodeCanonical(
    bytes,
    (raw) => WireRequest.decode(raw, { limits: { announce: { addresses: ADDRESSES_MAX } } }),
    WireRequest.encode,
    (cause) => malformed('not a request', cause),
  )
  if (onlyField(body) === undefined) throw malformed('not one request')
  const { lookup, search, list, watch, announce, show } = body
  if (lookup !== undefined) return { id, kind: 'lookup', login: bounded(lookup.login, WORD_CHARACTERS_MAX) }
  if (search !== undefined) {
    return {
      id,
      kind: 'search',
      words: bounded(search.words, NAME_CHARACTERS_MAX),
      limit: pageOf(search.limit),
    }
  }
  if (list !== undefined) {
    return { id, kind: 'list', after: bounded(list.after, WORD_CHARACTERS_MAX), limit: pageOf(list.limit) }
  }
  if (watch !== undefined) return { id, kind: 'watch', since: moment(watch.since) }
  if (announce !== undefined) return { id, kind: 'announce', addresses: addressesOf(announce.addresses) }
  if (show !== undefined) return { id, kind: 'show', prekey: prekeyOf(show.prekey) }
  throw malformed('not a request')
}

export function encodeReply(reply: DirectoryReply): Uint8Array {
  const { id } = reply
  switch (reply.kind) {
    case 'people': {
      const { people, issuers } = wirePeople(reply.people)
      return WireReply.encode({ id, people: { people, issuers, more: reply.more } })
    }
    case 'change': {
      const { people, issuers } = wirePeople(reply.people)
      const presence = reply.presence.map((each) => ({ ...each, addresses: [...each.addresses] }))
      return WireReply.encode({ id, change: { presence, people, issuers, asOf: BigInt(reply.asOf) } })
    }
    case 'done':
      return WireReply.encode({ id, done: {} })
    case 'refused':
      return WireReply.encode({ id, refused: { code: reply.code } })
  }
}

const PEOPLE_LIMITS = {
  people: PAGE_PEOPLE_MAX,
  people$: { devices: DEVICES_MAX, devices$: { addresses: ADDRESSES_MAX } },
  issuers: ISSUERS_MAX,
}
const REPLY_LIMITS = {
  people: PEOPLE_LIMITS,
  change: { ...PEOPLE_LIMITS, presence: PRESENCES_MAX, presence$: { addresses: ADDRESSES_MAX } },
}

/** The caller has bounded the size of `bytes`. @throws Fault DIRECTORY_MALFORMED, and those of logins and peer IDs */
export function decodeReply(bytes: Uint8Array): DirectoryReply {
  const { id, ...body } = decodeCanonical(
    bytes,
    (raw) => WireReply.decode(raw, { limits: REPLY_LIMITS }),
    WireReply.encode,
    (cause) => malformed('not a reply', cause),
  )
  if (onlyField(body) === undefined) throw malformed('not one reply')
  const { people, change, done, refused } = body
  if (people !== undefined) {
    return { id, kind: 'people', people: claimedPeople(people.people, people.issuers), more: people.more }
  }
  if (change !== undefined) {
    const presence = change.presence.map(({ peerId, online, addresses }) => ({
      peerId: peerIdText(peerId),
      online,
      addresses: addressesOf(addresses),
    }))
    const asOf = moment(change.asOf)
    return { id, kind: 'change', presence, people: claimedPeople(change.people, change.issuers), asOf }
  }
  if (done !== undefined) return { id, kind: 'done' }
  if (refused !== undefined && codeFits(refused.code)) return { id, kind: 'refused', code: refused.code }
  throw malformed('not a reply')
}

/** Each issuing CA's certificate travels once. */
function wirePeople(people: readonly ClaimedPerson[]): { people: WirePerson[]; issuers: Uint8Array[] } {
  const issuers: Uint8Array[] = []
  const place = (der: Uint8Array): number => {
    const at = issuers.findIndex((each) => sameBytes(each, der))
    return at >= 0 ? at + 1 : issuers.push(der)
  }
  const wire = people.map(
    (person): WirePerson => ({
      ...person,
      devices: person.devices.map(({ peerId, name, chain, addresses, online, prekey }): WireDevice => {
        const [leaf = new Uint8Array(0), issuing] = chain
        const issuer = issuing === undefined ? 0 : place(issuing)
        return { peerId, name, leaf, issuer, addresses: [...addresses], online, prekey }
      }),
    }),
  )
  return { people: wire, issuers }
}

function claimedPeople(people: readonly WirePerson[], issuers: readonly Uint8Array[]): ClaimedPerson[] {
  return people.map((person) => ({
    login: login(person.login),
    firstName: bounded(person.firstName, NAME_CHARACTERS_MAX),
    lastName: bounded(person.lastName, NAME_CHARACTERS_MAX),
    role: role(person.role),
    status: statusOf(person.status),
    devices: person.devices.map((device) => claimedDevice(device, issuers)),
  }))
}

function claimedDevice(device: WireDevice, issuers: readonly Uint8Array[]): ClaimedDevice {
  const issuing = issuers[device.issuer - 1]
  if (issuing === undefined) throw malformed('a device without an issuer')
  return {
    peerId: peerIdText(device.peerId),
    name: bounded(device.name, NAME_CHARACTERS_MAX),
    chain: [device.leaf, issuing],
    addresses: addressesOf(device.addresses),
    online: device.online,
    prekey: prekeyOf(device.prekey),
  }
}

function statusOf(raw: string): PersonStatus {
  if (raw === 'active' || raw === 'suspended') return raw
  throw malformed('a status nobody knows')
}

function addressesOf(raw: readonly string[]): readonly string[] {
  return raw.map((address) => bounded(address, ADDRESS_CHARACTERS_MAX))
}

function prekeyOf(raw: Uint8Array): Uint8Array {
  if (raw.length > PREKEY_BYTES_MAX) throw malformed('a prekey is too long')
  return raw
}

const pageOf = (limit: number): number => Math.min(Math.max(limit, 1), PAGE_PEOPLE_MAX)

function moment(raw: bigint): number {
  if (raw > BigInt(Number.MAX_SAFE_INTEGER)) throw malformed('a time out of bounds')
  return Number(raw)
}
