// What was reported to the owner, joined from its pieces and judged: who really said it, proved by signature and certificate
// alone. Reads only.
import { hex, sameBytes } from '@parley/shared/certificates/bytes.ts'
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { checkChain } from '@parley/shared/certificates/check.ts'
import { readBody } from '@parley/shared/events/body.ts'
import { chainTagOf, directConversation, everyoneConversation } from '@parley/shared/events/hash.ts'
import { conversationId, messageIdOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import { proofsIn, type ReportPiece } from '@parley/shared/events/report.ts'
import { type CheckShown, checkProof, type Proved } from '@parley/shared/evidence/proof.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { peerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Parts } from '../conversations/parts.ts'
import type { PeaceRow } from '../history/peace.ts'
import { REPORT_PIECES_MAX, REPORTS_MAX } from './constants.ts'
import type { Report, Reported, Unproved } from './types.ts'

/** The newest first; those of which a piece is missing are left out until it comes. */
export function reportsTo(parts: Parts): readonly Report[] {
  const rows = parts.history.peace.reports(parts.own().login, REPORT_PIECES_MAX)
  const read = new Map(rows.map((row) => [messageIdOf(row.tag, row.seq), { row, piece: pieceIn(row) }]))
  const reports: Report[] = []
  for (const [id, { row, piece }] of read) {
    if (piece?.part !== 1 || reports.length >= REPORTS_MAX) continue
    const pieces = Array.from(
      { length: piece.parts },
      (_, at) => read.get(messageIdOf(row.tag, row.seq + at))?.piece,
    )
    if (!pieces.every((one, at): one is ReportPiece => one?.part === at + 1)) continue
    const { login: by, time } = row
    reports.push({
      id,
      by,
      time,
      reason: piece.reason,
      said: judged(
        parts,
        by,
        pieces.map((one) => one.piece),
      ),
    })
  }
  return reports
}

function pieceIn({ body }: PeaceRow): ReportPiece | undefined {
  const content = body.length === 0 ? undefined : readBody({ kind: KIND.report, body: new Uint8Array(body) })
  return content?.kind === KIND.report ? content : undefined
}

/** What is not proved is told as that, not hidden: somebody tried. */
function judged(parts: Parts, by: Login, pieces: readonly Uint8Array[]): Reported | Unproved {
  try {
    const [said, edit] = proofsIn(pieces).map((proof) => checkProof(proof, checking(parts), parts.primitives))
    if (said?.content?.kind !== KIND.text) throw new Fault('EVENT_BODY_MALFORMED', { reason: 'no text' })
    const { author, header, content } = said
    return {
      verified: true,
      message: messageIdOf(chainTagOf(header.conversation, header.device, parts.primitives), header.seq),
      author: author.login,
      device: author.peerId,
      time: header.time,
      text: content.text,
      ...(edit === undefined ? {} : { edited: wordingOf(said, edit) }),
      where: whereOf(parts, header.conversation, author.login, by),
    }
  } catch (error) {
    const fault = faultIn(error)
    if (fault === undefined) throw error
    return { verified: false, code: fault.code }
  }
}

function wordingOf({ header, author }: Proved, edit: Proved): { text: string; time: number } {
  const { content } = edit
  const isOfIt =
    content?.kind === KIND.edit &&
    edit.author.login === author.login &&
    sameBytes(edit.header.conversation, header.conversation) &&
    sameBytes(content.about.device, header.device) &&
    content.about.seq === header.seq
  if (!isOfIt) throw new Fault('EVENT_BODY_MALFORMED', { reason: 'another wording of something else' })
  return { text: content.text, time: edit.header.time }
}

/** As for events that somebody else brings: the certificate had to hold then, what was revoked before says nothing. */
function checking({ trust, primitives, now }: Parts): CheckShown {
  return (presented, device, signedAt) => {
    const [leaf] = presented
    if (leaf === undefined) throw new Fault('CERT_MISSING')
    return checkChain({
      presented,
      roots: trust.pastRoots,
      lists: trust.lists(),
      now: now(),
      at: new Date(Math.min(now().getTime(), readCertificate(leaf).notAfter)),
      expectedPeerId: peerIdText(device),
      acquaintance: 'known',
      replaced: 'accept',
      signedAt,
      primitives,
    })
  }
}

function whereOf(parts: Parts, name: Uint8Array, author: Login, by: Login): Reported['where'] {
  const { history, chats, own, primitives } = parts
  const { realm } = own()
  if (sameBytes(name, everyoneConversation(realm, primitives))) return { kind: 'everyone', room: 'everyone' }
  if (sameBytes(name, directConversation(realm, author, by, primitives))) return { kind: 'direct' }
  const id = conversationId(hex(name))
  const place = history.places.conversations().find((one) => one.id === id)
  const target = place?.kind === 'group' ? chats.of(place).target : undefined
  return { kind: 'group', ...(target?.kind === 'room' ? { room: target.name } : {}) }
}
