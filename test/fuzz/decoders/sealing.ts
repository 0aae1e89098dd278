// Prekeys, grants, boxes, envelopes and kept states: as strangers send them, and as a certified member could make them
// who signs and seals whatever he likes.
import assert from 'node:assert/strict'
import { fromHex } from '@parley/shared/certificates/bytes.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { boxPrekey, openBox } from '@parley/shared/sealing/box.ts'
import { joined, tag } from '@parley/shared/sealing/bytes.ts'
import {
  BOX_PLAINTEXT_BYTES,
  PREKEY_BYTES_MAX,
  SEALING_VERSION,
  STATE_BYTES_MAX,
} from '@parley/shared/sealing/constants.ts'
import { ENVELOPE_BYTES_MAX, envelopeHeader, readEnvelope } from '@parley/shared/sealing/envelope.ts'
import { proveGrant } from '@parley/shared/sealing/grant.ts'
import { hpkeSeal } from '@parley/shared/sealing/hpke.ts'
import { decodeParcel, encodeParcel, PARCEL_BYTES_MAX } from '@parley/shared/sealing/parcel.ts'
import { provePrekey, readPrekey } from '@parley/shared/sealing/prekey.ts'
import { heldPrekey } from '@parley/shared/sealing/prekey-ring.ts'
import { messageKey, messageNonce } from '@parley/shared/sealing/ratchet.ts'
import { openEnvelope } from '@parley/shared/sealing/receiving.ts'
import { readSigned, signed } from '@parley/shared/sealing/signed.ts'
import {
  decodeReceiving,
  decodeRing,
  decodeSending,
  encodeReceiving,
  encodeRing,
  encodeSending,
} from '@parley/shared/sealing/state.ts'
import { Signed } from '@parley/shared/sealing/wire/sealing.gen.ts'
import { certificates, NOW, pair, primitives } from '../../shared/sealing/people.ts'
import { type Decoder, ofBytes } from '../decoder.ts'

