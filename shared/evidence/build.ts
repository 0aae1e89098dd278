// Writes evidence of a conversation, line by line: what is given must have been checked when it came. No I/O.
import { hex } from '../certificates/bytes.ts'
import type { OwnCertificate } from '../certificates/check.ts'
import type { Primitives, Signer } from '../crypto/primitives.ts'
import { readBody } from '../events/body.ts'
import type { StoredEvent } from '../events/burst.ts'
import { deviceText } from '../events/device.ts'
import { decodeHeader } from '../events/header.ts'
import { KIND } from '../events/kinds.ts'
import type { PeerIdText } from '../identity/ids.ts'
import type { Login, RealmName } from '../identity/login.ts'
import { base64 } from './base64.ts'
import { CONTRADICTIONS_MAX, EVIDENCE_VERSION } from './constants.ts'
import { type EvidenceLine, writeLine } from './lines.ts'
import { manifestBytes } from './manifest.ts'

export type ConversationMade =
  | { readonly kind: 'direct' | 'everyone' }
  | { readonly kind: 'group'; readonly creator: PeerIdText; readonly nonce: Uint8Array }

export interface EvidenceInput {
  readonly realm: RealmName
  /** The conversation's 32 bytes, and what they are made of beside realm and people. */
  readonly conversation: Uint8Array
  readonly made: ConversationMade
  readonly people: readonly Login[]
  /** Chains (device, issuing CA) the events name, DER. */
  readonly certificates: Iterable<readonly Uint8Array[]>
  /** Revocation lists, DER: the newest of each issuer, and older ones that say more. */
  readonly lists: Iterable<Uint8Array>
  /** Each chain in its order. */
  readonly events: Iterable<
    StoredEvent & { readonly from: Login; readonly signature: Uint8Array | undefined }
  >
  readonly contradictions: readonly {
    readonly device: PeerIdText
    readonly seq: number
    readonly burst: Uint8Array
  }[]
  readonly exporter: OwnCertificate
  readonly signer: Signer
  readonly now: Date
  readonly primitives: Primitives
  /** SHA-256 over all that was given to it so far. */
  hasher(): { update(text: string): void; digest(): Uint8Array }
}

/** @returns the lines, each with its newline */
export function* evidenceOf(input: EvidenceInput): Generator<string> {
  const hasher = input.hasher()
  const said = (line: EvidenceLine): string => {
    const text = writeLine(line)
    hasher.update(text)
    return text
  }
  yield said({
    type: 'evidence',
    version: EVIDENCE_VERSION,
    realm: input.realm,
    conversation: hex(input.conversation),
    kind: input.made.kind,
    ...(input.made.kind === 'group'
      ? { group: { creator: input.made.creator, nonce: base64(input.made.nonce) } }
      : {}),
    people: [...input.people],
  })
  for (const chain of input.certificates) yield said({ type: 'certificate', chain: chain.map(base64) })
  for (const der of input.lists) yield said({ type: 'list', der: base64(der) })
  let events = 0
  for (const { from, headerBytes, body, signature } of input.events) {
    const header = decodeHeader(headerBytes)
    const content = body === undefined ? undefined : readBody({ kind: header.kind, body })
    events += 1
    yield said({
      type: 'event',
      device: deviceText(header.device),
      seq: header.seq,
      from,
      time: new Date(header.time).toISOString(),
      ...(content?.kind === KIND.text || content?.kind === KIND.edit ? { text: content.text } : {}),
      header: base64(headerBytes),
      ...(body === undefined ? {} : { body: base64(body) }),
      ...(signature === undefined ? {} : { signature: base64(signature) }),
    })
  }
  const contradictions = input.contradictions.slice(0, CONTRADICTIONS_MAX)
  for (const { device, seq, burst } of contradictions)
    yield said({ type: 'contradiction', device, seq, burst: base64(burst) })

  const manifest = {
    type: 'end' as const,
    events,
    contradictions: contradictions.length,
    exportedBy: input.exporter.login,
    device: input.exporter.peerId,
    exportedAt: input.now.toISOString(),
    certificate: input.exporter.fingerprint,
    lines: hex(hasher.digest()),
    signature: '',
  }
  const signature = input.signer.sign(manifestBytes(manifest))
  yield writeLine({ ...manifest, signature: base64(signature) })
}
