// What docs/SEALING.md claims, attacker by attacker, and the limits it states: each shown by doing it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { openBox, sealBox } from '@parley/shared/sealing/box.ts'
import { PREKEY_GRACE, PREKEY_GRACE_MOVED_ON } from '@parley/shared/sealing/constants.ts'
import { envelopeHeader, pad } from '@parley/shared/sealing/envelope.ts'
import { proveGrant, signGrant } from '@parley/shared/sealing/grant.ts'
import { deviceSet } from '@parley/shared/sealing/ids.ts'
import { placeOf } from '@parley/shared/sealing/place.ts'
import { provePrekey } from '@parley/shared/sealing/prekey.ts'
import { forgetPrekeys } from '@parley/shared/sealing/prekey-ring.ts'
import { messageKey, messageNonce } from '@parley/shared/sealing/ratchet.ts'
import { fault } from '../../support/fault.ts'
import {
  acquaint,
  bytesOf,
  certificates,
  credentials,
  Device,
  gather,
  HARBOUR,
  NOW,
  pair,
  primitives,
  type Spoken,
} from './people.ts'

const MINUTE = 60_000
const later = (ms: number) => new Date(NOW.getTime() + ms)
const find = (haystack: Uint8Array, needle: Uint8Array) => Buffer.from(haystack).indexOf(needle)

function trio(): [Device, Device, Device] {
  const [alice, bob, carol] = gather('alice', 'bob', 'carol')
  assert(alice !== undefined && bob !== undefined && carol !== undefined)
  return [alice, bob, carol]
}

function boxFor(device: Device, { boxes }: Spoken): Uint8Array {
  return boxes.find((box) => box.device === device.id)?.bytes ?? assert.fail(`no box for ${device.name}`)
}

describe('an observer of every envelope and every box', () => {
  it('finds no conversation, no device, no text in them', () => {
    const [alice, bob] = pair('alice', 'bob')
    const said = ['the tide turns at noon', 'and the pilot is late'].flatMap((text) => {
      const first = alice.say(text)
      bob.hear(first)
      const second = bob.say(text)
      alice.hear(second)
      return [first, second]
    })
    for (const { boxes, envelope } of said) {
      for (const bytes of [envelope, ...boxes.map((box) => box.bytes)]) {
        for (const secret of [HARBOUR.subarray(0, 8), deviceBytes(alice.id), deviceBytes(bob.id)]) {
          assert.equal(find(bytes, secret), -1)
        }
        assert.equal(find(bytes, bytesOf('tide')), -1)
      }
    }
  })

  it('sees a version, a random chain, an index, and one size for all short talk', () => {
    const [alice] = pair('alice', 'bob')
    const envelopes = ['.', 'a little more', 'x'.repeat(500)].map((text) => alice.say(text).envelope)
    const chain = envelopes[0]?.subarray(1, 17)
    envelopes.forEach((envelope, index) => {
      assert.equal(envelope.length, 21 + 1024 + 16)
      assert.deepEqual(envelope.subarray(0, 21), new Uint8Array([1, ...(chain ?? []), 0, 0, 0, index]))
    })
  })

  it('cannot link two chains of one author', () => {
    const [alice] = pair('alice', 'bob')
    const first = alice.say('one')
    alice.answered = true
    const second = alice.say('one')
    assert.notDeepEqual(first.envelope.subarray(1, 17), second.envelope.subarray(1, 17))
    assert.notDeepEqual(first.boxes[0]?.bytes.subarray(9, 41), second.boxes[0]?.bytes.subarray(9, 41))
  })

  it('cannot tell authors apart by the size of a box, whatever key they sign with', () => {
    const [alice, rosa] = [new Device('alice'), new Device('rosa', 'rsa')]
    const bob = new Device('bob')
    acquaint([alice, rosa, bob])
    const sizes = [alice.say('x'), rosa.say('x')].flatMap(({ boxes }) => boxes.map((box) => box.bytes.length))
    assert.deepEqual(new Set(sizes), new Set([825]))
  })

  it('opens no box: neither with a prekey of its own nor under the name of the true one', () => {
    const [alice, bob] = pair('alice', 'bob')
    const mallory = new Device('mallory')
    mallory.showPrekey()
    const box = boxFor(bob, alice.say('hello'))
    assert.throws(() => mallory.takeBox(box), fault('PREKEY_UNKNOWN'))
    const secret = mallory.ring.held[0]?.secret ?? assert.fail()
    assert.throws(() => openBox(box, { own: bob.id, secret }, primitives), fault('BOX_BROKEN'))
  })
})

