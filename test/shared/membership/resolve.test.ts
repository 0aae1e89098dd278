// Groups that several people change at once: everybody comes to the same answer, and a removal beats what the removed did
// meanwhile.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { login } from '@parley/shared/identity/login.ts'
import { type Act, type Deed, type GroupRole, saw, sideBySide } from '@parley/shared/membership/act.ts'
import { MEMBERS_MAX } from '@parley/shared/membership/constants.ts'
import { type Resolution, resolve, wasIn } from '@parley/shared/membership/resolve.ts'
import { rosterOf } from '@parley/shared/membership/roster.ts'
import fc from 'fast-check'
import { deeds, TestGroup } from './group.ts'

const { invite, remove, role, rename, leave, join } = deeds

test('what one after the other does adds up', () => {
  const group = new TestGroup('alice', { bob: 'admin', carol: 'member' })
  assert.equal(group.seenBy('carol'), 'alice: owner, bob: admin, carol: member')
  group.act('bob', invite('dora'))
  group.meet('alice', 'bob', 'carol')
  group.act('carol', join)
  group.act('carol', leave)
  group.meet('alice', 'bob', 'carol')
  group.act('alice', role('dora', 'admin'))
  group.act('alice', rename('quay'))
  group.meet('alice', 'bob')
  assert.equal(group.seenBy('bob'), 'alice: owner, bob: admin, dora: admin')
  assert.equal(group.resolution('bob').roster.name, 'quay')
})

test('nobody does what they may not', () => {
  for (const [who, deed] of [
    ['carol', invite('dora')],
    ['carol', remove('bob')],
    ['carol', role('carol', 'owner')],
    ['carol', rename('mine')],
    ['bob', remove('alice')],
    ['bob', role('carol', 'admin')],
    ['bob', invite('dora', 'admin')],
    ['mallory', invite('mallory', 'owner')],
    ['mallory', join],
    ['alice', invite('bob', 'owner')],
    ['alice', remove('dora')],
    [
      'alice',
      {
        kind: 'create',
        nonce: new Uint8Array(16),
        name: 'again',
        added: [{ login: login('mallory'), role: 'owner' }],
      },
    ],
  ] as const) {
    const group = new TestGroup('alice', { bob: 'admin', carol: 'member' }, ['mallory'])
    group.act(who, deed)
    group.sync(who, 'alice')
    assert.equal(
      group.seenBy('alice'),
      'alice: owner, bob: admin, carol: member',
      `${who} ${JSON.stringify(deed)}`,
    )
    assert.equal(group.resolution('alice').roster.name, 'pier')
  }
})

test('a removal beats what the removed did meanwhile', () => {
  const group = new TestGroup('alice', { bob: 'admin', carol: 'member' })
  group.act('bob', invite('mallory'))
  group.act('bob', remove('carol'))
  group.act('bob', rename('bob’s'))
  group.act('alice', remove('bob'))
  group.meet('alice', 'bob', 'carol')
  for (const who of ['alice', 'bob', 'carol'])
    assert.equal(group.seenBy(who), 'alice: owner, carol: member', who)
  assert.equal(group.resolution('carol').roster.name, 'pier')
})

test('also what those did whom the removed had brought in meanwhile', () => {
  const group = new TestGroup('alice', { bob: 'owner' })
  group.act('bob', invite('mallory', 'owner'))
  group.arrive('mallory', 'bob')
  group.act('mallory', remove('bob'))
  group.act('mallory', invite('trudy', 'owner'))
  group.act('alice', remove('bob'))
  group.meet('alice', 'bob', 'mallory')
  assert.equal(group.seenBy('alice'), 'alice: owner')
  assert.equal(group.seenBy('mallory'), 'alice: owner')
})

test('what the removed did before, and others had seen, stays', () => {
  const group = new TestGroup('alice', { bob: 'admin' })
  group.act('bob', invite('carol'))
  group.meet('alice', 'bob')
  group.act('alice', remove('bob'))
  assert.equal(group.seenBy('alice'), 'alice: owner, carol: member')
})

test('of two who remove each other the higher rank stays, then the more senior, then the earlier', () => {
  const ranks = new TestGroup('alice', { bob: 'admin' })
  ranks.act('alice', remove('bob'))
  ranks.act('bob', remove('alice'))
  ranks.meet('alice', 'bob')
  assert.equal(ranks.seenBy('bob'), 'alice: owner')

  const seniors = new TestGroup('alice', {})
  seniors.act('alice', invite('bob', 'owner'))
  seniors.arrive('bob', 'alice')
  seniors.act('bob', remove('alice'))
  seniors.act('alice', remove('bob'))
  seniors.meet('alice', 'bob')
  assert.equal(seniors.seenBy('bob'), 'alice: owner')

  const equals = new TestGroup('alice', { bob: 'owner', carol: 'owner' })
  equals.act('carol', remove('bob'))
  equals.act('bob', remove('carol'))
  equals.meet('alice', 'bob', 'carol')
  assert.equal(equals.seenBy('alice'), 'alice: owner, carol: owner')
})

