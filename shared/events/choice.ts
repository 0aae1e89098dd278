// What somebody decides or begins for themselves, written in the notes to oneself for all their own devices: whom they do
// not want to hear, what may not disturb them, lines that were begun. Bodies only; the latest of each counts.
import type { Login } from '../identity/login.ts'
import { login as loginOf } from '../identity/login.ts'
import { decoded, malformed } from './body-read.ts'
import { DRAFT_BYTES_MAX, HASH_BYTES, TIME_MAX } from './constants.ts'
import { KIND } from './kinds.ts'
import { ChoiceBody, DraftBody } from './wire/event.gen.ts'

export type Choice =
  | { readonly about: 'block'; readonly login: Login; readonly on: boolean }
  /** `until`: ms since 1970, FOR_EVER, or 0 for not any more. `conversation`: its 32 bytes. */
  | { readonly about: 'mute'; readonly conversation: Uint8Array; readonly until: number }

export interface ChoiceContent {
  readonly kind: typeof KIND.choice
  /** Undefined for a decision of a later version. */
  readonly choice: Choice | undefined
}

/** A person, or a room by its 32 bytes. */
export type Where = { readonly login: Login } | { readonly conversation: Uint8Array }

export interface DraftContent {
  readonly kind: typeof KIND.draft
  readonly where: Where
  /** Empty when it was sent or given up. */
  readonly text: string
}

/** Until when something is muted that stays so. */
export const FOR_EVER = TIME_MAX

interface Draft {
  readonly kind: number
  readonly body: Uint8Array
}

const utf8 = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function choiceDraft(choice: Choice): Draft {
  const body =
    choice.about === 'block'
      ? ChoiceBody.encode({ block: { login: choice.login, off: !choice.on } })
      : ChoiceBody.encode({ mute: { conversation: choice.conversation, until: choice.until } })
  return { kind: KIND.choice, body }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readChoice(body: Uint8Array): ChoiceContent {
  const { block, mute } = decoded(() => ChoiceBody.decode(body))
  if (block !== undefined) {
    const login = decoded(() => loginOf(block.login), 'login')
    return { kind: KIND.choice, choice: { about: 'block', login, on: !block.off } }
  }
  if (mute === undefined) return { kind: KIND.choice, choice: undefined }
  const { conversation, until } = mute
  if (conversation.length !== HASH_BYTES) throw malformed('conversation')
  if (until > TIME_MAX) throw malformed('until')
  return { kind: KIND.choice, choice: { about: 'mute', conversation, until } }
}

/** @returns undefined for a line that is too long to follow its owner */
export function draftDraft(where: Where, text: string): Draft | undefined {
  const bytes = utf8.encode(text)
  if (bytes.length > DRAFT_BYTES_MAX || !text.isWellFormed()) return undefined
  return { kind: KIND.draft, body: DraftBody.encode({ ...where, text: bytes }) }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readDraftLine(body: Uint8Array): DraftContent {
  const { login, conversation, text } = decoded(() => DraftBody.decode(body))
  if (text.length > DRAFT_BYTES_MAX) throw malformed('text is too long')
  const line = decoded(() => strict.decode(text), 'text is not UTF-8')
  if (login !== undefined)
    return { kind: KIND.draft, where: { login: decoded(() => loginOf(login), 'login') }, text: line }
  if (conversation?.length !== HASH_BYTES) throw malformed('conversation')
  return { kind: KIND.draft, where: { conversation }, text: line }
}
