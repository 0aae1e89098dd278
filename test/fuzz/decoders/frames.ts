// The frames events travel in, and the cutting of a stream into frames.
import { OFFER_BYTES_MAX, STANDING_BYTES_MAX } from '@parley/peer/delivery/constants.ts'
import {
  decodeCarried,
  decodeFrame,
  decodeStanding,
  encodeCarried,
  encodeFrame,
  encodeStanding,
  FrameReader,
  type Subject,
} from '@parley/peer/delivery/frames.ts'
import { login } from '@parley/shared/identity/login.ts'
import { NONCE_BYTES } from '@parley/shared/membership/constants.ts'
import { makeRealm } from '../../support/realm.ts'
import { Writer } from '../../support/writer.ts'
import { type Decoder, ofBytes } from '../decoder.ts'

const PEER = 'mallory'

export function frameDecoders(): Decoder[] {
  const realm = makeRealm()
  const alice = realm.device('alice')
  const burst = new Writer(realm, alice).write('one', 'two')
  const places = [alice, realm.device('bob')].map(({ peerId: device }, at) => ({ device, seq: at * 300 }))
  const subjects: readonly Subject[] = [
    { kind: 'direct', one: login('alice'), other: login('bob') },
    { kind: 'everyone' },
    { kind: 'group', creator: alice.peerId, nonce: new Uint8Array(NONCE_BYTES).fill(7) },
  ]
  return [
    ofBytes({
      name: 'peer/delivery/frames.ts decodeFrame',
      form: 'protobuf',
      samples: subjects.flatMap((subject, at) => [
        encodeFrame({ kind: 'offer', subject, number: at + 1, burst }),
        encodeFrame({ kind: 'heads', subject, places }),
        encodeFrame({ kind: 'want', subject, places: places.slice(at) }),
        encodeFrame({ kind: 'sealed', number: at + 1, parcel: burst }),
        encodeFrame({ kind: 'prekey', signed: burst.subarray(0, 200) }),
      ]),
      runs: 60_000,
      sizeMax: OFFER_BYTES_MAX,
      refuses: ['DELIVERY_MALFORMED'],
      decode: (bytes) => decodeFrame(PEER, bytes),
      encode: encodeFrame,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'peer/delivery/frames.ts decodeCarried',
      form: 'protobuf',
      samples: subjects.map((subject) => encodeCarried({ subject, burst })),
      runs: 30_000,
      sizeMax: OFFER_BYTES_MAX,
      refuses: ['DELIVERY_MALFORMED'],
      decode: (bytes) => decodeCarried(PEER, bytes),
      encode: encodeCarried,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'peer/delivery/frames.ts decodeStanding',
      form: 'protobuf',
      samples: [
        encodeStanding({ number: 1, have: 0 }),
        encodeStanding({ number: 300, have: 7_000, refusal: 'EVENT_MALFORMED' }),
      ],
      runs: 30_000,
      sizeMax: STANDING_BYTES_MAX,
      refuses: ['DELIVERY_MALFORMED'],
      decode: (bytes) => decodeStanding(PEER, bytes),
      encode: encodeStanding,
      canonical: 'bytes',
    }),
    // A stream in any cutting: the first byte says how small the pieces are.
    ofBytes({
      name: 'peer/delivery/frames.ts FrameReader',
      form: 'plain',
      samples: [Uint8Array.of(7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1, 9)],
      runs: 20_000,
      sizeMax: OFFER_BYTES_MAX,
      refuses: ['DELIVERY_MALFORMED'],
      decode(bytes) {
        const reader = new FrameReader(PEER, OFFER_BYTES_MAX)
        const step = (bytes[0] ?? 0) + 1
        const frames: Uint8Array[] = []
        for (let at = 1; at < bytes.length; at += step) {
          for (const frame of reader.take(bytes.subarray(at, at + step))) frames.push(frame)
        }
        return frames
      },
    }),
  ]
}
