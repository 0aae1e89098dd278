// reply, react, edit, delete, pin, pins, disappear, and how read shows what came of it: on a peer that is only memory.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { read } from '@parley/peer/commands/read.ts'
import { disappear, edit, pin, pins, react, remove, reply, settings } from '@parley/peer/commands/remarks.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { fakeHost, run } from '../../support/host.ts'
import { fakePeer } from '../support/fake-peer.ts'

const commands = [read, reply, react, edit, remove, pin, pins, disappear, settings]

async function alice(t: TestContext) {
  const peer = await fakePeer(t, join(await temporaryFolder(t), 'alice'))
  const parley = (argv: readonly string[], host = fakeHost()) =>
    run(commands, [...argv, '--data', peer.folder], host)
  const json = async (argv: readonly string[], host = fakeHost()) => {
    const { out, err, status } = await parley([...argv, '--json'], host)
    assert.equal(status, 0, err)
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }
  return { peer, parley, json }
}

describe('what people do to messages', () => {
  it('reply prints what send prints, and read shows what it answers', async (t) => {
    const { peer, parley, json } = await alice(t)
    const { id } = peer.write('bob', 'Tea or\ncoffee?')
    const [sent] = await json(['reply', id, 'Tea'])
    assert.deepEqual(Object.keys(sent), ['id', 'conversation', 'state'])
    await json(['reply', id, '-'], fakeHost({ stdin: 'from a file\n' }))
    const all = await json(['read', '@bob'])
    assert.deepEqual(all[1].replyTo, { id, from: 'bob', text: 'Tea or\ncoffee?' })
    assert.equal(all[2].text, 'from a file')
    const { out } = await parley(['read', '@bob'])
    assert.match(out, / +↪ bob: Tea or␊coffee\?\n.* alice: Tea /)
  })

  it('react, edit, delete and pin print the message as it is now', async (t) => {
    const { peer, parley, json } = await alice(t)
    const { id } = peer.write('alice', 'Helo', 'bob')
    assert.deepEqual((await json(['react', id, '👍']))[0].reactions, [{ reaction: '👍', from: ['alice'] }])
    assert.match((await parley(['read'])).out, /\n +👍 alice\n/)
    assert.deepEqual((await json(['react', id, '👍', '--remove']))[0].reactions, [])
    const [edited] = await json(['edit', id, 'Hello'])
    assert.deepEqual([edited.id, edited.text, typeof edited.edited], [id, 'Hello', 'string'])
    assert.equal((await json(['pin', id]))[0].pinned.from, 'alice')
    assert.deepEqual(
      (await json(['pins', '@bob'])).map((one) => one.id),
      [id],
    )
    assert.match(
      (await parley(['read', '--ids'])).out,
      new RegExp(`${id}\n.*Hello \\(edited · pinned by alice\\)`),
    )
    await json(['pin', id, '--remove'])
    const [deleted] = await json(['delete', id])
    assert.deepEqual([deleted.text, deleted.deleted.from], ['', 'alice'])
    assert.match((await parley(['read'])).out, /alice: \[deleted by alice, /)
    assert.match((await parley(['read'], fakeHost({ french: true }))).out, /\[supprimé par alice, /)
    assert.match((await parley(['pins', '@bob'])).err, /Nothing is pinned there/)
  })

  it('says plainly what cannot be', async (t) => {
    const { peer, parley } = await alice(t)
    const { id } = peer.write('bob', 'mine')
    const wrong = await parley(['edit', id, 'yours'])
    assert.deepEqual([wrong.status, /Message .* was written by bob/.test(wrong.err)], [3, true])
    const french = await parley(['edit', id, 'yours'], fakeHost({ french: true }))
    assert.match(french.err, /a été écrit par bob/)
    for (const [argv, code] of [
      [['react', 'x', '👍'], 'MESSAGE_ID_MALFORMED'],
      [['reply', 'cccccccccccccccc-9', 'x'], 'MESSAGE_UNKNOWN'],
      [['disappear', '@bob', 'soon'], 'VALUE_INVALID'],
    ] as const)
      assert.equal((await parley([...argv, '--json'])).code, code, argv.join(' '))
  })

  it('disappear says what holds, and changes it', async (t) => {
    const { peer, parley, json } = await alice(t)
    assert.deepEqual(await json(['disappear', '@bob', '7d']), [{ target: '@bob', seconds: 604_800 }])
    assert.deepEqual(await json(['disappear', '@bob', 'off']), [{ target: '@bob', seconds: 0 }])
    assert.deepEqual(peer.asked, ['lifetime @bob 604800', 'lifetime @bob 0'])
    assert.match((await parley(['disappear', '@bob'])).out, /Messages with @bob stay/)
    assert.match((await parley(['disappear', '@bob', '7d'])).out, /disappear 7 days after/)
  })

  it('settings says what others learn, and changes it', async (t) => {
    const { parley, json } = await alice(t)
    assert.deepEqual(await json(['settings']), [{ receipts: true, typing: true }])
    assert.deepEqual(await json(['settings', '--receipts', 'off']), [{ receipts: false, typing: true }])
    assert.match((await parley(['settings'])).out, /receipts off: .*\ntyping on: /)
    assert.equal((await parley(['settings', '--typing', 'perhaps', '--json'])).status, 2)
  })

  it('read --follow tells people what changed, and programs only when they ask', async (t) => {
    const follow = async (...more: string[]) => {
      const { peer, parley } = await alice(t)
      const { id } = peer.write('bob', 'one')
      const host = fakeHost()
      const reading = parley(['read', '@bob', '--follow', ...more], host)
      const until = async (holds: () => boolean) => {
        while (!holds()) await new Promise((resolve) => setImmediate(resolve))
      }
      await until(() => host.out().includes('one'))
      peer.change(id, { text: 'two', edited: new Date().toISOString() })
      peer.write('bob', 'the end')
      await until(() => host.out().includes('the end'))
      await peer.stop()
      await reading
      return host.out()
    }
    assert.match(await follow(), /bob: \(changed\) two/)
    assert.ok(!(await follow('--json')).includes('"two"'))
    assert.ok((await follow('--json', '--changes')).includes('"two"'))
  })

  it('tricks in reactions and quotes are shown, not obeyed', async (t) => {
    const { peer, parley } = await alice(t)
    const { id } = peer.write('bob', 'x')
    peer.change(id, {
      reactions: [{ reaction: '\u001b[31m', from: ['bob'] }],
      replyTo: { id, from: 'bob', text: '\u202Egnp.exe' },
    })
    const { out } = await parley(['read'])
    assert.ok(!out.includes('\u001b[31m') && !out.includes('\u202E'))
    assert.match(out, /␛\[31m bob/)
    assert.match(out, /<U\+202E>gnp/)
  })
})
