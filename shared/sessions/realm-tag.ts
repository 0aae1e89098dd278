// What ties network names to one realm without naming it: all are derived from the fingerprint of its first root, which
// stays the realm's name when its roots change.
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import type { Primitives } from '../crypto/primitives.ts'
import type { Fingerprint } from '../identity/ids.ts'

/** Noise prologue: both sides must mean the same realm (Noise section 6). `parley/1` || fingerprint. */
export function prologue(root: Fingerprint): Uint8Array {
  return concat([fromString('parley/1'), fromString(root, 'hex')])
}

/** Hex digits of a realm's tag: enough that two realms on one LAN do not meet by chance. */
const TAG_DIGITS = 16

/** A name for mDNS and the DHT: says nothing readable, and not the root's fingerprint either. */
export function realmTag(root: Fingerprint, primitives: Primitives): string {
  const digest = primitives.sha256(concat([fromString('parley/1 realm tag'), fromString(root, 'hex')]))
  return toText(digest, 'hex').slice(0, TAG_DIGITS)
}

/** Under which name the lists of roots travel beside revocation lists, which go by their issuers' key identifiers. */
export function rootListsName(realmId: Fingerprint, primitives: Primitives): string {
  return toText(
    primitives.sha256(concat([fromString('parley/1 root lists'), fromString(realmId, 'hex')])),
    'hex',
  )
}
