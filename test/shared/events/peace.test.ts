// Bodies of hiding, reports, decisions and begun lines: what is written is what is read, byte for byte, and nothing else is.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Content, type Draft, mayLackBody, readBody } from '@parley/shared/events/body.ts'
import { choiceDraft, draftDraft, FOR_EVER } from '@parley/shared/events/choice.ts'
import {
  BODY_BYTES_MAX,
  DRAFT_BYTES_MAX,
  HIDE_SEEN_MAX,
  REASON_BYTES_MAX,
  REPORT_PARTS_MAX,
  REPORT_PIECE_BYTES_MAX,
} from '@parley/shared/events/constants.ts'
import { deviceBytes, deviceText } from '@parley/shared/events/device.ts'
import { hideDraft, reasonBytes } from '@parley/shared/events/hide.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import { proofsIn, reportDrafts } from '@parley/shared/events/report.ts'
import { ReportBody } from '@parley/shared/events/wire/event.gen.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'

const DEVICE = deviceText(
  Uint8Array.from(
    Buffer.from('002408011220d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'),
  ),
)
const about = { device: deviceBytes(DEVICE), seq: 3 }
const conversation = new Uint8Array(32).fill(0x5e)
const line = (where: Parameters<typeof draftDraft>[0], text: string) =>
  draftDraft(where, text) ?? assert.fail()

const drafts: readonly Draft[] = [
  hideDraft({ about, on: true, reason: 'pas ici, svp', seen: new Map([[DEVICE, 7]]) }),
  hideDraft({ about, on: false, reason: '', seen: new Map() }),
  ...reportDrafts([Uint8Array.of(1, 2, 3)], 'a threat'),
  choiceDraft({ about: 'block', login: login('mallory'), on: true }),
  choiceDraft({ about: 'block', login: login('mallory'), on: false }),
  choiceDraft({ about: 'mute', conversation, until: 1_795_288_805_920 }),
  choiceDraft({ about: 'mute', conversation, until: FOR_EVER }),
  line({ login: login('bob') }, 'Dear Bob,\nI'),
  line({ conversation }, ''),
]

test('bodies for peace are what test/vectors/peace.json says, byte for byte', () => {
  const { bodies } = JSON.parse(readFileSync(new URL('../../vectors/peace.json', import.meta.url), 'utf8'))
  assert.deepEqual(
    drafts.map(({ kind, body }) => ({ kind, body: Buffer.from(body).toString('hex') })),
    bodies,
  )
})

test('what is written is what is read', () => {
  const read: (Content | undefined)[] = drafts.map(readBody)
  assert.deepEqual(read[0], {
    kind: KIND.hide,
    about,
    on: true,
    reason: 'pas ici, svp',
    seen: new Map([[DEVICE, 7]]),
  })
  assert.deepEqual(read[3], {
    kind: KIND.choice,
    choice: { about: 'block', login: 'mallory', on: true },
  })
  assert.deepEqual(read[6], { kind: KIND.choice, choice: { about: 'mute', conversation, until: FOR_EVER } })
  assert.deepEqual(read[7], { kind: KIND.draft, where: { login: 'bob' }, text: 'Dear Bob,\nI' })
  assert.deepEqual(read[8], { kind: KIND.draft, where: { conversation }, text: '' })
})

test('cut short, out of bounds or of nothing: refused', () => {
  const wrong: Draft[] = [
    { kind: KIND.hide, body: Uint8Array.of(0x10, 1) },
    { kind: KIND.report, body: ReportBody.encode({ part: 2, parts: 1, piece: Uint8Array.of(1) }) },
    { kind: KIND.report, body: ReportBody.encode({ part: 0, parts: 1, piece: Uint8Array.of(1) }) },
    {
      kind: KIND.report,
      body: ReportBody.encode({ part: 1, parts: REPORT_PARTS_MAX + 1, piece: Uint8Array.of(1) }),
    },
    { kind: KIND.report, body: ReportBody.encode({ part: 1, parts: 1 }) },
    { kind: KIND.choice, body: Uint8Array.of(0x0a, 3, 0x0a, 1, 0x20) },
    { kind: KIND.choice, body: Uint8Array.of(0x12, 3, 0x0a, 1, 1) },
    { kind: KIND.draft, body: Uint8Array.of(0x1a, 1, 65) },
    { kind: KIND.draft, body: Uint8Array.of(0x0a, 2, 98, 111, 0x1a, 1, 0xff) },
  ]
  for (const draft of wrong) assert.throws(() => readBody(draft), fault('EVENT_BODY_MALFORMED'))
  const [hide] = drafts
  assert.ok(hide)
  for (let length = 1; length < hide.body.length; length++) {
    // A body that ends between two fields is a shorter one, and says less.
    try {
      readBody({ kind: KIND.hide, body: hide.body.subarray(0, length) })
    } catch (error) {
      assert.ok(fault('EVENT_BODY_MALFORMED')(error))
    }
  }
})

test('reasons are one line of so many bytes; lines that are too long stay on their device', () => {
  for (const reason of [
    'two\nlines',
    'turned \u202Earound',
    '\u0007',
    'x'.repeat(REASON_BYTES_MAX + 1),
    '\ud800',
  ])
    assert.throws(() => reasonBytes(reason), fault('REASON_MALFORMED'))
  assert.equal(reasonBytes('é'.repeat(REASON_BYTES_MAX / 2)).length, REASON_BYTES_MAX)
  assert.equal(draftDraft({ conversation }, 'x'.repeat(DRAFT_BYTES_MAX + 1)), undefined)
  assert.equal(draftDraft({ conversation }, '\ud800'), undefined)
})

test('all of it fits into events: the longest hide, the largest report; what is larger is refused', () => {
  const seen = new Map(
    Array.from({ length: 2 * HIDE_SEEN_MAX }, (_, at) => {
      const bytes = deviceBytes(DEVICE).slice()
      bytes.set([at >> 8, at & 255], 6)
      return [deviceText(bytes), 4_000_000_000] as const
    }),
  )
  const hide = hideDraft({ about, on: true, reason: 'x'.repeat(REASON_BYTES_MAX), seen })
  assert.ok(hide.body.length <= BODY_BYTES_MAX, `${hide.body.length}`)
  const content = readBody(hide)
  assert.equal(content?.kind === KIND.hide && content.seen.size, HIDE_SEEN_MAX)
  const proof = new Uint8Array(250_000).fill(7)
  const pieces = reportDrafts([proof, proof], 'x'.repeat(REASON_BYTES_MAX))
  for (const { body } of pieces) assert.ok(body.length <= BODY_BYTES_MAX)
  const read = pieces.map(readBody).map((one) => (one?.kind === KIND.report ? one.piece : assert.fail()))
  assert.deepEqual(proofsIn(read), [proof, proof])
  const large = new Uint8Array((REPORT_PARTS_MAX + 1) * REPORT_PIECE_BYTES_MAX)
  assert.throws(() => reportDrafts([large], ''), fault('EVENT_TOO_LARGE'))
  for (const wrong of [[], [Uint8Array.of(0xff)], [Uint8Array.of(0x0a, 9, 1)]])
    assert.throws(() => proofsIn(wrong), fault('EVENT_BODY_MALFORMED'))
})

test('a line that went on since may travel without its words; decisions, hidings and reports may not', () => {
  assert.deepEqual([KIND.draft, KIND.hide, KIND.report, KIND.choice].map(mayLackBody), [
    true,
    false,
    false,
    false,
  ])
})
