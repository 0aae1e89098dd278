// A report: what somebody wrote, with what proves it, in pieces that fit into events. The proof is a burst like any other:
// the event that counts with its body, then the bare headers up to the signature. Shapes only; nothing is verified here.
import { Fault } from '../faults/fault.ts'
import { decoded, malformed } from './body-read.ts'
import { encodeBurst, type StoredEvent } from './burst.ts'
import { BURST_WIRE_BYTES_MAX, REPORT_PARTS_MAX, REPORT_PIECE_BYTES_MAX } from './constants.ts'
import { readReason, reasonBytes } from './hide.ts'
import { KIND } from './kinds.ts'
import { Report, ReportBody } from './wire/event.gen.ts'

export interface ReportPiece {
  readonly kind: typeof KIND.report
  /** From 1. */
  readonly part: number
  readonly parts: number
  readonly piece: Uint8Array
  readonly reason: string
}

/** Proofs of one report: the message, and its newest wording. */
const PROOFS_MAX = 2

/** @param events from the one that counts up to the one that is signed */
export function proofOf(
  events: readonly StoredEvent[],
  signature: Uint8Array,
  certificates: readonly (readonly Uint8Array[])[],
): Uint8Array {
  const bare = events.map(({ headerBytes, body }, at) => ({ headerBytes, body: at === 0 ? body : undefined }))
  return encodeBurst(bare, signature, certificates)
}

/** @throws Fault REASON_MALFORMED, EVENT_TOO_LARGE */
export function reportDrafts(
  proofs: readonly Uint8Array[],
  reason: string,
): { readonly kind: number; readonly body: Uint8Array }[] {
  const given = reasonBytes(reason)
  const whole = Report.encode({ proofs: [...proofs] })
  const parts = Math.ceil(whole.length / REPORT_PIECE_BYTES_MAX)
  const limit = REPORT_PARTS_MAX * REPORT_PIECE_BYTES_MAX
  if (parts > REPORT_PARTS_MAX) throw new Fault('EVENT_TOO_LARGE', { size: whole.length, limit })
  return Array.from({ length: parts }, (_, at) => ({
    kind: KIND.report,
    body: ReportBody.encode({
      part: at + 1,
      parts,
      piece: whole.subarray(at * REPORT_PIECE_BYTES_MAX, (at + 1) * REPORT_PIECE_BYTES_MAX),
      reason: at === 0 ? given : new Uint8Array(),
    }),
  }))
}

/** @throws Fault EVENT_BODY_MALFORMED */
export function readReportPiece(body: Uint8Array): ReportPiece {
  const { part, parts, piece, reason } = decoded(() => ReportBody.decode(body))
  if (part < 1 || part > parts || parts > REPORT_PARTS_MAX) throw malformed('part')
  if (piece.length === 0 || piece.length > REPORT_PIECE_BYTES_MAX) throw malformed('piece')
  return { kind: KIND.report, part, parts, piece, reason: readReason(reason) }
}

/** The proofs of a report, from its pieces in their order. @throws Fault EVENT_BODY_MALFORMED */
export function proofsIn(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  const { proofs } = decoded(() => Report.decode(whole, { limits: { proofs: PROOFS_MAX } }))
  if (proofs.length === 0 || proofs.some((proof) => proof.length > BURST_WIRE_BYTES_MAX)) {
    throw malformed('proofs')
  }
  return proofs
}