describe('a mailbox that plays with what it holds', () => {
  it('gives a box twice: nothing opens twice', () => {
    const [alice, bob] = pair('alice', 'bob')
    const said = alice.say('hello')
    bob.hear(said)
    bob.takeBox(boxFor(bob, said))
    assert.throws(() => bob.open(said.envelope), fault('ENVELOPE_REPLAYED'))
  })

  it('alters, shortens or lengthens a box', () => {
    const [alice, bob] = pair('alice', 'bob')
    const box = boxFor(bob, alice.say('hello'))
    const at = (place: number) => box.map((byte, n) => (n === place ? byte ^ 0x40 : byte))
    assert.throws(() => bob.takeBox(at(0)), fault('BOX_VERSION'))
    assert.throws(() => bob.takeBox(at(1)), fault('PREKEY_UNKNOWN'))
    for (const place of [9, 40, 41, 400, 824])
      assert.throws(() => bob.takeBox(at(place)), fault('BOX_BROKEN'))
    assert.throws(() => bob.takeBox(box.subarray(1)), fault('BOX_MALFORMED'))
    assert.throws(() => bob.takeBox(new Uint8Array([...box, 0])), fault('BOX_MALFORMED'))
    assert.equal(bob.receiving.size, 0)
  })

  it('gives bob’s box to carol', () => {
    const [alice, bob, carol] = trio()
    const box = boxFor(bob, alice.say('hello'))
    assert.throws(() => carol.takeBox(box), fault('PREKEY_UNKNOWN'))
    const secret = bob.ring.held[0]?.secret ?? assert.fail()
    assert.throws(
      () => openBox(box, { own: carol.id, secret }, primitives),
      fault('BOX_BROKEN'),
      'info names bob',
    )
  })
})

describe('somebody certified who begins a chain in another’s name', () => {
  it('is refused, whichever certificate he names', () => {
    const [alice, bob] = pair('alice', 'bob')
    const mallory = credentials('mallory')
    const prekey = provePrekey(bob.showPrekey(), { certificates, now: NOW, primitives })
    const grant = {
      place: placeOf(HARBOUR, alice.id),
      id: randomBytes(16),
      startedAt: NOW.getTime(),
      index: 0,
      key: randomBytes(32),
    }
    const forge = (fingerprint: Parameters<typeof signGrant>[1]) =>
      sealBox(signGrant(grant, fingerprint, mallory.signer), prekey, randomBytes(32), primitives)
    assert.throws(
      () => bob.takeBox(forge(mallory.certificate.fingerprint)),
      fault('SEALING_CERTIFICATE_UNKNOWN'),
    )
    assert.throws(
      () => bob.takeBox(forge(alice.own.certificate.fingerprint)),
      fault('SEALING_SIGNATURE_INVALID'),
    )
    assert.equal(bob.receiving.size, 0)
  })
})

describe('a certified stranger who begins a chain of his own in our conversation', () => {
  it('is named by the key, for the caller to refuse', () => {
    const mallory = new Device('mallory')
    const bob = new Device('bob')
    acquaint([mallory, bob])
    const box = boxFor(bob, mallory.say('let me in'))
    const { key } = bob.sealer.receive({ box, ring: bob.ring, certificates, now: NOW })
    assert.equal(key.place.author, mallory.id)
    assert.deepEqual(key.place.conversation, HARBOUR)
  })
})

describe('a removed member, or a revoked device', () => {
  it('gets no later key, and nothing is sealed before the chain is new', () => {
    const [alice, bob, carol] = trio()
    const before = alice.say('carol can read this')
    carol.hear(before)
    bob.hear(before)
    alice.members = deviceSet([alice.id, bob.id], primitives)
    bob.members = alice.members
    const { sending } = alice
    assert(sending !== undefined)
    assert.throws(
      () => alice.sealer.seal(sending, alice.situation(), bytesOf('slip')),
      fault('SEALING_CHAIN_DUE'),
    )
    const after = alice.say('carol cannot read this')
    assert.deepEqual(
      after.boxes.map(({ device }) => device),
      [bob.id],
    )
    assert.equal(bob.hear(after), 'carol cannot read this')
    assert.throws(() => carol.open(after.envelope), fault('ENVELOPE_CHAIN_UNKNOWN'))
    assert.throws(() => carol.takeBox(boxFor(bob, after)), fault('PREKEY_UNKNOWN'))
  })

  it('gets none by asking, nor by a slip of the caller', () => {
    const [alice, bob, carol] = trio()
    alice.say('for three')
    const carols = alice.prekeys.get(carol.id) ?? assert.fail()
    alice.members = deviceSet([alice.id, bob.id], primitives)
    const asks = () => alice.sealer.share(alice.sending ?? assert.fail(), alice.handout([carols]))
    assert.throws(asks, fault('SEALING_CHAIN_DUE'))
    alice.say('for two')
    assert.throws(asks, fault('SEALING_NOT_ENTITLED'))
    const begins = () => alice.sealer.begin(alice.sending, alice.handout([carols]))
    assert.throws(begins, fault('SEALING_NOT_ENTITLED'))
  })
})

