// The terminal program as a person uses it: drawn by ink, on a peer that is only memory.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { openClient } from '@parley/peer/api/client.ts'
import { App } from '@parley/peer/terminal/app.tsx'
import { TerminalSession } from '@parley/peer/terminal/session.ts'
import { render } from 'ink-testing-library'
import { temporaryFolder } from '../../support/folder.ts'
import { type FakePeer, fakePeer } from '../support/fake-peer.ts'

const ENTER = '\r'
const PAGE_UP = '\u001b[5~'
const alt = (key: string) => `\u001b${key}`

interface Face {
  readonly peer: FakePeer
  type(keys: string): Promise<void>
  /** Waits until the screen shows it. */
  shows(wanted: RegExp | string): Promise<string>
  hides(unwanted: RegExp | string): Promise<string>
}

async function face(t: TestContext, before: (peer: FakePeer) => void = () => undefined): Promise<Face> {
  const peer = await fakePeer(t, join(await temporaryFolder(t), 'alice'))
  before(peer)
  const session = new TerminalSession({
    open: () => openClient(peer.folder),
    language: 'en',
    now: () => peer.now,
    opening: undefined,
  })
  const running = session.run()
  const { stdin, lastFrame, frames, unmount } = render(
    <App session={session} screen={{ place: () => undefined, repaint: () => undefined }} />,
  )
  t.after(async () => {
    session.stop()
    unmount()
    await running
  })
  const until = async (holds: (frame: string) => boolean, what: string) => {
    const deadline = Date.now() + 60_000
    for (;;) {
      const frame = lastFrame() ?? ''
      if (holds(frame)) return frame
      if (Date.now() > deadline)
        assert.fail(`${what}, but the screen is\n${frame}\n(${frames.length} frames)`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const has = (frame: string, wanted: RegExp | string) =>
    typeof wanted === 'string' ? frame.includes(wanted) : wanted.test(frame)
  return {
    peer,
    async type(keys) {
      stdin.write(keys)
      // The next key comes after this one was taken, as from fingers.
      await new Promise((resolve) => setImmediate(resolve))
    },
    shows: (wanted) => until((frame) => has(frame, wanted), `expected ${wanted}`),
    hides: (unwanted) => until((frame) => !has(frame, unwanted), `expected no ${unwanted}`),
  }
}

describe('the terminal program', () => {
  it('shows people, unread counts and the facts of trust', async (t) => {
    const { shows } = await face(t, (peer) => {
      peer.write('carol', 'Are you there?')
      peer.write('carol', 'Alice?')
    })
    const frame = await shows('Welcome, alice')
    assert.match(frame, /1 ○ carol +2/, 'who one talks with comes first')
    assert.match(frame, /2 ● bob/)
    assert.match(frame, /certificate until 27 Nov 2026.*directory ok/)
  })

  it('opens a conversation, sends, and follows each message to its reading', async (t) => {
    const { peer, type, shows } = await face(t)
    await shows('Welcome')
    await type(alt('1'))
    await shows('No messages with bob yet')
    await type('Hello Bob')
    await shows('@bob> Hello Bob')
    await type(ENTER)
    await shows(/○ +alice {2}Hello Bob/)
    const [message] = await peer.parts().messages({})
    assert.ok(message)
    peer.raise(message, 'sent')
    await shows(/● +alice {2}Hello Bob/)
    peer.raise(message, 'delivered')
    await shows(/✓ +alice {2}Hello Bob/)
    peer.raise(message, 'read')
    await shows(/✓✓ alice {2}Hello Bob/)
  })

  it('marks as read what is looked at, and counts what is not', async (t) => {
    const { peer, type, shows, hides } = await face(t)
    await shows('Welcome')
    await type(alt('1'))
    await shows('No messages with bob yet')
    const seen = peer.write('bob', 'Look')
    await shows('bob  Look')
    peer.write('carol', 'Psst')
    await shows(/carol +1/)
    assert.deepEqual(peer.seenAsRead, [seen.id])
    await type(alt('a'))
    await shows('carol  Psst')
    await shows('─ new ─')
    await hides(/carol +1/)
    assert.equal(peer.seenAsRead.length, 2)
  })

  it('scrolls back to the beginning, page after page', async (t) => {
    const { type, shows } = await face(t, (peer) => {
      for (let n = 0; n < 250; n++) peer.write('bob', `line ${n}.`)
    })
    await shows('Welcome')
    await type(alt('1'))
    await shows('line 249.')
    for (let page = 0; page < 40; page++) {
      await type(PAGE_UP)
      const frame = await shows(/lines below/)
      if (frame.includes('the beginning of your conversation')) break
    }
    await shows('line 0.')
    await type('\u001b[6;5~')
    await shows('line 249.')
  })

  it('shows nothing a terminal would obey', async (t) => {
    const { type, shows } = await face(t, (peer) => peer.write('bob', 'x\u001b[2Jy \u202Ez'))
    await shows('Welcome')
    await type(alt('1'))
    await shows('x␛[2Jy <U+202E>z')
  })

  it('completes, recalls, and keeps a line that could not be taken', async (t) => {
    const { type, shows, hides } = await face(t)
    await shows('Welcome')
    await type('/msg @ca')
    await type('\t')
    await shows('> /msg @carol')
    await type('Hi')
    await type(ENTER)
    await shows(/alice {2}Hi/)
    await type('\u001b[A')
    await shows('@carol> /msg @carol Hi')
    await type('\u0015')
    await hides('@carol> /msg')
    await type('/dance')
    await type(ENTER)
    await shows('There is no /dance')
    await shows('@carol> /dance')
  })

  it('pastes several lines without sending them', async (t) => {
    const { peer, type, shows } = await face(t)
    await shows('Welcome')
    await type(alt('1'))
    await type('\u001b[200~')
    await type('one\rtwo')
    await type('\u001b[201~')
    await shows(/@bob> one\n.*two/)
    assert.deepEqual(await peer.parts().messages({}), [])
    await type(ENTER)
    await shows(/alice {2}one/)
    assert.equal((await peer.parts().messages({}))[0]?.text, 'one\ntwo')
  })

  it('says that the daemon stopped, keeps what is typed, and goes on by itself', async (t) => {
    const { peer, type, shows } = await face(t)
    await shows('Welcome')
    await type(alt('1'))
    await shows('No messages with bob yet')
    await peer.stop()
    await shows('the peer is not running')
    await type('Kept')
    await type(ENTER)
    await shows('Your line is kept')
    await shows('@bob> Kept')
    peer.write('bob', 'while you were away')
    await peer.start()
    await shows('The peer is back')
    await shows('while you were away')
    await type(ENTER)
    await shows(/alice {2}Kept/)
  })

  it('answers /help, /who and /status in place', async (t) => {
    const { type, shows } = await face(t)
    await shows('Welcome')
    await type('/status')
    await type(ENTER)
    await shows(/alice in realm harbour/)
    await type('/who')
    await type(ENTER)
    await shows('○ carol (Carol Anchor) offline')
    await type('/help')
    await type(ENTER)
    await shows('/msg @login [text]')
  })

  it('picks a message and answers, reacts to, pins it; changes and deletes one’s own', async (t) => {
    const { peer, type, shows, hides } = await face(t, (one) => {
      one.write('bob', 'Tea or coffee?')
      one.write('bob', 'And cake, @alice?')
    })
    await shows('Welcome')
    await type(alt('1'))
    await shows('And cake')
    // The newest of the other side is meant when none is picked.
    await type('/react 👍')
    await type(ENTER)
    await shows(/👍 alice/)
    await type('/react 👍')
    await type(ENTER)
    await hides(/👍 alice/)
    // Two up, answered; what was typed goes with it.
    await type('Tea, please')
    await type(alt('k'))
    await type(alt('k'))
    await type(alt('r'))
    await shows('> /reply Tea, please')
    await type(ENTER)
    await shows(/↪ bob: Tea or coffee\?[^\n]*\n[^\n]*alice {2}Tea, please/)
    // Its own words are there to be changed.
    await type(alt('e'))
    await shows('> /edit Tea, please')
    await type(' and milk')
    await type(ENTER)
    await shows(/Tea, please and milk[^\n]*\n[^\n]*\(edited\)/)
    await type(alt('p'))
    await type(ENTER)
    await shows(/pinned by alice/)
    await type('/pins')
    await type(ENTER)
    await shows(/📌 bob: And cake/)
    await type(alt('d'))
    await type(ENTER)
    await shows(/\[deleted by alice, /)
    await hides('and milk\n')
    await type('/disappear 7d')
    await type(ENTER)
    await shows(/alice: messages written from now on disappear after 7 days/)
    assert.ok(peer.asked.includes('lifetime @bob 604800'))
  })

  it('follows what others do to messages', async (t) => {
    const { peer, type, shows, hides } = await face(t)
    const { id } = peer.write('bob', 'a first thought')
    await shows('Welcome')
    await type(alt('1'))
    await shows('a first thought')
    peer.change(id, { text: 'a second thought', edited: new Date(peer.now).toISOString() })
    await shows(/a second thought/)
    peer.change(id, { text: '', deleted: { from: 'bob', time: new Date(peer.now).toISOString() } })
    await shows(/\[deleted by bob, /)
    peer.tell({ type: 'vanish', target: '@bob', id })
    await hides('deleted by bob')
  })

  it('keeps a line for each conversation, also for the next time', async (t) => {
    const { peer, type, shows, hides } = await face(t, (one) => {
      one.write('bob', 'hello')
      one.write('carol', 'hi')
      one.drafts.set('@carol', 'begun last time')
    })
    await shows('Welcome')
    await type(alt('1'))
    await shows('@bob>')
    await type('half a tho')
    await type(alt('2'))
    await shows('@carol> begun last time')
    await type(alt('1'))
    await shows('@bob> half a tho')
    await until(() => peer.drafts.get('@bob') === 'half a tho')
    await type('ught')
    await type(ENTER)
    await hides('@bob> half')
    await until(() => !peer.drafts.has('@bob'))
  })

  it('says who is typing until they write, and tells the others', async (t) => {
    const { peer, type, shows, hides } = await face(t, (one) => {
      one.write('bob', 'hello')
    })
    await shows('Welcome')
    await type(alt('1'))
    await shows('hello')
    peer.tell({ type: 'typing', target: '@bob', from: 'bob', milliseconds: 60_000 })
    await shows('online, bob typing …')
    peer.write('bob', 'there it is')
    await hides('typing …')
    await type('an answer')
    await until(() => peer.asked.includes('typing @bob'))
    await type(' /with a slash')
    assert.equal(peer.asked.filter((one) => one === 'typing @bob').length, 1)
  })
})

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'it never happened')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
