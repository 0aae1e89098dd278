// Checks evidence offline, line by line, against the realm's root alone. The first thing that is not genuine is thrown and named;
// what is left is proved. Holds one unsigned stretch of each chain in memory, never the file. No I/O.
import { hex, sameBytes } from '../certificates/bytes.ts'
import type { OwnCertificate } from '../certificates/check.ts'
import { isReplacement } from '../certificates/revocation-reason.ts'
import type { TrustedRoot } from '../certificates/roots.ts'
import type { Primitives } from '../crypto/primitives.ts'
import { mayLackBody, readBody } from '../events/body.ts'
import { decodeBurst } from '../events/burst.ts'
import { BURST_EVENTS_MAX } from '../events/constants.ts'
import { deviceBytes, deviceText } from '../events/device.ts'
import {
  bodyHash,
  directConversation,
  eventHash,
  everyoneConversation,
  groupConversation,
  signedBytes,
} from '../events/hash.ts'
import { decodeHeader, type EventHeader } from '../events/header.ts'
import { KIND } from '../events/kinds.ts'
import { Fault, faultIn } from '../faults/fault.ts'
import { fingerprint, type PeerIdText, peerIdText } from '../identity/ids.ts'
import { type Login, login, realmName } from '../identity/login.ts'
import { fromBase64 } from './base64.ts'
import { PAPERS_MAX } from './constants.ts'
import { type LineOf, readLine } from './lines.ts'
import { manifestBytes } from './manifest.ts'
import { Papers } from './standing.ts'

export interface EvidenceOptions {
  readonly roots: readonly TrustedRoot[]
  readonly primitives: Primitives
  /** SHA-256 over all that was given to it so far. */
  hasher(): { update(text: string): void; digest(): Uint8Array }
  /** Called for each event once it is proved. */
  proved?(event: ProvedEvent): void
}

export interface ProvedEvent {
  readonly from: Login
  readonly device: PeerIdText
  readonly seq: number
  readonly time: Date
  /** Undefined for what is no text. */
  readonly text: string | undefined
  readonly signedWith: OwnCertificate
  /** What somebody needs who checks this one with other tools. */
  readonly parts: {
    readonly header: Uint8Array
    /** Undefined when its words are gone. */
    readonly body: Uint8Array | undefined
    /** Headers after it, up to the one that is signed. */
    readonly after: readonly Uint8Array[]
    readonly signature: Uint8Array
  }
}

export interface Genuine {
  readonly realm: string
  readonly conversation: string
  readonly people: readonly Login[]
  readonly events: number
  readonly texts: number
  readonly from: Date | undefined
  readonly to: Date | undefined
  readonly exportedBy: Login
  readonly exportedAt: Date
  /** Up to when revocations are known; what was revoked later is not. */
  readonly revocationsKnownUntil: Date | undefined
  /** What is true and should be known. */
  readonly warnings: readonly Warning[]
}

export type Warning =
  /** The key was revoked after these messages were dated: if it was stolen, a thief may have dated them. */
  | { readonly code: 'REVOKED_LATER'; readonly login: Login; readonly date: Date; readonly reason: string }
  /** Somebody had seen messages that are not in the file. */
  | { readonly code: 'NOT_ALL_SEEN'; readonly device: PeerIdText; readonly seq: number }
  /** A device signed two different messages with one number. */
  | { readonly code: 'CONTRADICTION'; readonly device: PeerIdText; readonly seq: number }
  /** Of so many events only header and hash are there: their words were deleted, or were not to stay. */
  | { readonly code: 'WORDS_GONE'; readonly count: number }

interface Chain {
  readonly device: PeerIdText
  /** Last proved event. */
  seq: number
  hash: Uint8Array | undefined
  clock: readonly [number, number]
  /** Events that no signature has covered yet. */
  pending: LineOf<'event'>[]
}

export class EvidenceCheck {
  readonly #options: EvidenceOptions
  readonly #papers: Papers
  readonly #hasher: { update(text: string): void; digest(): Uint8Array }
  readonly #chains = new Map<string, Chain>()
  readonly #seen = new Map<PeerIdText, number>()
  readonly #speakers = new Map<string, OwnCertificate>()
  readonly #contradictions: { readonly device: PeerIdText; readonly seq: number }[] = []
  #begin: LineOf<'evidence'> | undefined
  #people: readonly Login[] = []
  #end: LineOf<'end'> | undefined
  #line = 0
  #papersRead = 0
  #events = 0
  #texts = 0
  #wordless = 0
  #from = Number.POSITIVE_INFINITY
  #to = Number.NEGATIVE_INFINITY

