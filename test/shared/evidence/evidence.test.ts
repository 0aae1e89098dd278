// An exported conversation: genuine as it is, and whatever is changed in it is found and named.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeBurst } from '@parley/shared/events/burst.ts'
import { EvidenceCheck, type Genuine } from '@parley/shared/evidence/check.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { makeRealm, NOW } from '../certificates/realm.ts'
import { Author, exported, hasher, minute, type Story, story } from './story.ts'

function check({ realm }: Story, file: string, texts: string[] = []): Genuine {
  const checking = new EvidenceCheck({
    roots: [realm.root],
    primitives,
    hasher,
    proved: ({ from, text }) => void texts.push(`${from}: ${text}`),
  })
  for (const line of file.replace(/\n$/, '').split('\n')) checking.line(line)
  return checking.finish()
}

/** Line of an event, as JSON, changed. */
function changed(file: string, text: string, change: (line: Record<string, unknown>) => void): string {
  return file
    .split('\n')
    .map((line) => {
      if (!line.includes(JSON.stringify(text))) return line
      const parsed: Record<string, unknown> = JSON.parse(line)
      change(parsed)
      return JSON.stringify(parsed)
    })
    .join('\n')
}

test('what was written is genuine, by whom and when', () => {
  const it = story()
  const texts: string[] = []
  const genuine = check(it, exported(it), texts)
  assert.deepEqual(texts, [
    'alice: We sail at dawn.',
    'alice: Bring the charts.',
    'alice: And rope.',
    'alice: Good.',
    'bob: Aye.',
  ])
  assert.deepEqual([genuine.events, genuine.texts, genuine.exportedBy, genuine.warnings], [5, 5, 'bob', []])
  assert.deepEqual([genuine.from, genuine.to], [minute(1), minute(3)])
  assert.deepEqual(
    genuine.revocationsKnownUntil,
    minute(0),
    'when the list was made, not what it is dated back to',
  )
})

test('each alteration is named by message and device', () => {
  const it = story()
  const file = exported(it)
  const device = it.alice.device.peerId
  const flip = (base64: unknown, at = 30) => {
    const bytes = Buffer.from(String(base64), 'base64')
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes.toString('base64')
  }
  const cases: readonly (readonly [string, string, Fault['parameters'], string])[] = [
    [
      'a word',
      'EVIDENCE_ALTERED',
      { seq: 2, reason: 'TEXT' },
      changed(file, 'Bring the charts.', (line) => (line.text = 'Burn the charts.')),
    ],
    [
      'the author shown',
      'EVIDENCE_ALTERED',
      { seq: 2, reason: 'FROM' },
      changed(file, 'Bring the charts.', (line) => (line.from = 'bob')),
    ],
    [
      'the time shown',
      'EVIDENCE_ALTERED',
      { seq: 2, reason: 'TIME' },
      changed(file, 'Bring the charts.', (line) => (line.time = NOW.toISOString())),
    ],
    [
      'a body',
      'EVIDENCE_ALTERED',
      { seq: 2, reason: 'BODY' },
      changed(file, 'Bring the charts.', (line) => (line.body = flip(line.body, 5))),
    ],
    [
      'a header',
      'EVIDENCE_ALTERED',
      { seq: 2, reason: 'HEADER' },
      changed(file, 'Bring the charts.', (line) => (line.header = flip(line.header, 60))),
    ],
    [
      'a signature',
      'EVIDENCE_ALTERED',
      { seq: 3, reason: 'SIGNATURE' },
      changed(file, 'And rope.', (line) => (line.signature = flip(line.signature))),
    ],
    [
      'a number',
      'EVIDENCE_MISSING',
      { seq: 2 },
      changed(file, 'Bring the charts.', (line) => (line.seq = 7)),
    ],
    [
      'one gone',
      'EVIDENCE_MISSING',
      { seq: 2 },
      file
        .split('\n')
        .filter((line) => !line.includes('Bring'))
        .join('\n'),
    ],
    [
      'no signature',
      'EVIDENCE_UNSIGNED',
      { seq: 4 },
      changed(file, 'Good.', (line) => delete line.signature),
    ],
  ]
  for (const [name, code, parameters, altered] of cases) {
    assert.notEqual(altered, file, name)
    assert.throws(
      () => check(it, altered),
      (error) => {
        assert.ok(error instanceof Fault, String(error))
        assert.equal(error.code, code, name)
        assert.equal(error.exit, 5)
        assert.deepEqual(
          { ...error.parameters, device: undefined },
          { ...parameters, device: undefined },
          name,
        )
        assert.equal(error.parameters.device, device)
        return true
      },
    )
  }
})

