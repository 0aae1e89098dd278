// The harbour changes its root: what a device believes on the way, and what Mallory cannot make it believe.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { issue, lint, prepare } from '@parley/shared/certificates/issue.ts'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { generateKey, primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { realmName } from '@parley/shared/identity/login.ts'
import { ROOT_LIST_BYTES_MAX } from '@parley/shared/roots/constants.ts'
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import {
  bundleRootLists,
  isRootBundle,
  type RootState,
  readRootList,
  signRootList,
  unbundleRootLists,
} from '@parley/shared/roots/root-list.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

interface Kept {
  readonly signer: Signer
  readonly root: TrustedRoot
}

function newRoot(realm = 'harbour'): Kept {
  const { signer } = generateKey('p256')
  const second = Math.floor(Date.now() / 1000) * 1000
  const request = {
    kind: 'root' as const,
    realm: realmName(realm),
    key: ownKey(signer),
    primitives,
    serial: serialFromRandom(randomBytes(16)),
    notBefore: new Date(second - 3_600_000),
    notAfter: new Date(second + 3_650 * 86_400_000),
  }
  return { signer, root: trustedRoot(issue(lint(prepare(request)), signer), primitives) }
}

const old = newRoot()
const young = newRoot()
const mallory = newRoot()

function list(
  number: number,
  roots: readonly (readonly [Kept, RootState])[],
  signers: readonly Kept[],
  id = old,
) {
  const content = {
    realmId: id.root.fingerprint,
    number,
    madeAt: new Date(1_800_000_000_000),
    roots: roots.map(([{ root }, state]) => ({ root, state })),
  }
  return signRootList(
    content,
    signers.map(({ signer }) => signer),
    primitives,
  ).bytes
}

const announced = list(
  1,
  [
    [old, 'active'],
    [young, 'announced'],
  ],
  [old, young],
)
const used = list(
  2,
  [
    [old, 'active'],
    [young, 'active'],
  ],
  [old, young],
)
const retired = list(
  3,
  [
    [old, 'retired'],
    [young, 'active'],
  ],
  [young],
)
const start = RealmRoots.from(old.root, [], primitives)
const names = (roots: readonly TrustedRoot[]) => roots.map(({ fingerprint }) => fingerprint)

describe('a change of root, to a device that was there all the time', () => {
  it('announced, used, retired: each step follows from the one before', () => {
    const first = start.take([announced], primitives)
    assert.deepEqual(names(first.trusted), names([old.root, young.root]), 'trusted before it is used')
    assert.equal(first.newest.fingerprint, old.root.fingerprint, 'invitations still pin the old one')
    const second = first.take([used], primitives)
    assert.equal(second.newest.fingerprint, young.root.fingerprint)
    const third = second.take([retired], primitives)
    assert.deepEqual(names(third.trusted), names([young.root]))
    assert.deepEqual(
      names(third.all),
      names([old.root, young.root]),
      'what was signed in its time stays provable',
    )
    assert.equal(third.realmId, old.root.fingerprint, 'the realm keeps its name on the network')
    assert.equal(third.number, 3)
  })
  it('takes the same list twice without a change: the very same value', () => {
    const first = start.take([announced], primitives)
    assert.equal(first.take([announced], primitives), first)
  })
})

describe('a change of root, to others', () => {
  it('who slept through it follows from the old root, in whatever order the lists came', () => {
    const awake = start.take([retired, announced, used], primitives)
    assert.deepEqual(names(awake.trusted), names([young.root]))
  })
  it('who joined afterwards knows the new root only, and learns the realm’s first name', () => {
    const joined = RealmRoots.from(young.root, [announced, used, retired], primitives)
    assert.equal(joined.realmId, old.root.fingerprint)
    assert.deepEqual(names(joined.trusted), names([young.root]))
    assert.equal(joined.lists.length, 3, 'and can bring a sleeper up to date')
  })
})

