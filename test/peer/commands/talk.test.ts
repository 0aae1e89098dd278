// send, read, who, whois, status, connect: as a person or a program drives them, on a peer that is only memory.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { chat } from '@parley/peer/commands/chat.ts'
import { connect } from '@parley/peer/commands/connect.ts'
import { read } from '@parley/peer/commands/read.ts'
import { send } from '@parley/peer/commands/send.ts'
import { status } from '@parley/peer/commands/status.ts'
import { who } from '@parley/peer/commands/who.ts'
import { whois } from '@parley/peer/commands/whois.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type FakeHost, fakeHost, run } from '../../support/host.ts'
import { type FakePeer, fakePeer } from '../support/fake-peer.ts'

const commands = [chat, connect, read, send, status, who, whois]

async function alice(t: TestContext) {
  const peer: FakePeer = await fakePeer(t, join(await temporaryFolder(t), 'alice'))
  const parley = (argv: readonly string[], host?: FakeHost) =>
    run(commands, [...argv, '--data', peer.folder], host ?? fakeHost())
  const json = async (argv: readonly string[], host?: FakeHost) => {
    const { out, err, status: ended } = await parley([...argv, '--json'], host)
    assert.equal(ended, 0, err)
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }
  return { peer, parley, json }
}

describe('parley send', () => {
  it('says where the message is, to programs and to people', async (t) => {
    const { parley, json } = await alice(t)
    const [sent] = await json(['send', '@bob', 'Hello'])
    assert.deepEqual(Object.keys(sent), ['id', 'conversation', 'state'])
    assert.equal(sent.state, 'stored')
    assert.match((await parley(['send', '@bob', 'Hello'])).out, /to @bob: stored/)
    assert.match(
      (await parley(['send', '@bob', 'Bonjour'], fakeHost({ french: true }))).out,
      /pour @bob : enregistré/,
    )
  })

  it('waits until the message has come as far as asked', async (t) => {
    const { peer, json } = await alice(t)
    const parts = peer.parts()
    const end = parts.onEvent((event) => {
      if (event.type === 'message') setImmediate(() => peer.raise(event.message, 'delivered'))
    })
    t.after(end)
    const [sent] = await json(['send', '@bob', 'Hello', '--wait', 'delivered'])
    assert.equal(sent.state, 'delivered')
  })

  it('tells programs only the states that can be waited for', async (t) => {
    const { peer, parley } = await alice(t)
    const end = peer.parts().onEvent((event) => {
      if (event.type === 'message') setImmediate(() => peer.raise(event.message, 'sent'))
    })
    t.after(end)
    const wanted = ['send', '@bob', 'Hello', '--wait', 'delivered', '--timeout', '1s']
    const late = await parley([...wanted, '--json'])
    assert.deepEqual([late.status, JSON.parse(late.out).state], [4, 'stored'])
    assert.match((await parley(wanted)).out, /to @bob: sent/)
  })

  it('says how far it came when time is up', async (t) => {
    const { parley } = await alice(t)
    const late = await parley(['send', '@bob', 'Hello', '--wait', 'read', '--timeout', '50ms', '--json'])
    assert.deepEqual([late.status, late.code, JSON.parse(late.out).state], [4, 'STATE_NOT_REACHED', 'stored'])
  })

  it('reads one message, or one a line, from standard input', async (t) => {
    const { peer, json } = await alice(t)
    await json(['send', '@bob', '-'], fakeHost({ stdin: 'two\nlines\n' }))
    await json(['send', '@bob', '-', '--lines'], fakeHost({ stdin: 'three\r\n\nfour\nfive' }))
    const texts = (await peer.parts().messages({})).map(({ text }) => text)
    assert.deepEqual(texts, ['two\nlines', 'three', 'four', 'five'])
  })

  it('sends the lines before one that is not text, and says so', async (t) => {
    const { peer, parley } = await alice(t)
    const stdin = Buffer.concat([Buffer.from('good\n'), Buffer.from([0xff, 0xfe]), Buffer.from('\nlater\n')])
    const { status: ended, code } = await parley(
      ['send', '@bob', '-', '--lines', '--json'],
      fakeHost({ stdin }),
    )
    assert.deepEqual([ended, code], [2, 'TEXT_NOT_UNICODE'])
    assert.deepEqual(
      (await peer.parts().messages({})).map(({ text }) => text),
      ['good'],
    )
  })

  for (const [what, argv, code] of [
    ['somebody without @', ['bob', 'x'], 'TARGET_MALFORMED'],
    ['a room without a name', ['#', 'x'], 'TARGET_MALFORMED'],
    ['a login that is none', ['@b ob', 'x'], 'LOGIN_MALFORMED'],
    ['--lines without -', ['@bob', 'x', '--lines'], 'USAGE'],
    ['a state nobody waits for', ['@bob', 'x', '--wait', 'sent'], 'VALUE_INVALID'],
  ] as const)
    it(`refuses ${what}`, async (t) => {
      const { parley } = await alice(t)
      const refused = await parley(['send', ...argv, '--json'])
      assert.deepEqual([refused.status, refused.code], [2, code])
    })

  it('takes no message larger than one can be', async (t) => {
    const { parley } = await alice(t)
    const stdin = 'x'.repeat(100_000)
    for (const more of [[], ['--lines']]) {
      const refused = await parley(['send', '@bob', '-', ...more, '--json'], fakeHost({ stdin }))
      assert.deepEqual([refused.status, refused.code], [2, 'TEXT_TOO_LONG'])
    }
  })
})

