// The papers a pirate could show: forged by itself, stolen, or signed by a careless authority with the realm's own key.
import { identifierOf } from '@parley/shared/certificates/algorithms.ts'
import { sequence, time } from '@parley/shared/certificates/der-write.ts'
import {
  encodeBasicConstraints,
  encodeExtendedKeyUsage,
  encodeUriAltName,
} from '@parley/shared/certificates/extensions.ts'
import { issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { deviceUri } from '@parley/shared/certificates/names.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { type PeerIdText, peerIdText } from '@parley/shared/identity/ids.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import { altered, partsOf, signAnything, tbsPart } from '../shared/certificates/alter.ts'
import { DAY, makeRealm } from '../support/realm.ts'

export type Chain = readonly Uint8Array[]

/** A device that was really enrolled, in the hands of a pirate. */
export interface Captured {
  readonly peerId: PeerIdText
  readonly signer: Signer
  readonly pkcs8: Uint8Array
  readonly chain: Chain
}

export interface Loot {
  readonly mallory: Captured
  readonly revoked: Captured
  readonly suspended: Captured
  /** The realm's issuing key: only to sign what no Parley would sign. */
  readonly issuing: Signer
  readonly root: Uint8Array
  readonly realm: string
}

export interface Papers {
  readonly name: string
  readonly chain: Chain
  /** Whose key Noise proves: mallory's unless said otherwise. */
  readonly holder?: Captured
  /** The code in the target's log. */
  readonly code: RegExp
}

export function badPapers(loot: Loot): Papers[] {
  const { mallory, issuing, root } = loot
  const [leaf = new Uint8Array(), issuer = new Uint8Array()] = mallory.chain
  const careless = (alteration: Parameters<typeof altered>[1]): Chain => [
    signAnything(altered(leaf, alteration), issuing),
    issuer,
  ]
  const now = Date.now()
  const validity = (from: number, to: number) => sequence(time(second(now + from)), time(second(now + to)))
  const twin = makeRealm(loot.realm)
  const uri = (peerId: string) =>
    encodeUriAltName(
      deviceUri({ realm: realmName(loot.realm), login: login('mallory'), peerId: peerIdText(peerId) }),
    )
  const stranger = '12D3KooWGRUf4LdaXrDUxgCdSCp5FKvPpAZfXEAmTfYgKbGpEZ9q'
  return [
    { name: 'no certificate', chain: [], code: /^CERT_MISSING$/ },
    {
      name: 'self-signed',
      chain: [signAnything(altered(leaf, { algorithm: identifierOf('ed25519') }), mallory.signer)],
      code: /^CERT_CHAIN_INCOMPLETE$/,
    },
    {
      name: 'self-signed, with the realm’s issuing certificate behind it',
      chain: [signAnything(altered(leaf, { algorithm: identifierOf('ed25519') }), mallory.signer), issuer],
      code: /^CERT_(SIGNATURE_INVALID|ALGORITHM_UNSUPPORTED|PROFILE_WRONG)$/,
    },
    {
      name: 'another root with the same names',
      ...(() => {
        const device = twin.device('mallory')
        return { chain: device.chain, holder: device }
      })(),
      code: /^CERT_ROOT_UNKNOWN$/,
    },
    {
      name: 'another root with the same names, sent along',
      ...(() => {
        const device = twin.device('mallory')
        return { chain: [...device.chain, twin.root.der], holder: device }
      })(),
      code: /^CERT_ROOT_UNKNOWN$/,
    },
    {
      name: 'another root’s device under the realm’s issuing certificate',
      ...(() => {
        const device = twin.device('mallory')
        return { chain: [device.chain[0] ?? leaf, issuer], holder: device }
      })(),
      code: /^CERT_(CHAIN_BROKEN|SIGNATURE_INVALID)$/,
    },
    { name: 'expired', chain: careless({ validity: validity(-HOUR / 2, -60_000) }), code: /^CERT_EXPIRED$/ },
    {
      name: 'not yet valid',
      chain: careless({ validity: validity(DAY, 2 * DAY) }),
      code: /^CERT_NOT_YET_VALID$/,
    },
    { name: 'revoked', chain: loot.revoked.chain, holder: loot.revoked, code: /^CERT_REVOKED$/ },
    { name: 'suspended', chain: loot.suspended.chain, holder: loot.suspended, code: /^CERT_SUSPENDED$/ },
    { name: 'CA certificate as device', chain: [issuer, root], code: /^CERT_/ },
    {
      name: 'device that says it is a CA',
      chain: careless({
        extensions: { [OID.basicConstraints]: { value: encodeBasicConstraints({ ca: true }) } },
      }),
      code: /^CERT_IS_AUTHORITY$/,
    },
    {
      name: 'wrong usage',
      chain: careless({
        extensions: { [OID.extendedKeyUsage]: { value: encodeExtendedKeyUsage([OID.serverAuth]) } },
      }),
      code: /^CERT_USAGE_WRONG$/,
    },
    {
      name: 'another’s certificate with its own key',
      chain: mallory.chain,
      holder: twin.device('mallory'),
      code: /^CERT_PEER_MISMATCH$/,
    },
    {
      name: 'right key, another peer ID in the certificate',
      chain: careless({ extensions: { [OID.subjectAltName]: { value: uri(stranger) } } }),
      code: /^CERT_(PEER_MISMATCH|NAME_WRONG)$/,
    },
    { name: 'chain too long', chain: [...mallory.chain, root, root], code: /^CERT_CHAIN_TOO_LONG$/ },
    { name: 'chain far too long', chain: Array(12).fill(leaf), code: /^SESSION_HELLO_MALFORMED$/ },
    { name: 'chain the wrong way round', chain: [issuer, leaf], code: /^CERT_/ },
    {
      name: 'certificate too large',
      chain: [new Uint8Array(9_000).fill(0x30), issuer],
      code: /^CERT_TOO_LARGE$/,
    },
    ...alteredBytes(leaf).map(({ name, der }) => ({ name, chain: [der, issuer], code: /^CERT_/ })),
  ]
}

const HOUR = 3_600_000
const second = (ms: number) => new Date(Math.floor(ms / 1_000) * 1_000)

/** One byte changed in each field, the signature as it was. */
function alteredBytes(leaf: Uint8Array): { name: string; der: Uint8Array }[] {
  const { extensions, ...fields } = partsOf(leaf)
  const places = [
    ...Object.entries(fields),
    ...extensions.map((extension) => [`extension ${extension.oid}`, extension.value] as const),
  ]
  const flipped = places.map(([field, part]) => {
    const der = Uint8Array.from(leaf)
    const last = indexOf(leaf, part) + part.length - 1
    der[last] = (der[last] ?? 0) ^ 1
    return { name: `altered byte in ${field}`, der }
  })
  const signature = Uint8Array.from(leaf)
  const end = signature.length - 1
  signature[end] = (signature[end] ?? 0) ^ 1
  return [...flipped, { name: 'altered byte in the signature', der: signature }]
}

function indexOf(whole: Uint8Array, part: Uint8Array): number {
  const at = Buffer.from(whole).indexOf(part)
  if (at < 0) throw new Error('not a part of it')
  return at
}

/** Fails at once where the loot is not what it is taken for. */
export function assertLoot({ mallory, issuing }: Loot): void {
  const [leaf = new Uint8Array(), issuer = new Uint8Array()] = mallory.chain
  const { spki } = issuerFrom(issuer, primitives)
  if (Buffer.compare(spki, issuing.spki) !== 0) throw new Error('not the issuing key')
  if (tbsPart(leaf).length === 0) throw new Error('no certificate')
}