describe('Mallory', () => {
  it('replays an old list: nothing changes, the retired root stays retired', () => {
    const done = start.take([announced, used, retired], primitives)
    assert.equal(done.take([announced, used], primitives), done)
  })
  it('announces a root of her own, signed by herself: ROOT_LIST_UNSIGNED', () => {
    const forged = list(
      1,
      [
        [old, 'active'],
        [mallory, 'active'],
      ],
      [mallory],
    )
    assert.throws(() => start.take([forged], primitives), fault('ROOT_LIST_UNSIGNED'))
  })
  it('signs with a root that is only announced: ROOT_LIST_UNSIGNED', () => {
    const coup = list(
      2,
      [
        [old, 'retired'],
        [young, 'active'],
      ],
      [young],
    )
    assert.throws(
      () => start.take([announced], primitives).take([coup], primitives),
      fault('ROOT_LIST_UNSIGNED'),
    )
  })
  it('has the key of the retired root, and makes lists with it: ROOT_LIST_UNSIGNED', () => {
    const done = start.take([announced, used, retired], primitives)
    const stolen = list(
      4,
      [
        [old, 'retired'],
        [young, 'active'],
        [mallory, 'active'],
      ],
      [old, mallory],
    )
    assert.throws(() => done.take([stolen], primitives), fault('ROOT_LIST_UNSIGNED'))
    const back = list(
      4,
      [
        [old, 'active'],
        [young, 'active'],
      ],
      [old, young],
    )
    assert.throws(
      () => done.take([back], primitives),
      fault('ROOT_LIST_MALFORMED'),
      'also where the new one was tricked',
    )
  })
  it('lists a root that did not agree: ROOT_LIST_UNSIGNED', () => {
    const unasked = list(
      1,
      [
        [old, 'active'],
        [young, 'announced'],
      ],
      [old],
    )
    assert.throws(() => start.take([unasked], primitives), fault('ROOT_LIST_UNSIGNED'))
  })
  it('leaves a root out: ROOT_LIST_MALFORMED', () => {
    const without = list(2, [[old, 'active']], [old])
    assert.throws(
      () => start.take([announced], primitives).take([without], primitives),
      fault('ROOT_LIST_MALFORMED'),
    )
  })
  it('brings the list of another realm: ROOT_LIST_FOREIGN', () => {
    const island = newRoot('island')
    const theirs = list(1, [[island, 'active']], [island], island)
    assert.throws(() => start.take([theirs], primitives), fault('ROOT_LIST_FOREIGN'))
    assert.throws(() => RealmRoots.from(old.root, [theirs], primitives), fault('ROOT_LIST_FOREIGN'))
    const namesake = list(1, [[mallory, 'active']], [mallory], mallory)
    assert.throws(
      () => start.take([namesake], primitives),
      fault('ROOT_LIST_FOREIGN'),
      'a realm of the same name',
    )
  })
  it('alters any byte: refused, never taken in part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: announced.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const altered = Uint8Array.from(announced)
          altered[at] = (altered[at] ?? 0) ^ change
          assert.throws(() => start.take([altered], primitives))
        },
      ),
      { numRuns: 200 },
    )
  })
  it('sends something else, too much, or cut short: ROOT_LIST_MALFORMED', () => {
    for (const bytes of [
      new Uint8Array(0),
      announced.subarray(0, -1),
      Uint8Array.from([...announced, 0]),
      new Uint8Array(ROOT_LIST_BYTES_MAX + 1),
    ])
      assert.throws(() => readRootList(bytes, primitives), fault('ROOT_LIST_MALFORMED'))
    assert.throws(() => unbundleRootLists(new Uint8Array(300_000)), fault('ROOT_LIST_MALFORMED'))
    const many = bundleRootLists(Array.from({ length: 40 }, () => Uint8Array.of(1)))
    assert.throws(() => unbundleRootLists(many), fault('ROOT_LIST_MALFORMED'))
  })
})

describe('the bundle that travels', () => {
  it('comes back as it was, and is told from a revocation list by its first byte', () => {
    const bundle = bundleRootLists([announced, used])
    assert.ok(isRootBundle(bundle))
    assert.deepEqual(
      unbundleRootLists(bundle).map((each) => Buffer.from(each)),
      [announced, used].map((each) => Buffer.from(each)),
    )
    assert.ok(!isRootBundle(Uint8Array.of(0x30, 0x82)))
  })
})