describe('the help of what is about a conversation', () => {
  for (const spec of [send, read, chat])
    it(`of parley ${spec.name} names people and rooms`, async () => {
      for (const french of [false, true]) {
        const { out } = await run([spec], [spec.name, '--help'], fakeHost({ french }))
        assert.match(out, french ? /@identifiant ou #salon/ : /@login or #room/)
      }
    })
})

describe('parley read', () => {
  it('shows messages in order, and tells the other side what was read', async (t) => {
    const { peer, json } = await alice(t)
    peer.write('bob', 'one')
    peer.write('alice', 'two', 'bob')
    const last = peer.write('bob', 'three')
    peer.write('carol', 'elsewhere')
    const lines = await json(['read', '@bob'])
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['one', 'two', 'three'],
    )
    const keys = ['id', 'conversation', 'target', 'from', 'device', 'time', 'text', 'state', 'verified']
    assert.deepEqual(Object.keys(lines[0]), keys)
    assert.deepEqual(peer.seenAsRead, [last.id])
  })

  it('pages through more than one answer holds', async (t) => {
    const { peer, json } = await alice(t)
    const first = peer.write('bob', '0')
    for (let n = 1; n < 1234; n++) peer.write('bob', String(n))
    const texts = async (argv: readonly string[]) =>
      (await json(['read', '@bob', ...argv])).map(({ text }) => text)
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => String(from + n))
    assert.deepEqual(await texts([]), numbers(1134, 1234))
    assert.deepEqual(await texts(['--limit', '1200']), numbers(34, 1234))
    assert.deepEqual(await texts(['--since', first.id]), numbers(1, 1234))
    assert.deepEqual(await texts(['--since', first.id, '--limit', '3']), ['1', '2', '3'])
  })

  it('goes on with what comes, each once, until the daemon ends', async (t) => {
    const { peer, parley } = await alice(t)
    peer.write('bob', 'before')
    const host = fakeHost()
    const following = parley(['read', '--follow', '--json'], host)
    while (!host.out().includes('before')) await turn()
    peer.write('bob', 'after')
    while (!host.out().includes('after')) await turn()
    await peer.stop()
    const { status: ended, code, out } = await following
    assert.deepEqual([ended, code, out.trimEnd().split('\n').length], [4, 'DAEMON_GONE', 2])
  })

  it('shows to people nothing a terminal would obey', async (t) => {
    const { peer, parley, json } = await alice(t)
    peer.write('bob', 'red \u001b[31m and \u202Eturned')
    const { out } = await parley(['read', '@bob'])
    assert.match(out, /bob: red ␛\[31m and <U\+202E>turned/)
    assert.equal((await json(['read', '@bob']))[0].text, 'red \u001b[31m and \u202Eturned')
  })

  it('refuses a beginning that is neither message nor time', async (t) => {
    const { parley } = await alice(t)
    for (const since of ['yesterday', '2026-13-45', '', '-1'])
      assert.equal((await parley(['read', `--since=${since}`, '--json'])).status, 2)
  })
})

describe('parley who, whois, status, connect, chat', () => {
  it('tell what they know', async (t) => {
    const { parley, json } = await alice(t)
    const people = await json(['who'])
    assert.deepEqual(
      people.map(({ login, online }) => [login, online]),
      [
        ['alice', true],
        ['bob', true],
        ['carol', false],
      ],
    )
    assert.match((await parley(['who'])).out, /● bob +Bob Anchor +online\n○ carol/)
    assert.equal((await json(['whois', '@BOB']))[0].login, 'bob')
    assert.equal((await parley(['whois', 'zed', '--json'])).code, 'PERSON_UNKNOWN')
    assert.equal((await json(['status']))[0].realm, 'harbour')
    assert.match((await parley(['status'])).out, /alice in realm harbour\n.*directory +reachable/s)
    assert.equal((await json(['connect', '/ip4/127.0.0.1/tcp/9']))[0].login, 'bob')
  })

  it('hide who was suspended, unless all are asked for', async (t) => {
    const { peer, json } = await alice(t)
    peer.people = peer.people.map((one) => (one.login === 'bob' ? { ...one, status: 'suspended' } : one))
    assert.equal((await json(['who'])).length, 2)
    assert.equal((await json(['who', '--all'])).length, 3)
  })

  it('say how to start a daemon that is not running', async (t) => {
    const { peer, parley } = await alice(t)
    await peer.stop()
    for (const argv of [['who'], ['status'], ['read'], ['send', '@bob', 'x'], ['whois', 'bob']]) {
      const refused = await parley([...argv, '--json'])
      assert.deepEqual([refused.status, refused.code], [4, 'DAEMON_NOT_RUNNING'])
    }
    assert.match((await parley(['who'])).err, /parley up/)
  })

  it('open no screen where there is none', async (t) => {
    const { parley } = await alice(t)
    assert.deepEqual((await parley(['chat', '--json'])).code, 'TERMINAL_MISSING')
  })
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