describe('a member who comes late', () => {
  it('who asks gets the chain from its next message on, and nothing before', () => {
    const [alice, bob] = pair('alice', 'bob')
    const early = alice.say('before bob had a key')
    const bobs = alice.prekeys.get(bob.id) ?? assert.fail()
    const { boxes, without } = alice.sealer.share(alice.sending ?? assert.fail(), alice.handout([bobs]))
    assert.deepEqual(without, [])
    const next = alice.say('after')
    assert.equal(bob.hear({ boxes, envelope: next.envelope }), 'after')
    assert.throws(() => bob.open(early.envelope), fault('ENVELOPE_REPLAYED'))
  })
})

describe('a device whose whole state was copied', () => {
  /** A talk in progress; the thief has everything bob has at that moment, and sees all that travels. */
  function theft() {
    const [alice, bob] = pair('alice', 'bob')
    bob.hear(alice.say('one'))
    alice.hear(bob.say('two'))
    bob.hear(alice.say('three'))
    return { alice, bob, thief: bob.copy() }
  }

  it('is healed after one exchange: he speaks, the other answers, the thief is out', () => {
    const { alice, bob, thief } = theft()
    for (const device of [alice, bob, thief]) device.now = later(24 * 60 * MINUTE - 1)
    alice.hear(bob.say('a day later'))
    const answer = alice.say('the thief cannot read this')
    assert.equal(bob.hear(answer), 'the thief cannot read this')
    assert.throws(() => thief.hear(answer), fault('PREKEY_UNKNOWN'))
    assert.throws(() => thief.open(answer.envelope), fault('ENVELOPE_CHAIN_UNKNOWN'))
    const reply = bob.say('nor this')
    assert.equal(alice.hear(reply), 'nor this')
    assert.throws(() => thief.open(reply.envelope), fault('ENVELOPE_CHAIN_UNKNOWN'))
  })

  it('is open until then: what the other still says in her turn, the thief reads (limit)', () => {
    const { alice, thief } = theft()
    assert.equal(thief.hear(alice.say('still my turn')), 'still my turn')
  })

  it('is healed also when it was copied in the middle of its own turn, more than a minute before', () => {
    const { alice, bob } = theft()
    alice.hear(bob.say('begins his turn'))
    const thief = bob.copy()
    for (const device of [alice, bob, thief]) device.now = later(MINUTE + 10)
    alice.hear(bob.say('goes on, with a fresh prekey'))
    assert.throws(() => thief.hear(alice.say('not for the thief')), fault('PREKEY_UNKNOWN'))
  })

  it('takes a second exchange when it was copied within that minute (limit)', () => {
    const { alice, bob } = theft()
    alice.hear(bob.say('begins his turn'))
    const thief = bob.copy()
    alice.hear(bob.say('goes on, with the prekey the thief has'))
    const answer = alice.say('read by the thief')
    assert.equal(thief.hear(answer), 'read by the thief')
    bob.hear(answer)
    alice.hear(bob.say('second turn'))
    assert.throws(() => thief.hear(alice.say('not for the thief')), fault('PREKEY_UNKNOWN'))
  })

  it('holds no key of what it opened or sent before', () => {
    const [alice, bob] = pair('alice', 'bob')
    const said = Array.from({ length: 5 }, (_, n) => alice.say(`m${n}`))
    for (const one of said) bob.hear(one)
    for (const one of said) assert.throws(() => bob.copy().open(one.envelope), fault('ENVELOPE_REPLAYED'))
    const kept = alice.sealer.encodeSending(alice.sending ?? assert.fail())
    const { next, key } = alice.sealer.decodeSending(kept)
    assert.equal(next, 5)
    const [receiving] = bob.receiving.values()
    assert.deepEqual(receiving?.chains[0]?.key, key, 'both stand at the sixth message, and no key leads back')
  })

  it('still holds the prekey for a while: with the box, old envelopes open until it is deleted (limit)', () => {
    const [alice, bob] = pair('alice', 'bob')
    const said = alice.say('one')
    bob.hear(said)
    alice.hear(bob.say('two'))
    bob.hear(alice.say('three, to the newer prekey'))
    const rewind = () => {
      const thief = bob.copy()
      thief.receiving.clear()
      return thief.hear(said)
    }
    assert.equal(rewind(), 'one')
    bob.ring = forgetPrekeys(bob.ring, [alice.id], later(PREKEY_GRACE_MOVED_ON))
    assert.equal(rewind(), 'one')
    bob.ring = forgetPrekeys(bob.ring, [alice.id], later(PREKEY_GRACE_MOVED_ON + 1))
    assert.throws(rewind, fault('PREKEY_UNKNOWN'))
  })

  it('where others have not moved on, the prekey stays for the longer grace (limit)', () => {
    const [alice, bob, carol] = trio()
    const said = alice.say('one')
    bob.hear(said)
    alice.hear(bob.say('two'))
    bob.hear(alice.say('three'))
    const others = [alice.id, carol.id]
    const has = (ms: number) => forgetPrekeys(bob.ring, others, later(ms)).held.length
    assert.equal(has(PREKEY_GRACE_MOVED_ON + 1), 2)
    assert.equal(has(PREKEY_GRACE), 2)
    assert.equal(has(PREKEY_GRACE + 1), 1)
  })
})

