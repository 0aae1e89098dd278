// A grant sealed to one prekey by HPKE. Layout, all boxes of one size:
//
//    0         1               9                  41                        825
//    | version | prekey id (8) | encapsulated key (32) | ciphertext (768), tag (16) |
//
// The first 9 bytes are associated data; info names the recipient device. Conversation, author and chain are inside,
// under the same tag: in info they would have to be shown outside, or guessed.

import { fromHex } from '../certificates/bytes.ts'
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import { deviceBytes } from '../events/device.ts'
import { Fault } from '../faults/fault.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { allZero, joined, readUint32, tag, uint32 } from './bytes.ts'
import { BOX_PLAINTEXT_BYTES, KEY_BYTES, PREKEY_ID_BYTES, SEALING_VERSION, TAG_BYTES } from './constants.ts'
import { hpkeOpen, hpkeSeal } from './hpke.ts'
import { type PrekeyId, prekeyId } from './ids.ts'
import type { ProvenPrekey } from './prekey.ts'

const BOX = tag('box')
const ENC_AT = 1 + PREKEY_ID_BYTES
const SEALED_AT = ENC_AT + KEY_BYTES

/** Size of every box, bytes. */
export const BOX_BYTES = SEALED_AT + BOX_PLAINTEXT_BYTES + TAG_BYTES

/** The name of the prekey a box was sealed to: all that can be read of it. @throws Fault BOX_MALFORMED, BOX_VERSION */
export function boxPrekey(box: Uint8Array): PrekeyId {
  if (box.length !== BOX_BYTES) throw new Fault('BOX_MALFORMED', { reason: 'size' })
  const version = box[0] ?? 0
  if (version !== SEALING_VERSION) throw new Fault('BOX_VERSION', { version })
  return prekeyId(box.subarray(1, ENC_AT))
}

/** @param ephemeral 32 bytes of randomness, used once. @throws Fault KEY_AGREEMENT_FAILED */
export function sealBox(
  signedGrant: Uint8Array,
  prekey: ProvenPrekey,
  ephemeral: Uint8Array,
  primitives: SealingPrimitives,
): Uint8Array {
  const plaintext = new Uint8Array(BOX_PLAINTEXT_BYTES)
  plaintext.set(uint32(signedGrant.length))
  plaintext.set(signedGrant, 4)
  const header = joined(Uint8Array.of(SEALING_VERSION), fromHex(prekey.id))
  const { enc, ciphertext } = hpkeSeal(
    {
      recipient: prekey.publicKey,
      info: infoOf(prekey.device),
      associated: header,
      plaintext,
      ephemeral,
    },
    primitives,
  )
  return joined(header, enc, ciphertext)
}

/**
 * @param own this device
 * @param secret of the prekey that boxPrekey() names
 * @returns the signed grant
 * @throws Fault BOX_MALFORMED, BOX_VERSION, BOX_BROKEN
 */
export function openBox(
  box: Uint8Array,
  { own, secret }: { own: PeerIdText; secret: Uint8Array },
  primitives: SealingPrimitives,
): Uint8Array {
  boxPrekey(box)
  let plaintext: Uint8Array
  try {
    plaintext = hpkeOpen(
      {
        secret,
        enc: box.subarray(ENC_AT, SEALED_AT),
        ciphertext: box.subarray(SEALED_AT),
        info: infoOf(own),
        associated: box.subarray(0, ENC_AT),
      },
      primitives,
    )
  } catch (cause) {
    throw new Fault('BOX_BROKEN', {}, { cause })
  }
  const end = 4 + readUint32(plaintext, 0)
  if (end > plaintext.length || !allZero(plaintext.subarray(end))) {
    throw new Fault('BOX_MALFORMED', { reason: 'padding' })
  }
  return plaintext.subarray(4, end)
}

function infoOf(recipient: PeerIdText): Uint8Array {
  return joined(BOX, deviceBytes(recipient))
}