test('a circle of three ends the same for all', () => {
  const group = new TestGroup('alice', { bob: 'owner', carol: 'owner', dora: 'owner' })
  group.act('bob', remove('carol'))
  group.act('carol', remove('dora'))
  group.act('dora', remove('bob'))
  group.meet('alice', 'bob', 'carol', 'dora')
  const views = new Set(group.devices.map((who) => group.seenBy(who)))
  assert.equal(views.size, 1)
  // Bob's is the earliest and is decided first; so carol's does not count, and so dora's does.
  assert.equal([...views][0], 'alice: owner, dora: owner')
})

test('of a removal and an invitation side by side the removal wins; asked back knowingly, they are in', () => {
  const group = new TestGroup('alice', { bob: 'admin', carol: 'member' })
  group.act('alice', remove('carol'))
  group.act('bob', leave)
  group.meet('alice', 'bob')
  group.act('alice', invite('carol'))
  assert.equal(group.seenBy('alice'), 'alice: owner, carol: member')
  const again = new TestGroup('alice', { bob: 'owner', carol: 'member' })
  again.act('alice', remove('carol'))
  again.act('bob', remove('carol'))
  again.act('bob', invite('carol'))
  again.meet('alice', 'bob')
  assert.equal(again.seenBy('bob'), 'alice: owner, bob: owner')
})

test('who is put down meanwhile keeps what they may do still, and loses the rest', () => {
  const group = new TestGroup('alice', { bob: 'owner', carol: 'member' })
  group.act('bob', invite('dora'))
  group.act('bob', role('carol', 'admin'))
  group.act('alice', role('bob', 'admin'))
  group.meet('alice', 'bob')
  assert.equal(group.seenBy('alice'), 'alice: owner, bob: admin, carol: member, dora: member')
})

test('a right that is given meanwhile helps nobody who did not know of it', () => {
  const group = new TestGroup('alice', { bob: 'member' })
  group.act('bob', rename('bob’s'))
  group.act('alice', role('bob', 'admin'))
  group.meet('alice', 'bob')
  assert.equal(group.resolution('alice').roster.name, 'pier')
})

test('a group is never without an owner', () => {
  const group = new TestGroup('alice', { bob: 'member', carol: 'admin' })
  group.act('alice', leave)
  group.meet('alice', 'bob', 'carol')
  assert.equal(group.seenBy('bob'), 'bob: member, carol: owner')
  group.act('carol', leave)
  group.meet('bob', 'carol')
  assert.equal(group.seenBy('bob'), 'bob: owner')
})

test('a clock that lies helps nobody', () => {
  const group = new TestGroup('alice', { mallory: 'admin' })
  const removal = group.act('alice', remove('mallory'))
  group.sync('alice', 'mallory')
  // Having read the removal, mallory back-dates an act to before it, and denies having seen it.
  const late: Act = {
    ...group.act('mallory', invite('trudy')),
    time: removal.time - 1,
    seen: new Map(),
  }
  const all = [...group.acts('alice'), late]
  assert.equal([...resolve(all).roster.members.keys()].join(), 'alice')
  // One that names what its own clock puts later is taken not to have seen it.
  const odd: Act = { ...late, seen: new Map([[removal.device, removal.seq]]) }
  assert.equal([...resolve([...group.acts('alice'), odd]).roster.members.keys()].join(), 'alice')
})

test('what somebody says counts while they are in', () => {
  const group = new TestGroup('alice', { bob: 'member' })
  const before = group.act('bob', join)
  group.sync('bob', 'alice')
  group.act('alice', remove('bob'))
  const beside = group.act('bob', join)
  group.meet('alice', 'bob')
  const after = group.act('bob', join)
  group.act('alice', invite('bob'))
  group.meet('alice', 'bob')
  const again = group.act('bob', join)
  const resolution = group.resolution('alice')
  const bob = login('bob')
  assert.deepEqual(
    [before, beside, after, again].map((said) => wasIn(resolution, bob, said)),
    [true, false, false, true],
  )
  assert.equal(wasIn(resolution, login('mallory'), again), false)
})