describe('a member who seals dishonestly', () => {
  /** An envelope of alice's chain around whatever inside she likes. */
  function craft(alice: Device, inside: Uint8Array): Uint8Array {
    const { id, context, key, next } = alice.sending ?? assert.fail()
    const { header, associated } = envelopeHeader(id, next)
    const message = messageKey(key, context, next, primitives)
    const sealed = primitives.aeadSeal(message, messageNonce(context, next), associated, inside)
    return new Uint8Array([...header, ...sealed])
  }

  function talking() {
    const [alice, bob] = pair('alice', 'bob')
    bob.hear(alice.say('hello'))
    return { alice, bob }
  }

  it('cannot put words for another conversation or author into hers', () => {
    const { alice, bob } = talking()
    const elsewhere = pad(placeOf(new Uint8Array(32), alice.id), bytesOf('x'))
    assert.throws(() => bob.open(craft(alice, elsewhere)), fault('ENVELOPE_MISPLACED'))
    const another = pad(placeOf(HARBOUR, bob.id), bytesOf('x'))
    assert.throws(() => bob.open(craft(alice, another)), fault('ENVELOPE_MISPLACED'))
  })

  it('cannot hide anything in padding or length', () => {
    const { alice, bob } = talking()
    const good = pad(placeOf(HARBOUR, alice.id), bytesOf('x'))
    const hidden = good.slice()
    hidden[1023] = 1
    const long = good.slice()
    long.set([0xff, 0xff, 0xff, 0xff])
    const roomy = new Uint8Array(2048)
    roomy.set(good)
    for (const inside of [hidden, long, roomy]) {
      assert.throws(() => bob.open(craft(alice, inside)), fault('ENVELOPE_MALFORMED'))
    }
  })

  it('cannot hand the chain of one conversation to another', () => {
    const { alice, bob } = talking()
    const place = placeOf(new Uint8Array(32), alice.id)
    const { id, key, startedAt } = alice.sending ?? assert.fail()
    const signed = signGrant(
      { place, id, key, startedAt, index: 0 },
      alice.own.certificate.fingerprint,
      alice.own.signer,
    )
    const grant = proveGrant(signed, { certificates, now: NOW, primitives })
    const harbour = bob.receiving.get(alice.id)
    assert.throws(() => bob.sealer.take(harbour, grant), fault('GRANT_FOREIGN'))
    const other = bob.sealer.take(undefined, grant)
    const next = alice.say('for the harbour').envelope
    assert.throws(() => bob.sealer.open(other, next), fault('ENVELOPE_BROKEN'))
  })

  it('who gives two members different keys under one name is understood by one of them at most', () => {
    const [alice, bob, carol] = trio()
    alice.say('hello')
    const { id, startedAt } = alice.sending ?? assert.fail()
    const grant = {
      place: placeOf(HARBOUR, alice.id),
      id,
      startedAt: startedAt + 1,
      index: 1,
      key: randomBytes(32),
    }
    const signed = signGrant(grant, alice.own.certificate.fingerprint, alice.own.signer)
    const carols = alice.prekeys.get(carol.id) ?? assert.fail()
    carol.takeBox(sealBox(signed, carols, randomBytes(32), primitives))
    const { boxes } = alice.sealer.share(
      alice.sending ?? assert.fail(),
      alice.handout([alice.prekeys.get(bob.id) ?? assert.fail()]),
    )
    const { envelope } = alice.say('which?')
    assert.equal(bob.hear({ boxes, envelope }), 'which?')
    assert.throws(() => carol.open(envelope), fault('ENVELOPE_BROKEN'))
  })
})
