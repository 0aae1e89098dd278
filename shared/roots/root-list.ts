// A root list as a value: which roots a realm has and how each stands, signed by roots. Bounds, form and signatures;
// whether a list counts is decided by realm-roots.ts.
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import { MAX_ROOTS } from '../certificates/constants.ts'
import { type TrustedRoot, trustedRoot } from '../certificates/roots.ts'
import type { Primitives, Signer } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { type Fingerprint, fingerprint } from '../identity/ids.ts'
import { decodeCanonical } from '../sessions/codec.ts'
import { ROOT_LIST_BYTES_MAX, ROOT_LISTS_BYTES_MAX, ROOT_LISTS_MAX } from './constants.ts'
import {
  RootLists as WireLists,
  SignedRootList as WireSigned,
  RootList as WireStatement,
} from './wire/roots.gen.ts'

/** `announced`: trusted, and nothing is signed with it yet. `retired`: trusted no longer. */
export type RootState = 'announced' | 'active' | 'retired'

export interface StandingRoot {
  readonly root: TrustedRoot
  readonly state: RootState
}

export interface RootListContent {
  /** Fingerprint of the realm's first root. */
  readonly realmId: Fingerprint
  readonly number: number
  readonly madeAt: Date
  readonly roots: readonly StandingRoot[]
}

export interface RootList extends RootListContent {
  /** As it travels: signed statement and signatures. */
  readonly bytes: Uint8Array
  /** Fingerprints of listed roots whose signature on it was verified; never empty. */
  readonly signedBy: ReadonlySet<Fingerprint>
}

const VERSION = 1
const DOMAIN = fromString('parley/1 root list')
const STATES: readonly (RootState | undefined)[] = [undefined, 'announced', 'active', 'retired']

/** @param signers keys of listed roots. @throws Fault ROOT_LIST_MALFORMED when a signer's root is not listed */
export function signRootList(
  content: RootListContent,
  signers: readonly Signer[],
  primitives: Primitives,
): RootList {
  const statement = WireStatement.encode({
    version: VERSION,
    realmId: fromString(content.realmId, 'hex'),
    number: BigInt(content.number),
    madeAt: BigInt(Math.floor(content.madeAt.getTime() / 1000)),
    roots: content.roots.map(({ root, state }) => ({ certificate: root.der, state: STATES.indexOf(state) })),
  })
  const signatures = signers.map((signer) => {
    const own = content.roots.find(({ root }) => toText(root.spki, 'hex') === toText(signer.spki, 'hex'))
    if (own === undefined) throw malformed('a signer that is not listed')
    return {
      root: fromString(own.root.fingerprint, 'hex'),
      signature: signer.sign(concat([DOMAIN, statement])),
    }
  })
  return readRootList(WireSigned.encode({ statement, signatures }), primitives)
}

/** Every signature must be good, and of a root that is listed. @throws Fault ROOT_LIST_MALFORMED, ROOT_LIST_FORGED, CERT_* */
export function readRootList(bytes: Uint8Array, primitives: Primitives): RootList {
  if (bytes.length > ROOT_LIST_BYTES_MAX) throw malformed('too large')
  const limits = { signatures: MAX_ROOTS, roots: MAX_ROOTS }
  const own = Uint8Array.from(bytes)
  const signed = decodeCanonical(
    own,
    (raw) => WireSigned.decode(raw, { limits }),
    WireSigned.encode,
    () => malformed('encoding'),
  )
  const read = decodeCanonical(
    signed.statement,
    (raw) => WireStatement.decode(raw, { limits }),
    WireStatement.encode,
    () => malformed('statement'),
  )
  if (read.version !== VERSION) throw malformed(`version ${read.version}`)
  if (read.number < 1n || read.number > 1_000_000n) throw malformed('number')
  if (read.madeAt > 100_000_000_000n) throw malformed('time')
  const roots = read.roots.map(({ certificate, state }) => {
    const known = STATES[state]
    if (known === undefined) throw malformed('state')
    return { root: trustedRoot(certificate, primitives), state: known }
  })
  const names = new Set(roots.map(({ root }) => root.fingerprint))
  const keys = new Set(roots.map(({ root }) => root.keyId))
  if (names.size !== roots.length || keys.size !== roots.length) throw malformed('a root twice')
  const [first] = roots
  if (first === undefined || roots.some(({ root }) => root.realm !== first.root.realm)) {
    throw malformed('roots of different realms')
  }
  if (!roots.some(({ state }) => state === 'active')) throw malformed('no active root')
  return {
    realmId: fingerprintOf(read.realmId),
    number: Number(read.number),
    madeAt: new Date(Number(read.madeAt) * 1000),
    roots,
    bytes: own,
    signedBy: signersOf(signed, roots, primitives),
  }
}

function signersOf(
  { statement, signatures }: WireSigned,
  roots: readonly StandingRoot[],
  primitives: Primitives,
): ReadonlySet<Fingerprint> {
  const signedBy = new Set<Fingerprint>()
  for (const { root: name, signature } of signatures) {
    const signer = roots.find(({ root }) => root.fingerprint === toText(name, 'hex'))?.root
    if (signer === undefined || signedBy.has(signer.fingerprint)) throw malformed('signatures')
    try {
      primitives.verify('ecdsa-p256-sha256', signer.spki, concat([DOMAIN, statement]), signature)
    } catch (cause) {
      throw new Fault('ROOT_LIST_FORGED', { root: signer.fingerprint.slice(0, 16) }, { cause })
    }
    signedBy.add(signer.fingerprint)
  }
  if (signedBy.size === 0) throw malformed('no signature')
  return signedBy
}

/** All lists of a realm as one piece of bytes. Begins with 0x0a, where a DER revocation list has 0x30. */
export function bundleRootLists(lists: readonly Uint8Array[]): Uint8Array {
  return WireLists.encode({ lists: [...lists] })
}

export function isRootBundle(bytes: Uint8Array): boolean {
  return bytes[0] === 0x0a
}

/** @throws Fault ROOT_LIST_MALFORMED */
export function unbundleRootLists(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length > ROOT_LISTS_BYTES_MAX) throw malformed('too large')
  const decode = (raw: Uint8Array) => WireLists.decode(raw, { limits: { lists: ROOT_LISTS_MAX } })
  return decodeCanonical(bytes, decode, WireLists.encode, () => malformed('encoding')).lists
}

function fingerprintOf(bytes: Uint8Array): Fingerprint {
  try {
    return fingerprint(toText(bytes, 'hex'))
  } catch (cause) {
    throw new Fault('ROOT_LIST_MALFORMED', { reason: 'realm' }, { cause })
  }
}

const malformed = (reason: string) => new Fault('ROOT_LIST_MALFORMED', { reason })
