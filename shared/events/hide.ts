// The event that folds a message away, or shows it again, and the reasons people give. Bodies only: whose word counts is
// decided where remarks are judged.
import { Fault } from '../faults/fault.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { decoded, malformed, type Place, readPlace, readUtf8 } from './body-read.ts'
import { HIDE_SEEN_MAX, REASON_BYTES_MAX } from './constants.ts'
import { deviceBytes, deviceText } from './device.ts'
import { KIND } from './kinds.ts'
import { HideBody } from './wire/event.gen.ts'

export interface Hide {
  readonly kind: typeof KIND.hide
  readonly about: Place
  readonly on: boolean
  /** Empty when none was given. It comes from another person: show it through shared/text/visible. */
  readonly reason: string
  /** In a group: of each device the newest event its author had. */
  readonly seen: ReadonlyMap<PeerIdText, number>
}

const utf8 = new TextEncoder()
/** A reason is one line: controls, separators and what turns text around have no place in it. */
const TRICK = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Zl}\p{Zp}]/u

/** What does not fit of `seen` is left out from the end. @throws Fault REASON_MALFORMED */
export function hideDraft({ about, on, reason, seen }: Omit<Hide, 'kind'>): {
  readonly kind: number
  readonly body: Uint8Array
} {
  const places = [...seen].slice(0, HIDE_SEEN_MAX)
  return {
    kind: KIND.hide,
    body: HideBody.encode({
      about: { device: about.device, seq: about.seq },
      off: !on,
      reason: reasonBytes(reason),
      seen: places.map(([device, seq]) => ({ device: deviceBytes(device), seq })),
    }),
  }
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readHide(body: Uint8Array): Hide {
  const { about, off, reason, seen } = decoded(() =>
    HideBody.decode(body, { limits: { seen: HIDE_SEEN_MAX } }),
  )
  return {
    kind: KIND.hide,
    about: readPlace(about),
    on: !off,
    reason: readReason(reason),
    seen: new Map(
      seen.map((place) => {
        const { device, seq } = readPlace(place)
        return [decoded(() => deviceText(device), 'device'), seq]
      }),
    ),
  }
}

/** @param reason may be empty. @throws Fault REASON_MALFORMED */
export function reasonBytes(reason: string): Uint8Array {
  const bytes = utf8.encode(reason)
  if (!reason.isWellFormed() || TRICK.test(reason) || bytes.length > REASON_BYTES_MAX)
    throw new Fault('REASON_MALFORMED', { limit: REASON_BYTES_MAX })
  return bytes
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readReason(bytes: Uint8Array): string {
  if (bytes.length === 0) return ''
  const reason = readUtf8(bytes, REASON_BYTES_MAX)
  if (TRICK.test(reason)) throw malformed('a reason that cannot be shown')
  return reason
}
