// block, mute, report, hide and their lists, and how read shows what is folded: on a peer that is only memory.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import type { MessageView } from '@parley/peer/api/schema.ts'
import {
  block,
  blocked,
  hide,
  mute,
  report,
  reports,
  unblock,
  unhide,
  unmute,
} from '@parley/peer/commands/peace.ts'
import { read } from '@parley/peer/commands/read.ts'
import { untilTime } from '@parley/peer/commands/until.ts'
import { inFolds, isFolded } from '@parley/peer/show/folds.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { fakeHost, run } from '../../support/host.ts'
import { fakePeer } from '../support/fake-peer.ts'

const commands = [block, unblock, mute, unmute, blocked, report, reports, hide, unhide, read]

async function alice(t: TestContext) {
  const peer = await fakePeer(t, join(await temporaryFolder(t), 'alice'))
  const parley = (argv: readonly string[], host = fakeHost()) =>
    run(commands, [...argv, '--data', peer.folder], host)
  const json = async (argv: readonly string[]) => {
    const { out, err, status } = await parley([...argv, '--json'])
    assert.equal(status, 0, err)
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }
  return { peer, parley, json }
}

const french = () => fakeHost({ french: true })

describe('peace', () => {
  it('block and unblock, with or without the @, and the list of what was decided', async (t) => {
    const { parley, json } = await alice(t)
    assert.deepEqual(await json(['block', '@bob']), [{ login: 'bob', blocked: true }])
    await json(['mute', '@carol'])
    assert.deepEqual(await json(['blocked']), [
      { login: 'bob', blocked: true },
      { target: '@carol', conversation: 'f'.repeat(64), muted: true },
    ])
    assert.match((await parley(['blocked'])).out, /bob {2}blocked\n@carol is muted\./)
    assert.match((await parley(['block', 'bob'])).out, /You do not hear bob any more/)
    assert.match((await parley(['unblock', 'bob'], french())).out, /Vous entendez de nouveau bob/)
    const muted = await parley(['blocked'])
    assert.deepEqual([muted.out, muted.err], ['@carol is muted.\n', ''])
    assert.deepEqual(await json(['unmute', '@carol']), [{ target: '@carol', muted: false }])
    assert.match((await parley(['blocked'])).err, /Nobody is blocked, nothing is muted/)
  })

  it('mute for a time, until a moment, or for as long as one likes', async (t) => {
    const { peer, parley, json } = await alice(t)
    const before = Date.now()
    const [muted] = await json(['mute', '#sailing', 'for', '8h'])
    const until = Date.parse(muted.until)
    assert.ok(until >= before + 8 * 3_600_000 && until <= Date.now() + 8 * 3_600_000)
    assert.equal(peer.muted.get('#sailing'), muted.until)
    assert.match(
      (await parley(['mute', '#sailing', 'until', '2099-01-01'])).out,
      /#sailing is muted until .*2099/,
    )
    assert.equal((await parley(['mute', '#sailing', 'for'])).status, 2)
    assert.equal((await parley(['mute', '#sailing', 'for', 'ever'])).status, 2)
    assert.equal((await parley(['mute', '#sailing', 'during', '8h'])).status, 2)
  })

  it('a time of the day is the next time the clock shows it', () => {
    const now = new Date(2026, 10, 21, 9, 30)
    assert.deepEqual(untilTime('until', '18:00', now), new Date(2026, 10, 21, 18, 0))
    assert.deepEqual(untilTime('until', '9:30', now), new Date(2026, 10, 22, 9, 30))
    assert.deepEqual(untilTime('for', '90m', now), new Date(2026, 10, 21, 11, 0))
    assert.deepEqual(untilTime('until', '2026-12-01', now), new Date(2026, 11, 1, 23, 59, 59, 999))
    for (const raw of ['24:00', '8h', 'tomorrow', '2026-02-30', '12:60'])
      assert.throws(() => untilTime('until', raw, now), fault('VALUE_INVALID'))
  })

  it('read folds what people one blocked wrote; what is hidden says who hid it and why', async (t) => {
    const { peer, parley, json } = await alice(t)
    const fold = (text: string) => {
      const { id } = peer.write('bob', text, 'carol')
      return peer.change(id, { text: '', blocked: true }).id
    }
    peer.write('carol', 'one')
    fold('nasty')
    const id = fold('nastier')
    peer.write('carol', 'two')
    const bad = peer.write('carol', 'spam')
    await json(['hide', bad.id, '--reason', 'adverts'])
    const { out } = await parley(['read', '@carol'])
    assert.match(
      out,
      /carol: one\n.*\[2 messages of people you blocked\]\n.*carol: two\n.*\[hidden by alice: adverts\]/,
    )
    assert.doesNotMatch(out, /nast|bob/)
    assert.match((await parley(['read', '@carol'], french())).out, /\[2 messages de personnes bloquées\]/)
    const all = await json(['read', '@carol'])
    assert.equal(all.length, 5)
    assert.deepEqual([all[2].id, all[2].blocked, all[2].text], [id, true, ''])
    assert.deepEqual([all[4].hidden.from, all[4].hidden.reason], ['alice', 'adverts'])
    assert.match((await parley(['unhide', bad.id])).out, /Shown again/)
    assert.match((await parley(['read', '@carol'])).out, /carol: spam/)
    // With its words, for who asks for them: it says why they are folded otherwise.
    peer.change(id, { text: 'nastier' })
    assert.match((await parley(['read', '@carol', '--folded'])).out, /bob: nastier \(blocked\)/)
  })

  it('report says who was told; reports shows what is proved, and what is not', async (t) => {
    const { peer, parley, json } = await alice(t)
    const { id } = peer.write('bob', 'I hate you')
    assert.deepEqual(await json(['report', id, '--reason', 'a threat']), [{ id, moderators: ['mo'] }])
    assert.deepEqual(peer.asked, [`report ${id} a threat`])
    assert.match((await parley(['report', id])).out, /Reported to mo\. The author is not told\./)
    assert.match((await parley(['reports'])).err, /Nothing was reported to you/)
    const time = new Date(peer.now).toISOString()
    peer.reports = [
      {
        id: 'dddddddddddddddd-1',
        by: 'carol',
        time,
        reason: 'a \u202Ethreat',
        verified: true,
        said: {
          message: id,
          from: 'bob',
          device: '12D3KooW',
          time,
          text: 'I \u001b[31mhate',
          where: { kind: 'everyone', target: '#everyone' },
        },
      },
      {
        id: 'dddddddddddddddd-2',
        by: 'mallory',
        time,
        reason: '',
        verified: false,
        code: 'EVENT_SIGNATURE_INVALID',
      },
    ]
    const { out, err } = await parley(['reports'])
    assert.equal(err, '')
    assert.match(
      out,
      /carol reports bob, in #everyone\n {2}because: a .*threat\n.*wrote: I .*hate\n {2}proved: signed by bob’s device/,
    )
    assert.match(
      out,
      /mallory reports something that is not proved \(EVENT_SIGNATURE_INVALID\): do not believe it/,
    )
    assert.ok(!out.includes('\u202E') && !out.includes('\u001b[31mhate'))
    assert.match((await parley(['reports'], french())).out, /carol signale bob, dans #everyone/)
    assert.deepEqual((await json(['reports'])).length, 2)
    const [first] = peer.reports
    assert.ok(first?.said)
    const said = { ...first.said, edited: { text: 'I \u001b[31mlove', time } }
    const wheres = [{ kind: 'direct' }, { kind: 'group' }, { kind: 'group', target: '#Night watch' }] as const
    peer.reports = wheres.map((where) => ({ ...first, said: { ...said, where } }))
    const elsewhere = (await parley(['reports'])).out
    assert.match(
      elsewhere,
      /bob, between the two\n[\s\S]*bob, in a group you are not in\n[\s\S]*bob, in #Night watch\n/,
    )
    assert.match(elsewhere, /wrote: I .*hate\n.*changed to: I .*love\n/)
    assert.ok(!elsewhere.includes('\u001b[31mlove'))
  })

  it('folded are one line only where they stand together; what is hidden, too, says so by itself', () => {
    const blocked = { text: '', blocked: true as const, target: '#everyone' }
    const hidden = { ...blocked, hidden: { from: 'mo', time: '', reason: '' } }
    const messages = [blocked, blocked, hidden, { ...blocked, target: '#pier' }, blocked, { text: 'hi' }]
    const runs = inFolds(messages as unknown as readonly MessageView[])
    assert.deepEqual(
      runs.map((run) => run.length),
      [2, 1, 1, 1, 1],
    )
    assert.deepEqual(
      runs.map(([first]) => first && isFolded(first)),
      [true, false, true, true, false],
    )
  })
})
