// Everything of the sealing format from fixed inputs: what test/vectors/sealing.json pins.
import { fromHex, hex } from '@parley/shared/certificates/bytes.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { fingerprint } from '@parley/shared/identity/ids.ts'
import { sealBox } from '@parley/shared/sealing/box.ts'
import { bucketOf } from '@parley/shared/sealing/envelope.ts'
import { signGrant } from '@parley/shared/sealing/grant.ts'
import { deviceSet } from '@parley/shared/sealing/ids.ts'
import { placeOf } from '@parley/shared/sealing/place.ts'
import { type ProvenPrekey, readPrekey, signPrekey } from '@parley/shared/sealing/prekey.ts'
import { contextOf, messageKey, messageNonce, nextKey } from '@parley/shared/sealing/ratchet.ts'
import { type SendingChain, sealNext } from '@parley/shared/sealing/sending.ts'
import { bytesOf, primitives } from './people.ts'

/** PKCS#8 of the Ed25519 keys of RFC 8032 section 7.1, tests 1 and 2. */
const ALICE =
  '302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const BOB = '302e020100300506032b6570042204204ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'
const CONVERSATION = '11'.repeat(32)
const CHAIN = '22'.repeat(16)
const KEY = '33'.repeat(32)
const PREKEY_SECRET = '44'.repeat(32)
const EPHEMERAL = '55'.repeat(32)
const CERTIFICATE = '66'.repeat(32)
const TIME = Date.UTC(2026, 10, 21, 12)
const PAYLOADS = ['', 'hello', 'x'.repeat(2000)]

const given = {
  alicePrivateKey: ALICE,
  bobPrivateKey: BOB,
  conversation: CONVERSATION,
  chain: CHAIN,
  chainKey: KEY,
  prekeySecret: PREKEY_SECRET,
  ephemeral: EPHEMERAL,
  certificate: CERTIFICATE,
  time: TIME,
  payloads: PAYLOADS,
}

export function made() {
  const alice = signerFromPkcs8(fromHex(ALICE))
  const bob = signerFromPkcs8(fromHex(BOB))
  const [author, recipient] = [alice, bob].map(({ spki }) => peerIdOfSpki(spki, primitives))
  if (author === undefined || recipient === undefined) throw new Error('two devices')
  const place = placeOf(fromHex(CONVERSATION), author)
  const id = fromHex(CHAIN)
  const chainKey = fromHex(KEY)
  const context = contextOf(id, place, primitives)
  const entitled = deviceSet([author, recipient], primitives)
  const certificate = fingerprint(CERTIFICATE)

  const signedPrekey = signPrekey(primitives.x25519(fromHex(PREKEY_SECRET)).publicKey, {
    certificate: { peerId: recipient, fingerprint: certificate },
    signer: bob,
    createdAt: TIME,
  })
  const prekey = readPrekey(signedPrekey, primitives)
  const grant = signGrant({ place, id, startedAt: TIME, index: 0, key: chainKey }, certificate, alice)
  // Its owner's certificate is made up: nothing here proves it.
  const box = sealBox(grant, prekey as ProvenPrekey, fromHex(EPHEMERAL), primitives)

  let sending: SendingChain = {
    place,
    id,
    context,
    devices: entitled.digest,
    startedAt: TIME,
    next: 0,
    key: chainKey,
  }
  const situation = { entitled, answered: false, now: new Date(TIME) }
  const envelopes = PAYLOADS.map((payload) => {
    const sealed = sealNext(sending, situation, bytesOf(payload), primitives)
    sending = sealed.sending
    return sealed.envelope
  })
  return {
    comment: 'The sealing format, version 1. Made once; a change here is a change of the format.',
    given,
    author,
    recipient,
    devices: hex(entitled.digest),
    context: hex(context),
    messageKeys: [0, 1].map((index) => {
      const key = index === 0 ? chainKey : nextKey(chainKey, context, 0, primitives)
      return {
        key: hex(messageKey(key, context, index, primitives)),
        nonce: hex(messageNonce(context, index)),
      }
    }),
    secondChainKey: hex(nextKey(chainKey, context, 0, primitives)),
    prekeyId: prekey.id,
    prekey: hex(signedPrekey),
    grant: hex(grant),
    box: hex(box),
    buckets: [0, 1, 1024, 1025, 65_537, 131_072].map((size) => [size, bucketOf(size)]),
    envelopes: envelopes.map(hex),
  }
}
