// Peace in the terminal program: folded lines, muted conversations, and what is typed for both.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { alt, ENTER, face } from '../support/face.tsx'

describe('peace in the terminal program', () => {
  it('folds what people one blocked wrote into one line, and steps over it', async (t) => {
    const { peer, type, shows } = await face(t, (peer) => {
      peer.write('carol', 'one')
      for (const text of ['nasty', 'nastier']) {
        const { id } = peer.write('bob', text, 'carol')
        peer.change(id, { text: '', blocked: true })
      }
      peer.write('carol', 'two')
    })
    await shows(/Welcome/)
    await type(alt('1'))
    const frame = await shows(/⊘ 2 messages of people you blocked/)
    assert.doesNotMatch(frame, /nast/)
    // Up from the newest: the folded ones are stepped over.
    await type(alt('k'))
    await type(alt('k'))
    await type('/hide not here')
    await type(ENTER)
    await shows(/carol {2}\[hidden by alice: not here\]/)
    assert.equal((await peer.parts().messages({}))[0]?.hidden?.reason, 'not here')
  })

  it('/block in a conversation blocks who one talks with; the list says so; /unblock takes it back', async (t) => {
    const { peer, type, shows, hides } = await face(t, (peer) => void peer.write('bob', 'hello'))
    await shows(/Welcome/)
    await type(alt('1'))
    await shows(/bob {2}hello/)
    await type('/block')
    await type(ENTER)
    await shows(/You do not hear bob any more/)
    await shows(/⊘ bob/)
    await shows(/@bob \(Bob Anchor\), online, blocked/)
    assert.deepEqual([...peer.blocked], ['bob'])
    await type('/unblock @bob')
    await type(ENTER)
    await shows(/You hear bob again/)
    await hides(/⊘ bob/)
  })

  it('rings for what is new, but not where it is muted; what is muted is counted and does not call', async (t) => {
    const { peer, rings, type, shows } = await face(t)
    await shows(/Welcome/)
    peer.write('bob', 'hello')
    await shows(/bob +1/)
    assert.equal(rings(), 1)
    await type(alt('1'))
    await shows(/bob {2}hello/)
    await type('/mute 8h')
    await type(ENTER)
    await shows(/@bob is muted until/)
    await shows(/online, muted/)
    await type(alt('0'))
    await shows(/Welcome/)
    peer.write('bob', 'hello again')
    await shows(/bob +1/)
    assert.equal(rings(), 1)
    // The next with news: there is none that calls.
    await type(alt('a'))
    peer.write('carol', 'hello')
    await shows(/carol +1/)
    await type(alt('a'))
    await shows(/carol {2}hello/)
    assert.equal(rings(), 2)
  })

  it('/report shows the message to a moderator; a report to oneself is announced', async (t) => {
    const { peer, type, shows } = await face(t, (peer) => void peer.write('bob', 'I hate you'))
    await shows(/Welcome/)
    peer.tell({ type: 'report', from: 'carol' })
    await shows(/carol reports a message to you: \/reports shows it/)
    await type(alt('1'))
    await shows(/I hate you/)
    await type('/report a threat')
    await type(ENTER)
    await shows(/Reported to mo/)
    assert.deepEqual(peer.asked.slice(-1), ['report bbbbbbbbbbbbbbbb-1 a threat'])
    await type('/reports')
    await type(ENTER)
    await shows(/Nothing was reported to you/)
  })
})