  constructor(options: EvidenceOptions) {
    this.#options = options
    this.#papers = new Papers(options.roots, options.primitives)
    this.#hasher = options.hasher()
  }

  /** @param raw one line without its newline. @throws Fault EVIDENCE_* */
  line(raw: string): void {
    this.#line += 1
    const line = readLine(raw, this.#line)
    if (this.#end !== undefined) throw new Fault('EVIDENCE_CUT', { reason: 'AFTER_END' })
    if ((line.type === 'evidence') !== (this.#begin === undefined))
      throw new Fault('EVIDENCE_MALFORMED', { line: this.#line, reason: 'FIRST_LINE' })
    if (line.type === 'end') {
      this.#end = line
      return
    }
    this.#hasher.update(`${raw}\n`)
    switch (line.type) {
      case 'evidence':
        this.#start(line)
        break
      case 'certificate':
        this.#paper(() => this.#papers.addCertificate(line.chain.map(fromBase64)))
        break
      case 'list':
        this.#paper(() => this.#papers.addList(fromBase64(line.der)))
        break
      case 'event':
        this.#event(line)
        break
      case 'contradiction':
        this.#contradiction(line)
        break
    }
  }

  /** After the last line. @throws Fault EVIDENCE_* */
  finish(): Genuine {
    const [begin, end] = [this.#begin, this.#end]
    for (const { device, pending } of this.#chains.values()) {
      const first = pending[0]
      if (first !== undefined) throw new Fault('EVIDENCE_UNSIGNED', { device, seq: first.seq })
    }
    if (begin === undefined || end === undefined) throw new Fault('EVIDENCE_CUT', { reason: 'NO_END' })
    this.#finishManifest(end)
    const speakers = [...this.#speakers.values()]
    const known = speakers.map((speaker) => this.#papers.knownUntil(speaker)?.getTime() ?? 0)
    return {
      realm: begin.realm,
      conversation: begin.conversation,
      people: this.#people,
      events: this.#events,
      texts: this.#texts,
      from: this.#events === 0 ? undefined : new Date(this.#from),
      to: this.#events === 0 ? undefined : new Date(this.#to),
      exportedBy: login(end.exportedBy),
      exportedAt: new Date(end.exportedAt),
      revocationsKnownUntil: known.length === 0 ? undefined : new Date(Math.min(...known)),
      warnings: [
        ...this.#revokedLater(speakers),
        ...this.#notAllSeen(),
        ...this.#contradicted(),
        ...(this.#wordless > 0 ? [{ code: 'WORDS_GONE', count: this.#wordless } as const] : []),
      ],
    }
  }

  #start(line: LineOf<'evidence'>): void {
    const malformed = new Fault('EVIDENCE_CONVERSATION')
    try {
      this.#people = line.people.map(login)
      if (hex(this.#nameOf(line)) !== line.conversation) throw malformed
    } catch (cause) {
      throw faultIn(cause) === malformed ? malformed : new Fault('EVIDENCE_CONVERSATION', {}, { cause })
    }
    this.#begin = line
  }

  #paper(add: () => void): void {
    this.#papersRead += 1
    if (this.#papersRead > PAPERS_MAX)
      throw new Fault('EVIDENCE_MALFORMED', { line: this.#line, reason: 'TOO_MANY' })
    try {
      add()
    } catch (cause) {
      const reason = faultIn(cause)?.code
      if (reason === undefined) throw cause
      throw new Fault('EVIDENCE_PAPER', { line: this.#line, reason }, { cause })
    }
  }

  #event(line: LineOf<'event'>): void {
    const chain = this.#chainOf(line.device)
    const expected = chain.seq + chain.pending.length + 1
    if (line.seq !== expected || chain.pending.length >= BURST_EVENTS_MAX)
      throw new Fault('EVIDENCE_MISSING', { device: line.device, seq: expected })
    chain.pending.push(line)
    if (line.signature !== undefined) this.#prove(chain, fromBase64(line.signature))
  }

  #chainOf(device: string): Chain {
    const known = this.#chains.get(device)
    if (known !== undefined) return known
    const chain: Chain = { device: deviceOf(device), seq: 0, hash: undefined, clock: [0, -1], pending: [] }
    this.#chains.set(device, chain)
    return chain
  }

  /**
   * From the signed event backwards: it is genuine because of its signature, and each names the hash of the one before it. So the
   * first that does not fit is the one that was altered.
   */
  #prove(chain: Chain, signature: Uint8Array): void {
    const { primitives } = this.#options
    const lines = chain.pending
    chain.pending = []
    const last = lines.at(-1)
    if (last === undefined) return
    const headers = lines.map((line) => this.#headerOf(line))
    const bytes = lines.map((line) => fromBase64(line.header))
    const signed = headers.at(-1) ?? this.#headerOf(last)
    // Step 1: the signature, by whoever the last event says signed.
    const speaker = this.#speaker(last, signed)
    try {
      primitives.verify(
        speaker.scheme,
        speaker.spki,
        signedBytes(eventHash(fromBase64(last.header), primitives)),
        signature,
      )
    } catch (cause) {
      throw altered(last, 'SIGNATURE', cause)
    }
    // Step 2: backwards through the hashes.
    for (let at = lines.length - 1; at >= 0; at--) {
      const [line, header, before] = [lines[at], headers[at], at > 0 ? lines[at - 1] : undefined]
      if (line === undefined || header === undefined) continue
      const previous = before === undefined ? chain.hash : eventHash(fromBase64(before.header), primitives)
      const fits =
        previous === undefined
          ? header.previous.every((byte) => byte === 0)
          : sameBytes(header.previous, previous)
      if (fits) continue
      if (before !== undefined) throw altered(before, 'HEADER')
      throw new Fault('EVIDENCE_MISSING', { device: chain.device, seq: line.seq - 1 })
    }
    // Step 3: each by itself.
    for (const [at, line] of lines.entries()) {
      const header = headers[at]
      if (header === undefined) continue
      const by = this.#speaker(line, header)
      const text = this.#assertSaid(chain, line, header, by)
      this.#events += 1
      if (text !== undefined && header.kind === KIND.text) this.#texts += 1
      if (line.body === undefined) this.#wordless += 1
      this.#from = Math.min(this.#from, header.time)
      this.#to = Math.max(this.#to, header.time)
      for (const { device, seq } of header.seen) {
        const seen = deviceText(device)
        this.#seen.set(seen, Math.max(seq, this.#seen.get(seen) ?? 0))
      }
      this.#options.proved?.({
        from: by.login,
        device: chain.device,
        seq: line.seq,
        time: new Date(header.time),
        text,
        signedWith: by,
        parts: {
          header: bytes[at] ?? new Uint8Array(),
          body: line.body === undefined ? undefined : fromBase64(line.body),
          after: bytes.slice(at + 1),
          signature,
        },
      })
    }
    chain.seq = last.seq
    chain.hash = eventHash(fromBase64(last.header), primitives)
  }

  /** The 32 bytes follow from what the line says: nobody shows one conversation as another. */
  #nameOf({ kind, realm: raw, group }: LineOf<'evidence'>): Uint8Array {
    const { primitives } = this.#options
    const realm = realmName(raw)
    if (kind === 'everyone') return everyoneConversation(realm, primitives)
    if (kind === 'group') {
      if (group === undefined) throw new Fault('EVIDENCE_CONVERSATION')
      return groupConversation(deviceBytes(peerIdText(group.creator)), fromBase64(group.nonce), primitives)
    }
    const [one, other = one] = this.#people
    if (one === undefined || other === undefined || this.#people.length > 2) {
      throw new Fault('EVIDENCE_CONVERSATION')
    }
    return directConversation(realm, one, other, primitives)
  }

  #headerOf(line: LineOf<'event'>): EventHeader {
    try {
      const header = decodeHeader(fromBase64(line.header))
      if (header.seq !== line.seq || deviceText(header.device) !== line.device) throw altered(line, 'HEADER')
      return header
    } catch (cause) {
      if (faultIn(cause)?.code === 'EVIDENCE_ALTERED') throw cause
      throw altered(line, 'HEADER', cause)
    }
  }

  #speaker(line: LineOf<'event'>, header: EventHeader): OwnCertificate {
    try {
      const device = deviceText(header.device)
      const speaker = this.#papers.speaksAt(fingerprint(hex(header.certificate)), device, header.time)
      if (!this.#people.includes(speaker.login))
        throw new Fault('EVENT_AUTHOR_FOREIGN', { login: speaker.login })
      this.#speakers.set(speaker.fingerprint, speaker)
      return speaker
    } catch (cause) {
      const fault = faultIn(cause)
      if (fault === undefined || fault.code === 'EVIDENCE_REVOKED') throw cause
      throw new Fault(
        'EVIDENCE_UNPROVEN',
        { device: line.device, seq: line.seq, reason: fault.code },
        { cause },
      )
    }
  }

  /** What the line shows to people is what was signed. @returns the text */
  #assertSaid(
    chain: Chain,
    line: LineOf<'event'>,
    header: EventHeader,
    by: OwnCertificate,
  ): string | undefined {
    const body = line.body === undefined ? undefined : fromBase64(line.body)
    if (hex(header.conversation) !== this.#begin?.conversation) throw altered(line, 'CONVERSATION')
    if (body === undefined ? !mayLackBody(header.kind) : !this.#isBodyOf(header, body))
      throw altered(line, 'BODY')
    if (line.from !== by.login) throw altered(line, 'FROM')
    if (line.time !== new Date(header.time).toISOString()) throw altered(line, 'TIME')
    const [time, count] = chain.clock
    if (header.time < time || (header.time === time && header.count <= count)) throw altered(line, 'CLOCK')
    chain.clock = [header.time, header.count]
    const content = body === undefined ? undefined : bodyOf(line, header.kind, body)
    const text = content?.kind === KIND.text || content?.kind === KIND.edit ? content.text : undefined
    if (line.text !== text) throw altered(line, 'TEXT')
    return text
  }

  #isBodyOf({ bodyLength, bodyHash: hash }: EventHeader, body: Uint8Array): boolean {
    return body.length === bodyLength && sameBytes(bodyHash(body, this.#options.primitives), hash)
  }

  #contradiction(line: LineOf<'contradiction'>): void {
    const { primitives } = this.#options
    const wrong = (reason: string, cause?: unknown) =>
      new Fault('EVIDENCE_UNPROVEN', { device: line.device, seq: line.seq, reason }, { cause })
    let burst: ReturnType<typeof decodeBurst>
    try {
      burst = decodeBurst(fromBase64(line.burst), primitives)
    } catch (cause) {
      throw wrong(faultIn(cause)?.code ?? 'HEADER', cause)
    }
    const { last } = burst
    if (!sameBytes(last.header.device, deviceBytes(deviceOf(line.device))))
      throw wrong('EVENT_DEVICE_FOREIGN')
    const speaker = this.#papers.speaksAt(
      fingerprint(hex(last.header.certificate)),
      deviceOf(line.device),
      last.header.time,
    )
    try {
      primitives.verify(speaker.scheme, speaker.spki, signedBytes(last.hash), burst.signature)
    } catch (cause) {
      throw wrong('EVENT_SIGNATURE_INVALID', cause)
    }
    this.#contradictions.push({ device: deviceOf(line.device), seq: line.seq })
  }

  #finishManifest(end: LineOf<'end'>): void {
    if (end.events !== this.#events || end.contradictions !== this.#contradictions.length)
      throw new Fault('EVIDENCE_CUT', { reason: 'COUNT' })
    if (end.lines !== hex(this.#hasher.digest())) throw new Fault('EVIDENCE_CUT', { reason: 'LINES' })
    try {
      const at = new Date(end.exportedAt).getTime()
      const exporter = this.#papers.speaksAt(fingerprint(end.certificate), deviceOf(end.device), at)
      if (exporter.login !== end.exportedBy)
        throw new Fault('EVENT_AUTHOR_FOREIGN', { login: exporter.login })
      this.#options.primitives.verify(
        exporter.scheme,
        exporter.spki,
        manifestBytes(end),
        fromBase64(end.signature),
      )
    } catch (cause) {
      throw new Fault('EVIDENCE_CUT', { reason: faultIn(cause)?.code ?? 'SIGNATURE' }, { cause })
    }
  }

  *#revokedLater(speakers: readonly OwnCertificate[]): Generator<Warning> {
    for (const speaker of speakers) {
      const revoked = this.#papers.revocationOf(speaker)
      if (revoked === undefined || isReplacement(revoked.reason)) continue
      yield { code: 'REVOKED_LATER', login: speaker.login, date: revoked.date, reason: revoked.reason }
    }
  }

  *#notAllSeen(): Generator<Warning> {
    for (const [device, seq] of this.#seen)
      if (seq > (this.#chains.get(device)?.seq ?? 0)) yield { code: 'NOT_ALL_SEEN', device, seq }
  }

  *#contradicted(): Generator<Warning> {
    for (const { device, seq } of this.#contradictions) yield { code: 'CONTRADICTION', device, seq }
  }
}

function bodyOf(line: LineOf<'event'>, kind: number, body: Uint8Array) {
  try {
    return readBody({ kind, body })
  } catch (cause) {
    throw altered(line, 'BODY', cause)
  }
}

function altered({ device, seq }: { device: string; seq: number }, reason: string, cause?: unknown): Fault {
  return new Fault('EVIDENCE_ALTERED', { device, seq, reason }, { cause })
}

function deviceOf(text: string): PeerIdText {
  return peerIdText(text)
}
