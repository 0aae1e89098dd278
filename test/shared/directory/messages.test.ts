// The bytes of the directory: what is said comes back the same, bounded, and nothing else is a message.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { ROLES, role } from '@parley/shared/certificates/role.ts'
import { ADDRESSES_MAX, PAGE_PEOPLE_MAX, PRESENCES_MAX } from '@parley/shared/directory/constants.ts'
import {
  type DirectoryReply,
  type DirectoryRequest,
  decodeReply,
  decodeRequest,
  encodeReply,
  encodeRequest,
} from '@parley/shared/directory/messages.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { PREKEY_BYTES_MAX } from '@parley/shared/sealing/constants.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

const ids = Array.from({ length: 8 }, () => peerIdOfSpki(generateKey('ed25519').signer.spki, primitives))
const id = fc.nat({ max: 2 ** 31 })
const text = fc.string({ maxLength: 60, unit: 'grapheme' }).filter((each) => each.length <= 100)
const peerId = fc.constantFrom(...ids)
const addresses = fc.array(fc.constantFrom('/ip4/10.0.0.1/tcp/1', '/ip6/::1/tcp/2'), {
  maxLength: ADDRESSES_MAX,
})
const limit = fc.integer({ min: 1, max: PAGE_PEOPLE_MAX })
const der = fc.uint8Array({ minLength: 1, maxLength: 100 })

const request: fc.Arbitrary<DirectoryRequest> = fc.oneof(
  fc.record({ id, kind: fc.constant('lookup' as const), login: fc.constantFrom('alice', 'bob') }),
  fc.record({ id, kind: fc.constant('search' as const), words: text, limit }),
  fc.record({ id, kind: fc.constant('list' as const), after: fc.constantFrom('', 'alice'), limit }),
  fc.record({ id, kind: fc.constant('watch' as const), since: fc.nat() }),
  fc.record({ id, kind: fc.constant('announce' as const), addresses }),
  fc.record({
    id,
    kind: fc.constant('show' as const),
    prekey: fc.uint8Array({ minLength: 1, maxLength: PREKEY_BYTES_MAX }),
  }),
)
const device = fc.record({
  peerId,
  name: text,
  chain: fc.tuple(der, der).map((pair): readonly Uint8Array[] => pair),
  addresses,
  online: fc.boolean(),
  prekey: fc.uint8Array({ maxLength: PREKEY_BYTES_MAX }),
})
const person = fc.record({
  login: fc.constantFrom(login('alice'), login('bob'), login('carol')),
  firstName: text,
  lastName: text,
  role: fc.constantFrom(...ROLES).map(role),
  status: fc.constantFrom('active' as const, 'suspended' as const),
  devices: fc.array(device, { maxLength: 3 }),
})
const people = fc.array(person, { maxLength: 4 })
const reply: fc.Arbitrary<DirectoryReply> = fc.oneof(
  fc.record({ id, kind: fc.constant('people' as const), people, more: fc.boolean() }),
  fc.record({
    id,
    kind: fc.constant('change' as const),
    people,
    presence: fc.array(fc.record({ peerId, online: fc.boolean(), addresses }), { maxLength: 5 }),
    asOf: fc.nat(),
  }),
  fc.record({ id, kind: fc.constant('done' as const) }),
  fc.record({
    id,
    kind: fc.constant('refused' as const),
    code: fc.constantFrom('PERSON_UNKNOWN', 'INTERNAL'),
  }),
)

test('requests come back the same', () => {
  fc.assert(
    fc.property(request, (value) =>
      assert.deepEqual(plain(decodeRequest(encodeRequest(value))), plain(value)),
    ),
  )
})

test('replies come back the same', () => {
  fc.assert(
    fc.property(reply, (value) => assert.deepEqual(plain(decodeReply(encodeReply(value))), plain(value))),
  )
})

