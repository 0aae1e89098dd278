// What is hashed and signed, each under its own domain tag so that no hash can stand for another.
import type { Primitives } from '../crypto/primitives.ts'
import type { Login, RealmName } from '../identity/login.ts'
import { type ChainTag, chainTag } from './ids.ts'

type Sha256 = Pick<Primitives, 'sha256'>

const utf8 = new TextEncoder()
const domain = (name: string) => utf8.encode(`parley/${name}/1\0`)

const EVENT = domain('event')
const BODY = domain('body')
const BURST = domain('burst')
const CHAIN = domain('chain')
const DIRECT = domain('direct')
const EVERYONE = domain('everyone')
const GROUP = domain('group')

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Hash of an event, over its header as it travels. */
export function eventHash(header: Uint8Array, primitives: Sha256): Uint8Array {
  return primitives.sha256(joined(EVENT, header))
}

export function bodyHash(body: Uint8Array, primitives: Sha256): Uint8Array {
  return primitives.sha256(joined(BODY, body))
}

/** What a device signs to vouch for the event with this hash and all before it in its chain. */
export function signedBytes(newestEventHash: Uint8Array): Uint8Array {
  return joined(BURST, newestEventHash)
}

/** Name of the chain a device writes in a conversation. */
export function chainTagOf(conversation: Uint8Array, device: Uint8Array, primitives: Sha256): ChainTag {
  return chainTag(primitives.sha256(joined(CHAIN, conversation, device)))
}

/** The 32 bytes that name the direct conversation of two people of a realm; the order of the two does not count. */
export function directConversation(
  realm: RealmName,
  one: Login,
  other: Login,
  primitives: Sha256,
): Uint8Array {
  const parts = [realm, ...[one, other].sort()].map((name) => utf8.encode(name))
  // Names have at most 63 bytes: one byte of length before each keeps them apart.
  return primitives.sha256(joined(DIRECT, ...parts.flatMap((part) => [Uint8Array.of(part.length), part])))
}

/** The 32 bytes that name the room everybody of a realm is in. */
export function everyoneConversation(realm: RealmName, primitives: Sha256): Uint8Array {
  return primitives.sha256(joined(EVERYONE, utf8.encode(realm)))
}

/** The 32 bytes that name a group: only the device in it can write the event that creates it. @param nonce 16 bytes */
export function groupConversation(creator: Uint8Array, nonce: Uint8Array, primitives: Sha256): Uint8Array {
  return primitives.sha256(joined(GROUP, Uint8Array.of(creator.length), creator, nonce))
}