test('two messages in each other’s place, one left out at the end, one added', () => {
  const it = story()
  const lines = exported(it).split('\n')
  const at = (text: string) => lines.findIndex((line) => line.includes(text))
  const [one, two] = [at('We sail'), at('Bring')]
  const swapped = lines.with(one, lines[two] ?? '').with(two, lines[one] ?? '')
  assert.throws(() => check(it, swapped.join('\n')), fault('EVIDENCE_MISSING'))
  const shorter = lines.filter((line) => !line.includes('Good.'))
  assert.throws(() => check(it, shorter.join('\n')), fault('EVIDENCE_CUT'))
  assert.throws(() => check(it, lines.slice(0, -2).join('\n')), fault('EVIDENCE_CUT'))
  assert.throws(() => check(it, [...lines.slice(0, -1), lines[2]].join('\n')), fault('EVIDENCE_CUT'))
  // Whole again, but who exported it did not sign this.
  const again = lines
    .map((line) => line.replace(/"events":5/, '"events":4'))
    .filter((line) => !line.includes('Good.'))
  assert.throws(() => check(it, again.join('\n')), fault('EVIDENCE_CUT'))
})

test('a message signed after the revocation is refused, one before is told with a warning', () => {
  const it = story()
  const revokedAt = (date: Date) => ({
    lists: it.realm
      .revoking({ serial: it.alice.device.serial, date, reason: 'keyCompromise' })
      .all()
      .map(({ der }) => der),
  })
  assert.throws(() => check(it, exported(it, revokedAt(minute(2)))), fault('EVIDENCE_REVOKED'))
  const { warnings } = check(it, exported(it, revokedAt(minute(5))))
  assert.deepEqual(
    warnings.map((warning) => [warning.code, 'login' in warning ? warning.login : undefined]),
    [['REVOKED_LATER', 'alice']],
  )
  // Replaced by another certificate: nothing is wrong with the key.
  const replaced = it.realm.revoking({
    serial: it.alice.device.serial,
    date: minute(2),
    reason: 'superseded',
  })
  const lists = replaced.all().map(({ der }) => der)
  assert.deepEqual(check(it, exported(it, { lists })).warnings, [])
  assert.throws(() => check(it, exported(it, { lists: [] })), fault('EVIDENCE_UNPROVEN'))
})

test('another realm’s root, another conversation’s people, an outsider', () => {
  const it = story()
  const file = exported(it)
  assert.throws(() => check({ ...it, realm: makeRealm() }, file), fault('EVIDENCE_PAPER'))
  assert.throws(
    () => check(it, file.replace('"people":["alice","bob"]', '"people":["alice","carol"]')),
    fault('EVIDENCE_CONVERSATION'),
  )
  const mallory = new Author(it.realm, 'mallory', it.conversation).write(minute(1), 'I was here.')
  const forged = { ...it, bob: mallory }
  assert.throws(() => check(it, exported(forged)), fault('EVIDENCE_UNPROVEN'))
})

test('two signed messages with one number are shown', () => {
  const it = story()
  const fork = new Author(it.realm, 'alice', it.conversation)
  const twice = { ...it, alice: fork }
  fork.write(minute(1), 'We sail at dawn.')
  const other = fork.compose(minute(2), ['We stay.'])
  fork.write(minute(2), 'We go.')
  const burst = encodeBurst(other.events, other.signature, [])
  const contradictions = [{ device: fork.device.peerId, seq: 2, burst }]
  assert.deepEqual(check(twice, exported(twice, { contradictions })).warnings, [
    { code: 'CONTRADICTION', device: fork.device.peerId, seq: 2 },
  ])
})

test('whatever one bit of the file becomes, it is not genuine', () => {
  const it = story()
  const bytes = Buffer.from(exported(it))
  fc.assert(
    fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      assert.throws(
        () => check(it, flipped.toString('utf8')),
        (error) => error instanceof Fault && error.exit === 5,
      )
    }),
    { numRuns: process.env.PARLEY_LONG === '1' ? 30_000 : 1_000 },
  )
})