for (const [name, decode, any] of [
  ['requests', decodeRequest, request.map(encodeRequest)],
  ['replies', decodeReply, reply.map(encodeReply)],
] as const) {
  test(`${name} with bytes behind them are none`, () => {
    fc.assert(
      fc.property(any, (raw) => {
        assert.throws(() => decode(Buffer.concat([raw, Buffer.from([0])])), fault('DIRECTORY_MALFORMED'))
        assert.throws(
          () => decode(Buffer.concat([raw, Buffer.from([0xf8, 0x01, 1])])),
          fault('DIRECTORY_MALFORMED'),
        )
      }),
    )
  })

  test(`${name} cut anywhere are refused or another message`, () => {
    fc.assert(
      fc.property(any, fc.nat(), (raw, at) => {
        const cut = raw.subarray(0, at % raw.length)
        try {
          assert.notDeepEqual(plain(decode(cut)), plain(decode(raw)))
        } catch (error) {
          assert.ok(error instanceof Fault)
        }
      }),
    )
  })

  test(`any bytes for ${name} are a fault or a message`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => {
        try {
          decode(raw)
        } catch (error) {
          assert.ok(error instanceof Fault)
        }
      }),
    )
  })
}

test('a page carries each issuing certificate once', () => {
  const issuing = new Uint8Array(700).fill(1)
  const people = Array.from({ length: 50 }, (_, at) => ({
    login: login(`user${at}`),
    firstName: '',
    lastName: '',
    role: role('member'),
    status: 'active' as const,
    devices: ids.slice(0, 1).map((peerId) => {
      return {
        peerId,
        name: '',
        chain: [new Uint8Array(20).fill(at), issuing],
        addresses: [],
        online: false,
        prekey: new Uint8Array(),
      }
    }),
  }))
  assert.ok(encodeReply({ id: 1, kind: 'people', people, more: false }).length < 50 * 150 + 800)
})

test('bounds: one too many of anything is refused', () => {
  const presence = {
    peerId: ids[0] ?? peerIdOfSpki(new Uint8Array(), primitives),
    online: true,
    prekey: new Uint8Array(),
    addresses: [],
  }
  const change = { id: 1, kind: 'change', people: [], presence: [], asOf: 0 } as const
  const wrong: DirectoryReply[] = [
    { ...change, presence: Array(PRESENCES_MAX + 1).fill(presence) },
    {
      ...change,
      presence: [{ ...presence, addresses: Array(ADDRESSES_MAX + 1).fill('/ip4/1.1.1.1/tcp/1') }],
    },
    { ...change, presence: [{ ...presence, addresses: ['x'.repeat(257)] }] },
  ]
  for (const each of wrong) assert.throws(() => decodeReply(encodeReply(each)), fault('DIRECTORY_MALFORMED'))
  const words = 'x'.repeat(129)
  assert.throws(
    () => decodeRequest(encodeRequest({ id: 1, kind: 'search', words, limit: 1 })),
    fault('DIRECTORY_MALFORMED'),
  )
  const addresses = Array(ADDRESSES_MAX + 1).fill('/ip4/1.1.1.1/tcp/1')
  assert.throws(
    () => decodeRequest(encodeRequest({ id: 1, kind: 'announce', addresses })),
    fault('DIRECTORY_MALFORMED'),
  )
})

test('a peer ID, login or role that is none is refused', () => {
  const raw = Buffer.from(
    encodeReply({
      id: 1,
      kind: 'people',
      more: false,
      people: [
        {
          login: login('alice'),
          firstName: '',
          lastName: '',
          role: role('member'),
          status: 'active',
          devices: [],
        },
      ],
    }),
  )
  const swapped = (from: string, to: string) => {
    const at = raw.indexOf(from)
    const copy = Buffer.from(raw)
    copy.write(to, at)
    return copy
  }
  assert.throws(() => decodeReply(swapped('alice', 'ALICE')), fault('LOGIN_MALFORMED'))
  assert.throws(() => decodeReply(swapped('member', 'master')), fault('ROLE_UNKNOWN'))
  assert.throws(() => decodeReply(swapped('active', 'absent')), fault('DIRECTORY_MALFORMED'))
})

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) =>
      each instanceof Uint8Array ? Buffer.from(each).toString('hex') : each,
    ),
  )
}
