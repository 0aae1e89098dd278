// Events about a message: a reaction, another wording, its deletion, a pin; and how long what is written is to stay.
// Bodies only: who may, and what comes of them on a device, is decided where they are applied.
import { Fault } from '../faults/fault.ts'
import { decoded, malformed, type Place, readPlace, readUtf8 } from './body-read.ts'
import { LIFETIME_MAX, REACTION_BYTES_MAX, REACTION_GRAPHEMES_MAX, TEXT_BYTES_MAX } from './constants.ts'
import { KIND } from './kinds.ts'
import { DeletionBody, EditBody, LifetimeBody, PinBody, ReactionBody } from './wire/event.gen.ts'

/** What is said about the message at `about`. */
export type Remark =
  /** One mark of one person on a message, put there or taken back. */
  | {
      readonly kind: typeof KIND.reaction
      readonly about: Place
      readonly mark: string
      readonly on: boolean
    }
  /** Other words for it; only its author's count. */
  | { readonly kind: typeof KIND.edit; readonly about: Place; readonly text: string }
  /** Its words are to go from every disk; only its author's counts. */
  | { readonly kind: typeof KIND.deletion; readonly about: Place }
  | { readonly kind: typeof KIND.pin; readonly about: Place; readonly on: boolean }

/** From here on texts are to disappear after so many seconds; 0: they stay. */
export interface Lifetime {
  readonly kind: typeof KIND.lifetime
  readonly seconds: number
}

interface Draft {
  readonly kind: number
  readonly body: Uint8Array
}

const utf8 = new TextEncoder()
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** What would be obeyed rather than seen: controls, bidirectional marks, line and paragraph separators. */
const TRICK = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Zl}\p{Zp}]/u

/** @throws Fault REACTION_MALFORMED */
export function reactionDraft(about: Place, mark: string, on: boolean): Draft {
  const bytes = utf8.encode(mark)
  const length = [...graphemes.segment(mark)].length
  const fits = length > 0 && length <= REACTION_GRAPHEMES_MAX && bytes.length <= REACTION_BYTES_MAX
  if (!fits || !mark.isWellFormed() || TRICK.test(mark) || mark.trim() !== mark)
    throw new Fault('REACTION_MALFORMED', { limit: REACTION_GRAPHEMES_MAX })
  return { kind: KIND.reaction, body: ReactionBody.encode({ about: wire(about), mark: bytes, off: !on }) }
}

/** @throws Fault TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_UNICODE */
export function editDraft(about: Place, text: string): Draft {
  return { kind: KIND.edit, body: EditBody.encode({ about: wire(about), text: textBytes(text) }) }
}

export function deletionDraft(about: Place): Draft {
  return { kind: KIND.deletion, body: DeletionBody.encode({ about: wire(about) }) }
}

export function pinDraft(about: Place, on: boolean): Draft {
  return { kind: KIND.pin, body: PinBody.encode({ about: wire(about), off: !on }) }
}

/** @param seconds 0 to LIFETIME_MAX. @throws Fault LIFETIME_MALFORMED */
export function lifetimeDraft(seconds: number): Draft {
  if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds > LIFETIME_MAX)
    throw new Fault('LIFETIME_MALFORMED', { days: LIFETIME_MAX / 86_400 })
  // Written down as one more, so that "they stay" is a body too and not an empty one.
  return { kind: KIND.lifetime, body: LifetimeBody.encode({ secondsAndOne: seconds + 1 }) }
}

/** What a text may be, as bytes. @throws Fault TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_UNICODE */
export function textBytes(text: string): Uint8Array {
  if (text.length === 0) throw new Fault('TEXT_EMPTY')
  if (!text.isWellFormed()) throw new Fault('TEXT_NOT_UNICODE')
  const bytes = utf8.encode(text)
  if (bytes.length > TEXT_BYTES_MAX) throw new Fault('TEXT_TOO_LONG', { limit: TEXT_BYTES_MAX })
  return bytes
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readReaction(body: Uint8Array): Remark {
  const { about, mark: bytes, off } = decoded(() => ReactionBody.decode(body))
  const mark = readUtf8(bytes, REACTION_BYTES_MAX)
  // How many characters people see depends on the age of a device's tables: only bytes bound what is taken.
  if (TRICK.test(mark)) throw malformed('a mark that cannot be shown')
  return { kind: KIND.reaction, about: readPlace(about), mark, on: !off }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readEdit(body: Uint8Array): Remark {
  const { about, text } = decoded(() => EditBody.decode(body))
  return { kind: KIND.edit, about: readPlace(about), text: readUtf8(text, TEXT_BYTES_MAX) }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readDeletion(body: Uint8Array): Remark {
  const { about } = decoded(() => DeletionBody.decode(body))
  return { kind: KIND.deletion, about: readPlace(about) }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readPin(body: Uint8Array): Remark {
  const { about, off } = decoded(() => PinBody.decode(body))
  return { kind: KIND.pin, about: readPlace(about), on: !off }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readLifetime(body: Uint8Array): Lifetime {
  const { secondsAndOne } = decoded(() => LifetimeBody.decode(body))
  const seconds = secondsAndOne - 1
  if (seconds < 0 || seconds > LIFETIME_MAX) throw malformed('lifetime')
  return { kind: KIND.lifetime, seconds }
}

const wire = ({ device, seq }: Place) => ({ device, seq })
