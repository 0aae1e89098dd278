// Frames and answers of mailboxes.
import { ANSWER_BYTES_MAX, FRAME_BYTES_MAX } from '@parley/shared/mailbox/constants.ts'
import { decodeAnswer, decodeFrame, encodeAnswer, encodeFrame } from '@parley/shared/mailbox/frames.ts'
import { makeRealm } from '../../support/realm.ts'
import { type Decoder, ofBytes } from '../decoder.ts'

const PEER = 'mallory'
const PARCELS = 3

export function mailboxDecoders(): Decoder[] {
  const recipient = makeRealm().device('bob').peerId
  const parcels = [Uint8Array.of(1, 2, 3), new Uint8Array(900).fill(7), Uint8Array.of(9)]
  return [
    ofBytes({
      name: 'shared/mailbox/frames.ts decodeFrame',
      form: 'protobuf',
      samples: [
        encodeFrame({ kind: 'deposit', recipient, parcels }),
        encodeFrame({ kind: 'handover', parcels }),
      ],
      runs: 30_000,
      sizeMax: FRAME_BYTES_MAX,
      refuses: ['MAILBOX_MALFORMED'],
      decode: (bytes) => decodeFrame(bytes, PEER),
      encode: encodeFrame,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/mailbox/frames.ts decodeAnswer',
      form: 'protobuf',
      samples: [
        encodeAnswer({ fates: ['kept', 'kept', 'kept'] }),
        encodeAnswer({ fates: ['kept', 'refused', 'later'], refusal: 'MAILBOX_FULL' }),
      ],
      runs: 20_000,
      sizeMax: ANSWER_BYTES_MAX,
      refuses: ['MAILBOX_MALFORMED'],
      decode: (bytes) => decodeAnswer(bytes, PARCELS, PEER),
      encode: encodeAnswer,
      canonical: 'bytes',
    }),
  ]
}
