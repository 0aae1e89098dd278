// The lines of an evidence file: JSON objects, one a line, bytes in base64. Shapes and canonical form only; whether they are
// genuine is check.ts's question.
import { z } from 'zod'
import { DEVICE_BYTES, SEQ_MAX, SIGNATURE_BYTES_MAX } from '../events/constants.ts'
import { Fault } from '../faults/fault.ts'
import { peerIdText } from '../identity/ids.ts'
import { base64, fromBase64 } from './base64.ts'
import { CONTRADICTIONS_MAX, EVIDENCE_VERSION, LINE_MAX, PEOPLE_MAX } from './constants.ts'

/** Characters of a signature. */
const SIGNATURE_TEXT_MAX = Math.ceil(SIGNATURE_BYTES_MAX / 3) * 4

/** One form for the same bytes: RFC 4648 section 3.5 lets the last character vary. */
const bytes = z.base64().refine((text) => base64(fromBase64(text)) === text)
const text = z.string().max(1024)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const device = z
  .string()
  .max(DEVICE_BYTES.max * 2)
  .refine(isPeerId)
const seq = z.int().min(1).max(SEQ_MAX)
const time = z.iso.datetime()

const begin = z.strictObject({
  type: z.literal('evidence'),
  version: z.literal(EVIDENCE_VERSION),
  realm: text,
  conversation: hash,
  kind: z.enum(['direct', 'everyone', 'group']),
  /** What the name of a group is made of. */
  group: z.strictObject({ creator: device, nonce: bytes }).optional(),
  people: z.array(text).min(1).max(PEOPLE_MAX),
})
const certificate = z.strictObject({
  type: z.literal('certificate'),
  /** Device, then issuing CA. */
  chain: z.array(bytes).min(2).max(3),
})
const list = z.strictObject({ type: z.literal('list'), der: bytes })
const event = z.strictObject({
  type: z.literal('event'),
  device,
  seq,
  /** What the header and body say, for people: held to them. */
  from: text,
  time,
  text: z.string().optional(),
  header: bytes,
  /** Not there when its words are gone; header and hash stay. */
  body: bytes.optional(),
  /** Over this event and all before it in its chain. */
  signature: bytes.refine((text) => text.length <= SIGNATURE_TEXT_MAX).optional(),
})
/** A signed burst that says otherwise about an event. */
const contradiction = z.strictObject({ type: z.literal('contradiction'), device, seq, burst: bytes })
const end = z.strictObject({
  type: z.literal('end'),
  events: z.int().min(0),
  contradictions: z.int().min(0).max(CONTRADICTIONS_MAX),
  exportedBy: text,
  device,
  exportedAt: time,
  /** SHA-256 of the exporting device's certificate. */
  certificate: hash,
  /** SHA-256 of all lines before, each with its newline. */
  lines: hash,
  signature: bytes,
})

const evidenceLine = z.discriminatedUnion('type', [begin, certificate, list, event, contradiction, end])
export type EvidenceLine = z.infer<typeof evidenceLine>
export type LineOf<Type extends EvidenceLine['type']> = Extract<EvidenceLine, { type: Type }>

function isPeerId(text: string): boolean {
  try {
    return peerIdText(text) === text
  } catch {
    return false
  }
}

/** With its newline. */
export function writeLine(line: EvidenceLine): string {
  return `${JSON.stringify(evidenceLine.parse(line))}\n`
}

/** @param number of the line, from 1. @throws Fault EVIDENCE_MALFORMED */
export function readLine(raw: string, number: number): EvidenceLine {
  if (raw.length > LINE_MAX) throw malformed(number, 'LINE_TOO_LONG')
  let parsed: ReturnType<typeof evidenceLine.safeParse>
  try {
    parsed = evidenceLine.safeParse(JSON.parse(raw))
  } catch {
    throw malformed(number, 'NOT_JSON')
  }
  if (!parsed.success) throw malformed(number, 'SHAPE')
  // One form only: what a person compares by eye or by hash is what was checked.
  if (writeLine(parsed.data) !== `${raw}\n`) throw malformed(number, 'NOT_CANONICAL')
  return parsed.data
}

function malformed(line: number, reason: string): Fault {
  return new Fault('EVIDENCE_MALFORMED', { line, reason })
}