export function sealingDecoders(): Decoder[] {
  const [alice, bob] = pair('alice', 'bob')
  const spoken = alice.say('one')
  const [box] = spoken.boxes
  assert.ok(box)
  const { secret } = heldPrekey(bob.ring, boxPrekey(box.bytes))
  const own = { own: bob.id, secret }
  const grant = openBox(box.bytes, own, primitives)
  bob.hear(spoken)
  alice.say('lost')
  const late = alice.say('late')
  bob.hear(alice.say('four'))
  const receiving = bob.receiving.get(alice.id) ?? assert.fail()
  const next = alice.say('next')
  const sending = alice.sending ?? assert.fail()
  const prekey = alice.showPrekey()
  const proving = { certificates, now: NOW, primitives }
  const grantRefusals = [
    'BOX_MALFORMED',
    'GRANT_*',
    'SEALING_CERTIFICATE_*',
    'SEALING_SIGNATURE_INVALID',
  ] as const
  const prekeyRefusals = ['PREKEY_*', 'SEALING_CERTIFICATE_*', 'SEALING_SIGNATURE_INVALID'] as const
  const { signer } = alice.own
  const recipient = primitives.x25519(secret).publicKey
  const boxHeader = joined(Uint8Array.of(SEALING_VERSION), fromHex(boxPrekey(box.bytes)))
  const sealInside = (inside: Uint8Array): Uint8Array => {
    const { context, id, key, next } = sending
    const { header, associated } = envelopeHeader(id, next)
    const sealed = primitives.aeadSeal(
      messageKey(key, context, next, primitives),
      messageNonce(context, next),
      associated,
      inside,
    )
    return joined(header, sealed)
  }
  const inside = joined(Uint8Array.of(0, 0, 0, 3), sending.place.bytes, Uint8Array.of(1, 2, 3))
  return [
    ofBytes({
      name: 'shared/sealing/signed.ts readSigned',
      form: 'protobuf',
      samples: [prekey, grant],
      runs: 24_000,
      sizeMax: PREKEY_BYTES_MAX,
      refuses: ['PREKEY_MALFORMED'],
      decode: (bytes) =>
        readSigned(bytes, (reason, cause) => new Fault('PREKEY_MALFORMED', { reason }, { cause })),
      encode: Signed.encode,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/sealing/parcel.ts decodeParcel',
      form: 'protobuf',
      samples: [
        encodeParcel({ box: box.bytes, envelope: spoken.envelope }),
        encodeParcel({ box: undefined, envelope: late.envelope }),
      ],
      runs: 20_000,
      sizeMax: PARCEL_BYTES_MAX,
      refuses: ['PARCEL_MALFORMED'],
      decode: decodeParcel,
      encode: encodeParcel,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/sealing/prekey.ts readPrekey',
      form: 'protobuf',
      samples: [prekey],
      runs: 20_000,
      sizeMax: PREKEY_BYTES_MAX,
      refuses: ['PREKEY_*'],
      decode: (bytes) => readPrekey(bytes, primitives),
    }),
    ofBytes({
      name: 'shared/sealing/prekey.ts provePrekey: of a member',
      form: 'protobuf',
      samples: [Signed.decode(prekey).content],
      runs: 6_000,
      sizeMax: PREKEY_BYTES_MAX,
      refuses: prekeyRefusals,
      decode: (content) => provePrekey(signed(tag('prekey'), content, signer), proving),
    }),
    ofBytes({
      name: 'shared/sealing/grant.ts proveGrant',
      form: 'protobuf',
      samples: [grant],
      runs: 12_000,
      sizeMax: BOX_PLAINTEXT_BYTES,
      refuses: grantRefusals,
      decode: (bytes) => proveGrant(bytes, proving),
    }),
    ofBytes({
      name: 'shared/sealing/grant.ts proveGrant: of a member',
      form: 'protobuf',
      samples: [Signed.decode(grant).content],
      runs: 6_000,
      sizeMax: BOX_PLAINTEXT_BYTES,
      refuses: grantRefusals,
      decode: (content) => proveGrant(signed(tag('grant'), content, signer), proving),
    }),
    ofBytes({
      name: 'shared/sealing/box.ts boxPrekey',
      form: 'plain',
      samples: [box.bytes],
      runs: 20_000,
      sizeMax: 4_096,
      refuses: ['BOX_MALFORMED', 'BOX_VERSION'],
      decode: boxPrekey,
    }),
    ofBytes({
      name: 'shared/sealing/box.ts openBox',
      form: 'plain',
      samples: [box.bytes],
      runs: 3_000,
      sizeMax: 4_096,
      refuses: ['BOX_*'],
      decode: (bytes) => openBox(bytes, own, primitives),
    }),
    ofBytes({
      name: 'shared/sealing/box.ts openBox: of a member',
      form: 'plain',
      samples: [joined(Uint8Array.of(0, 0, grant.length >> 8, grant.length & 255), grant)],
      runs: 1_500,
      sizeMax: BOX_PLAINTEXT_BYTES,
      refuses: ['BOX_*'],
      decode(content) {
        const plaintext = new Uint8Array(BOX_PLAINTEXT_BYTES)
        plaintext.set(content.subarray(0, BOX_PLAINTEXT_BYTES))
        const info = joined(tag('box'), deviceBytes(bob.id))
        const ephemeral = randomBytes(32)
        const { enc, ciphertext } = hpkeSeal(
          { recipient, info, associated: boxHeader, plaintext, ephemeral },
          primitives,
        )
        return openBox(joined(boxHeader, enc, ciphertext), own, primitives)
      },
    }),
    ofBytes({
      name: 'shared/sealing/envelope.ts readEnvelope',
      form: 'plain',
      samples: [spoken.envelope],
      runs: 30_000,
      sizeMax: ENVELOPE_BYTES_MAX,
      refuses: ['ENVELOPE_MALFORMED', 'ENVELOPE_VERSION'],
      decode: readEnvelope,
    }),
    ofBytes({
      name: 'shared/sealing/receiving.ts openEnvelope',
      form: 'plain',
      samples: [late.envelope, next.envelope],
      runs: 12_000,
      sizeMax: ENVELOPE_BYTES_MAX,
      refuses: ['ENVELOPE_*'],
      decode: (bytes) => openEnvelope(receiving, bytes, primitives).payload,
    }),
    // Of every size an envelope can have: what is over 1 KiB is cut or filled up to a power of two.
    ofBytes({
      name: 'shared/sealing/receiving.ts openEnvelope: of a member',
      form: 'plain',
      samples: [inside],
      runs: 5_000,
      sizeMax: 4_096,
      refuses: ['ENVELOPE_*'],
      decode(content) {
        const bucket = new Uint8Array(content.length > 2_048 ? 4_096 : content.length > 1_024 ? 2_048 : 1_024)
        bucket.set(content.subarray(0, bucket.length))
        return openEnvelope(receiving, sealInside(bucket), primitives).payload
      },
    }),
    ofBytes({
      name: 'shared/sealing/state.ts decodeSending',
      form: 'protobuf',
      samples: [encodeSending(sending)],
      runs: 12_000,
      sizeMax: STATE_BYTES_MAX,
      refuses: ['SEALING_STATE_*'],
      decode: (bytes) => decodeSending(bytes, primitives),
      encode: encodeSending,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/sealing/state.ts decodeReceiving',
      form: 'protobuf',
      samples: [encodeReceiving(receiving)],
      runs: 10_000,
      sizeMax: STATE_BYTES_MAX,
      refuses: ['SEALING_STATE_*'],
      decode: (bytes) => decodeReceiving(bytes, primitives),
      encode: encodeReceiving,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/sealing/state.ts decodeRing',
      form: 'protobuf',
      samples: [encodeRing(alice.ring), encodeRing(bob.ring)],
      runs: 8_000,
      sizeMax: STATE_BYTES_MAX,
      refuses: ['SEALING_STATE_*'],
      decode: (bytes) => decodeRing(bytes, primitives),
      encode: encodeRing,
      canonical: 'bytes',
    }),
  ]
}
