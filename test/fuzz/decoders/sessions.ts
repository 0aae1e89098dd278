// The handshake, papers, the directory and the lists of roots.

import { REPLY_BYTES_MAX, REQUEST_BYTES_MAX } from '@parley/shared/directory/constants.ts'
import { decodeReply, decodeRequest, encodeReply, encodeRequest } from '@parley/shared/directory/messages.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { ROOT_LIST_BYTES_MAX, ROOT_LISTS_BYTES_MAX } from '@parley/shared/roots/constants.ts'
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import {
  bundleRootLists,
  isRootBundle,
  readRootList,
  signRootList,
  unbundleRootLists,
} from '@parley/shared/roots/root-list.ts'
import { HELLO_BYTES_MAX } from '@parley/shared/sessions/constants.ts'
import { decodeFrame, encodeFrame } from '@parley/shared/sessions/hello.ts'
import { decodePapers, decodeReceipt, encodePapers, encodeReceipt } from '@parley/shared/sessions/papers.ts'
import { makeRealm } from '../../support/realm.ts'
import { type Decoder, ofBytes } from '../decoder.ts'

const ADDRESS = '/ip4/10.0.0.1/tcp/4001'

export function sessionDecoders(): Decoder[] {
  const realm = makeRealm()
  const { peerId, chain } = realm.device('alice')
  const other = realm.device('bob')
  const lists = new Map([
    ['aa'.repeat(20), 7n],
    ['bb'.repeat(20), 2n ** 63n],
  ])
  const revocationLists = realm.lists()
  const addresses = ['/ip4/10.0.0.1/tcp/4001', '/ip6/fe80::1/tcp/4001']
  const device = { name: 'Laptop', addresses, online: true, prekey: new Uint8Array(200).fill(7) }
  const alice = {
    login: login('alice'),
    firstName: 'Alice',
    lastName: 'Ægir',
    role: 'member' as const,
    status: 'active' as const,
    devices: [
      { ...device, peerId, chain },
      { ...device, peerId: other.peerId, chain: other.chain },
    ],
  }
  const content = {
    realmId: realm.root.fingerprint,
    number: 1,
    madeAt: new Date(1_800_000_000_000),
    roots: [{ root: realm.root, state: 'active' as const }],
  }
  const rootList = signRootList(content, [realm.rootSigner], primitives).bytes
  const rootRefusals = ['ROOT_LIST_*', 'CERT_*'] as const
  return [
    ofBytes({
      name: 'shared/sessions/hello.ts decodeFrame',
      form: 'protobuf',
      samples: [
        encodeFrame({ kind: 'hello', chain, lists, listsFollow: true }),
        encodeFrame({ kind: 'need', lists }),
        encodeFrame({ kind: 'lists', revocationLists }),
        encodeFrame({ kind: 'done' }),
        encodeFrame({ kind: 'refusal', code: 'CERT_EXPIRED' }),
      ],
      runs: 40_000,
      sizeMax: HELLO_BYTES_MAX,
      refuses: ['SESSION_HELLO_MALFORMED'],
      decode: (bytes) => decodeFrame(bytes, ADDRESS),
      encode: encodeFrame,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/sessions/papers.ts decodePapers',
      form: 'protobuf',
      samples: [
        encodePapers({ chain, lists, revocationLists, farewell: undefined }),
        encodePapers({ chain: [], lists, revocationLists: [], farewell: 'CERT_REVOKED' }),
      ],
      runs: 30_000,
      sizeMax: HELLO_BYTES_MAX,
      refuses: ['SESSION_HELLO_MALFORMED'],
      decode: (bytes) => decodePapers(bytes, ADDRESS),
      encode: encodePapers,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/sessions/papers.ts decodeReceipt',
      form: 'protobuf',
      samples: [
        encodeReceipt({ lists, revocationLists, refusal: undefined }),
        encodeReceipt({ lists, revocationLists: [], refusal: 'CERT_EXPIRED' }),
      ],
      runs: 30_000,
      sizeMax: HELLO_BYTES_MAX,
      refuses: ['SESSION_HELLO_MALFORMED'],
      decode: (bytes) => decodeReceipt(bytes, ADDRESS),
      encode: encodeReceipt,
      canonical: 'bytes',
    }),
    // How many are wanted is held to what one page may have: the same question, perhaps other bytes.
    ofBytes({
      name: 'shared/directory/messages.ts decodeRequest',
      form: 'protobuf',
      samples: [
        encodeRequest({ id: 1, kind: 'lookup', login: 'alice' }),
        encodeRequest({ id: 2, kind: 'search', words: 'Æg', limit: 20 }),
        encodeRequest({ id: 3, kind: 'list', after: 'alice', limit: 100 }),
        encodeRequest({ id: 4, kind: 'watch', since: 1_800_000_000_000 }),
        encodeRequest({ id: 5, kind: 'announce', addresses }),
      ],
      runs: 40_000,
      sizeMax: REQUEST_BYTES_MAX,
      refuses: ['DIRECTORY_MALFORMED'],
      decode: decodeRequest,
      encode: encodeRequest,
      canonical: 'value',
    }),
    // Issuers nobody needs are not written back.
    ofBytes({
      name: 'shared/directory/messages.ts decodeReply',
      form: 'protobuf',
      samples: [
        encodeReply({ id: 1, kind: 'people', people: [alice], more: true }),
        encodeReply({
          id: 2,
          kind: 'change',
          people: [alice],
          presence: [{ peerId, online: true, addresses }],
          asOf: 9,
        }),
        encodeReply({ id: 3, kind: 'done' }),
        encodeReply({ id: 4, kind: 'refused', code: 'PERSON_UNKNOWN' }),
      ],
      runs: 16_000,
      sizeMax: REPLY_BYTES_MAX,
      refuses: ['DIRECTORY_MALFORMED', 'LOGIN_MALFORMED', 'PEER_ID_MALFORMED', 'ROLE_UNKNOWN'],
      decode: decodeReply,
      encode: encodeReply,
      canonical: 'value',
    }),
    ofBytes({
      name: 'shared/roots/root-list.ts readRootList',
      form: 'protobuf',
      samples: [rootList],
      runs: 6_000,
      sizeMax: ROOT_LIST_BYTES_MAX,
      refuses: rootRefusals,
      decode: (bytes) => readRootList(bytes, primitives),
      encode: ({ bytes }) => bytes,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/roots/root-list.ts unbundleRootLists',
      form: 'protobuf',
      samples: [bundleRootLists([rootList, rootList])],
      runs: 10_000,
      sizeMax: ROOT_LISTS_BYTES_MAX,
      refuses: ['ROOT_LIST_MALFORMED'],
      decode: (bytes) => [isRootBundle(bytes), ...unbundleRootLists(bytes)] as const,
      encode: ([, ...all]) => bundleRootLists(all),
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/roots/realm-roots.ts RealmRoots',
      form: 'protobuf',
      samples: [rootList],
      runs: 4_000,
      sizeMax: ROOT_LIST_BYTES_MAX,
      refuses: rootRefusals,
      decode: (bytes) => RealmRoots.from(realm.root, [bytes], primitives).take([bytes], primitives).number,
    }),
  ]
}
