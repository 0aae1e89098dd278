// Events, their bursts, bodies of every kind, names of messages and devices.

import assert from 'node:assert/strict'
import {
  type Content,
  type Draft,
  membershipDraft,
  messageDraft,
  readBody,
  readDraft,
  textDraft,
  textOf,
} from '@parley/shared/events/body.ts'
import { decodeBurst, encodeBurst } from '@parley/shared/events/burst.ts'
import { choiceDraft, draftDraft, FOR_EVER } from '@parley/shared/events/choice.ts'
import {
  BODY_BYTES_MAX,
  BURST_WIRE_BYTES_MAX,
  HEADER_BYTES_MAX,
  REPORT_PARTS_MAX,
  REPORT_PIECE_BYTES_MAX,
  TEXT_BYTES_MAX,
} from '@parley/shared/events/constants.ts'
import { deviceBytes, deviceText } from '@parley/shared/events/device.ts'
import { decodeHeader, encodeHeader } from '@parley/shared/events/header.ts'
import { hideDraft } from '@parley/shared/events/hide.ts'
import { conversationId, messageId, messageIdOf, placeOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import {
  deletionDraft,
  editDraft,
  lifetimeDraft,
  pinDraft,
  reactionDraft,
} from '@parley/shared/events/remarks.ts'
import { proofsIn, reportDrafts } from '@parley/shared/events/report.ts'
import { ChoiceBody, ReactionBody, Report, ReportBody } from '@parley/shared/events/wire/event.gen.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import type { Deed } from '@parley/shared/membership/act.ts'
import { NONCE_BYTES } from '@parley/shared/membership/constants.ts'
import { makeRealm } from '../../support/realm.ts'
import { Writer } from '../../support/writer.ts'
import { type Decoder, ofBytes, ofText } from '../decoder.ts'

export function eventDecoders(): Decoder[] {
  const realm = makeRealm()
  const device = realm.device('alice')
  const alice = new Writer(realm, device)
  const bob = realm.device('bob')
  const seen = [{ device: deviceBytes(bob.peerId), seq: 7, hash: new Uint8Array(32).fill(9) }]
  const first = alice.draft([textDraft('one')])
  const many = alice.draft(['one', 'two', 'three'].map(textDraft), { seen })
  const chains = [device.chain]
  const bursts = [
    encodeBurst(first.events, first.signature, []),
    encodeBurst(many.events, many.signature, []),
    encodeBurst(first.events, first.signature, chains),
  ]
  const place = { device: deviceBytes(bob.peerId), seq: 3 }
  const conversation = new Uint8Array(32).fill(5)
  const nonce = new Uint8Array(NONCE_BYTES).fill(6)
  const known = new Map([[bob.peerId, 4]])
  const given = { login: login('carol'), role: 'admin' } as const
  const deeds: readonly Deed[] = [
    { kind: 'create', nonce, name: 'Harbour watch', added: [given] },
    { kind: 'invite', ...given },
    { kind: 'join' },
    { kind: 'remove', login: login('carol') },
    { kind: 'role', ...given },
    { kind: 'rename', name: 'Night watch' },
  ]
  /** A kind that is missing here does not compile. */
  const bodies: Readonly<Record<keyof typeof KIND, readonly Draft[]>> = {
    text: [textDraft('Grüße, 船長'), messageDraft('aye', { reply: place, lifetime: 60 })],
    read: [readDraft([place]), readDraft([place, place], conversation)],
    reaction: [reactionDraft(place, '👍🏽', true)],
    edit: [editDraft(place, 'Grüße')],
    deletion: [deletionDraft(place)],
    pin: [pinDraft(place, false)],
    lifetime: [lifetimeDraft(0), lifetimeDraft(3_600)],
    hide: [
      hideDraft({ about: place, on: true, reason: 'not here', seen: known }),
      hideDraft({ about: place, on: false, reason: '', seen: new Map() }),
    ],
    report: reportDrafts([bursts[0] ?? assert.fail()], 'look at this'),
    choice: [
      choiceDraft({ about: 'block', login: login('mallory'), on: true }),
      choiceDraft({ about: 'mute', conversation, until: FOR_EVER }),
    ],
    draft: [draftDraft({ login: login('carol') }, 'Dear C'), draftDraft({ conversation }, '')].map(
      (one) => one ?? assert.fail(),
    ),
    membership: deeds.map((deed) => membershipDraft({ seen: known, deed })),
  }
  return [
    ofBytes({
      name: 'shared/events/header.ts decodeHeader',
      form: 'protobuf',
      samples: many.events.map(({ headerBytes }) => headerBytes),
      runs: 60_000,
      sizeMax: HEADER_BYTES_MAX,
      refuses: ['EVENT_MALFORMED', 'EVENT_VERSION', 'EVENT_TOO_LARGE'],
      decode: decodeHeader,
      encode: encodeHeader,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/events/burst.ts decodeBurst',
      form: 'protobuf',
      samples: bursts,
      runs: 24_000,
      sizeMax: BURST_WIRE_BYTES_MAX,
      refuses: [
        'BURST_*',
        'EVENT_MALFORMED',
        'EVENT_VERSION',
        'EVENT_TOO_LARGE',
        'EVENT_UNSIGNED',
        'EVENT_CHAIN_BROKEN',
      ],
      decode: (bytes) => decodeBurst(bytes, primitives),
      encode: ({ events, signature, certificates }) => encodeBurst(events, signature, certificates),
      canonical: 'bytes',
    }),
    // Fields of a later version are passed over: the same value, perhaps other bytes.
    ...Object.entries(bodies).map(([kind, drafts]) =>
      ofBytes({
        name: `shared/events/body.ts readBody: ${kind}`,
        form: 'protobuf',
        samples: drafts.map(({ body }) => body),
        runs: 14_000,
        sizeMax: BODY_BYTES_MAX,
        refuses: ['EVENT_BODY_MALFORMED'],
        decode: (body) => readBody({ kind: drafts[0]?.kind ?? 0, body }) ?? assert.fail(),
        encode: (content) => bodyOf(content),
        canonical: kind === 'membership' ? 'bytes' : 'value',
      }),
    ),
    ofBytes({
      name: 'shared/events/report.ts proofsIn',
      form: 'protobuf',
      samples: [Report.encode({ proofs: bursts.slice(0, 2) })],
      runs: 14_000,
      sizeMax: REPORT_PARTS_MAX * REPORT_PIECE_BYTES_MAX,
      refuses: ['EVENT_BODY_MALFORMED'],
      decode: (bytes) => proofsIn([bytes]),
      encode: (proofs) => Report.encode({ proofs: [...proofs] }),
      canonical: 'value',
    }),
    ofBytes({
      name: 'shared/events/body.ts textOf',
      form: 'plain',
      samples: [Buffer.from('Grüße, 船長 🚢')],
      runs: 20_000,
      sizeMax: TEXT_BYTES_MAX,
      refuses: ['TEXT_NOT_UNICODE'],
      decode: textOf,
      encode: (text) => new TextEncoder().encode(text),
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/events/device.ts deviceText',
      form: 'plain',
      samples: [deviceBytes(device.peerId), deviceBytes(realm.device('rsa', { key: 'rsa' }).peerId)],
      runs: 20_000,
      sizeMax: 768,
      refuses: ['PEER_ID_MALFORMED'],
      decode: deviceText,
      encode: deviceBytes,
      canonical: 'bytes',
    }),
    ofText({
      name: 'shared/events/ids.ts conversationId',
      samples: ['ab'.repeat(32)],
      runs: 10_000,
      sizeMax: 100_000,
      refuses: ['CONVERSATION_ID_MALFORMED'],
      decode: conversationId,
      encode: String,
      canonical: 'bytes',
    }),
    ofText({
      name: 'shared/events/ids.ts messageId',
      samples: [`${'a'.repeat(16)}-12`],
      runs: 10_000,
      sizeMax: 100_000,
      refuses: ['MESSAGE_ID_MALFORMED'],
      decode: (raw) => placeOf(messageId(raw)),
      encode: ({ chain, seq }) => messageIdOf(chain, seq),
      canonical: 'bytes',
    }),
  ]
}

function bodyOf(content: Content): Uint8Array {
  switch (content.kind) {
    case KIND.text:
      return messageDraft(content.text, content).body
    case KIND.read:
      return readDraft(content.places, content.conversation).body
    case KIND.reaction:
      // Not reactionDraft: what people type is held to more than what is taken.
      return ReactionBody.encode({
        about: { ...content.about },
        mark: new TextEncoder().encode(content.mark),
        off: !content.on,
      })
    case KIND.edit:
      return editDraft(content.about, content.text).body
    case KIND.deletion:
      return deletionDraft(content.about).body
    case KIND.pin:
      return pinDraft(content.about, content.on).body
    case KIND.lifetime:
      return lifetimeDraft(content.seconds).body
    case KIND.hide:
      return hideDraft(content).body
    case KIND.report:
      return ReportBody.encode({ ...content, reason: new TextEncoder().encode(content.reason) })
    case KIND.choice:
      return content.choice === undefined ? ChoiceBody.encode({}) : choiceDraft(content.choice).body
    case KIND.draft:
      return draftDraft(content.where, content.text)?.body ?? assert.fail()
    case KIND.membership:
      return membershipDraft(content).body
  }
}