const NAMES = ['alice', 'bob', 'carol', 'dora', 'eve'] as const
const GROUP_ROLE = fc.constantFrom<GroupRole>('owner', 'admin', 'member')
const NAME = fc.constantFrom(...NAMES)
const DEED: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(NAME, GROUP_ROLE).map(([who, as]) => invite(who, as)),
  NAME.map(remove),
  fc.tuple(NAME, GROUP_ROLE).map(([who, as]) => role(who, as)),
  fc.constant(rename('quay')),
  fc.constant(leave),
  fc.constant(join),
)
const STEP = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), who: NAME, deed: DEED }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sync' as const), who: NAME, to: NAME }) },
)

function lived(steps: readonly (typeof STEP extends fc.Arbitrary<infer Step> ? Step : never)[]): TestGroup {
  const group = new TestGroup('alice', { bob: 'owner', carol: 'admin', dora: 'member' }, ['eve'])
  for (const step of steps) {
    if (step.kind === 'act') group.act(step.who, step.deed)
    else group.sync(step.who, step.to)
  }
  group.meet(...NAMES)
  return group
}

test('any history gives every device the same group, in whatever order its acts come', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (steps, random) => {
      const acts = lived(steps).acts('alice')
      const shuffled = acts
        .map((act) => ({ act, at: random.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ act }) => act)
      const [one, other] = [resolve(acts), resolve(shuffled)]
      assert.deepEqual([...one.roster.members], [...other.roster.members])
      assert.equal(one.roster.name, other.roster.name)
      const owners = [...one.roster.members.values()].filter((member) => member.role === 'owner')
      assert.equal(owners.length > 0 || one.roster.members.size === 0, true)
    }),
    { numRuns: 500 },
  )
})

/** The plain form of wasIn: the whole group as whoever said it knew it, less those put out without knowing of it. */
function wasInPlainly({ counting }: Resolution, author: Act['author'], said: Act): boolean {
  const known = counting.filter(
    (act) => saw(said, act) || (act.deed.kind === 'remove' && act.deed.login === author && !saw(act, said)),
  )
  return rosterOf(known).members.has(author)
}

test('what counts of what somebody says hangs on what was done to them alone', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 30 }), (steps) => {
      const group = lived(steps)
      const resolution = group.resolution('alice')
      for (const said of group.acts('alice'))
        for (const who of NAMES)
          assert.equal(
            wasIn(resolution, login(who), said),
            wasInPlainly(resolution, login(who), said),
            `${who} at ${said.device} ${said.seq}`,
          )
    }),
    { numRuns: 500 },
  )
})

test('or on everybody, where somebody is left out for want of room', () => {
  const crowd = Array.from({ length: MEMBERS_MAX - 3 }, (_, at) => [`crew${at}`, 'member'] as const)
  const group = new TestGroup('alice', { bob: 'admin', ...Object.fromEntries(crowd) })
  group.act('alice', invite('carol'))
  group.act('bob', invite('dora'))
  group.meet('alice', 'bob')
  const said = group.act('alice', rename('quay'))
  const resolution = group.resolution('alice')
  const inside = ['bob', 'crew0', 'carol', 'dora'].map((who) => wasIn(resolution, login(who), said))
  assert.deepEqual(inside, [true, true, true, false])
})

test('who is put out by one of two others who dispute did nothing beside it that counts', () => {
  const group = new TestGroup('alice', { bob: 'owner', carol: 'owner', dora: 'owner' })
  group.act('alice', leave)
  group.act('bob', remove('alice'))
  group.act('bob', remove('carol'))
  group.act('carol', remove('bob'))
  group.meet('alice', 'bob', 'carol')
  const counted = group.resolution('bob').counting.map(({ author, deed }) => `${author}: ${deed.kind}`)
  assert.deepEqual(counted, ['alice: create', 'bob: remove', 'bob: remove'])
})

/** Whether what an act hangs on hangs on `end` in the end: on what it has seen, and on what strikes at its author beside it. */
function leads(acts: readonly Act[], from: Act, end: Act): boolean {
  const reach = new Set([from])
  for (const act of reach) {
    for (const other of acts) {
      const { deed } = other
      const strikes = (deed.kind === 'remove' || deed.kind === 'role') && deed.login === act.author
      if (saw(act, other) || (strikes && sideBySide(act, other))) reach.add(other)
    }
  }
  return reach.has(end)
}

test('nobody whose removal counts did anything beside it that counts, but what the removal hangs on itself', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 30 }), (steps) => {
      const group = lived(steps)
      const { counting } = group.resolution('alice')
      for (const removal of counting) {
        if (removal.deed.kind !== 'remove') continue
        for (const act of counting) {
          if (act.author !== removal.deed.login || !sideBySide(act, removal)) continue
          // Only in a circle of such as put each other out does one of them count all the same.
          assert.ok(leads(group.acts('alice'), removal, act), JSON.stringify(act.deed))
        }
      }
    }),
    { numRuns: 500 },
  )
})
