// Bodies of the kinds this version knows. Fields added by later versions are passed over; bytes that are no
// fields at all are refused. Text is kept exactly as written: showing it safely is the faces' part.
import { Fault } from '../faults/fault.ts'
import { type MembershipBody, membershipBody, readMembership } from '../membership/body.ts'
import { decoded, malformed, type Place, readPlace, readUtf8 } from './body-read.ts'
import { type ChoiceContent, type DraftContent, readChoice, readDraftLine } from './choice.ts'
import { HASH_BYTES, LIFETIME_MAX, READ_PLACES_MAX, TEXT_BYTES_MAX } from './constants.ts'
import { type Hide, readHide } from './hide.ts'
import { KIND } from './kinds.ts'
import {
  type Lifetime,
  type Remark,
  readDeletion,
  readEdit,
  readLifetime,
  readPin,
  readReaction,
  textBytes,
} from './remarks.ts'
import { type ReportPiece, readReportPiece } from './report.ts'
import { ReadBody, TextBody } from './wire/event.gen.ts'

/** An event before it has a place in a chain. */
export interface Draft {
  readonly kind: number
  readonly body: Uint8Array
}

export type { Place } from './body-read.ts'

export interface TextContent {
  readonly kind: typeof KIND.text
  readonly text: string
  /** The message it answers. */
  readonly reply?: Place
  /** Seconds after it was written when it is to disappear. */
  readonly lifetime?: number
}

export interface ReadContent {
  readonly kind: typeof KIND.read
  readonly places: readonly Place[]
  /** Of another conversation: a mark for one's own devices alone, written in the notes to oneself. */
  readonly conversation?: Uint8Array
}

export type Content =
  | TextContent
  | ReadContent
  | Remark
  | Lifetime
  | Hide
  | ReportPiece
  | ChoiceContent
  | DraftContent
  | ({ readonly kind: typeof KIND.membership } & MembershipBody)

/** A byte order mark is text like any other here: what was signed is what is shown. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws Fault TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_UNICODE */
export function textDraft(text: string): Draft {
  return messageDraft(text, {})
}

/** A text that answers another, or is not to stay. @throws Fault TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_UNICODE */
export function messageDraft(
  text: string,
  { reply, lifetime = 0 }: Pick<TextContent, 'reply' | 'lifetime'>,
): Draft {
  const answered = reply === undefined ? {} : { reply: { device: reply.device, seq: reply.seq } }
  return { kind: KIND.text, body: TextBody.encode({ text: textBytes(text), ...answered, lifetime }) }
}

/** For text that comes as bytes. @throws Fault TEXT_NOT_UNICODE */
export function textOf(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch (cause) {
    throw new Fault('TEXT_NOT_UNICODE', {}, { cause })
  }
}

/** @param conversation the 32 bytes of another one that the places belong to */
export function readDraft(places: readonly Place[], conversation?: Uint8Array): Draft {
  const elsewhere = conversation === undefined ? {} : { conversation }
  return {
    kind: KIND.read,
    body: ReadBody.encode({ places: places.slice(0, READ_PLACES_MAX), ...elsewhere }),
  }
}

/** @throws Fault GROUP_TOO_LARGE */
export function membershipDraft(membership: MembershipBody): Draft {
  return { kind: KIND.membership, body: membershipBody(membership) }
}

/** @returns undefined for a kind from the future. @throws Fault EVENT_BODY_MALFORMED */
export function readBody({ kind, body }: Draft): Content | undefined {
  switch (kind) {
    case KIND.text:
      return readText(body)
    case KIND.read:
      return readPlaces(body)
    case KIND.reaction:
      return readReaction(body)
    case KIND.edit:
      return readEdit(body)
    case KIND.deletion:
      return readDeletion(body)
    case KIND.pin:
      return readPin(body)
    case KIND.lifetime:
      return readLifetime(body)
    case KIND.hide:
      return readHide(body)
    case KIND.report:
      return readReportPiece(body)
    case KIND.choice:
      return readChoice(body)
    case KIND.draft:
      return readDraftLine(body)
    case KIND.membership:
      return { kind, ...readMembership(body) }
    default:
      return undefined
  }
}

/**
 * Whether an event of this kind still counts when its words are gone: what was deleted, lines that were begun and went on
 * since, and kinds from the future.
 */
export function mayLackBody(kind: number): boolean {
  return kind === KIND.text || kind === KIND.edit || kind === KIND.draft || !KNOWN.has(kind)
}

const KNOWN: ReadonlySet<number> = new Set(Object.values(KIND))

function readText(body: Uint8Array): TextContent {
  const { text, reply, lifetime } = decoded(() => TextBody.decode(body))
  if (lifetime > LIFETIME_MAX) throw malformed('lifetime')
  return {
    kind: KIND.text,
    text: readUtf8(text, TEXT_BYTES_MAX),
    ...(reply === undefined ? {} : { reply: readPlace(reply) }),
    ...(lifetime === 0 ? {} : { lifetime }),
  }
}

function readPlaces(body: Uint8Array): ReadContent {
  const { places, conversation } = decoded(() =>
    ReadBody.decode(body, { limits: { places: READ_PLACES_MAX } }),
  )
  for (const place of places) readPlace(place)
  if (conversation !== undefined && conversation.length !== HASH_BYTES) throw malformed('conversation')
  return { kind: KIND.read, places, ...(conversation === undefined ? {} : { conversation }) }
}
