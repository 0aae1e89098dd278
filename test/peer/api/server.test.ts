// The local API through its socket: who is let in, what is bounded, what the feed says.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { openClient } from '@parley/peer/api/client.ts'
import type { FeedLine } from '@parley/peer/api/schema.ts'
import { startApi } from '@parley/peer/api/server.ts'
import { announceApi } from '@parley/peer/api/token.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type FakePeer, fakePeer } from '../support/fake-peer.ts'

const alices = async (t: TestContext): Promise<FakePeer> =>
  fakePeer(t, join(await temporaryFolder(t), 'alice'))

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

/** A request as any program may make it. */
async function ask(
  url: string,
  headers: Record<string, string> = {},
  body?: string,
  method = 'GET',
): Promise<Answer> {
  const asked = request(url, { method, headers })
  asked.end(body)
  const [answer] = await once(asked, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() }
}

const tokenOf = async (peer: FakePeer) => ({
  authorization: `Bearer ${(await readFile(join(peer.folder, 'api.token'), 'utf8')).trim()}`,
})

describe('the local API', () => {
  it('lets in who has the token, and keeps the token for the owner alone', async (t) => {
    const peer = await alices(t)
    assert.equal((await stat(join(peer.folder, 'api.token'))).mode & 0o777, 0o600)
    const { status, text } = await ask(`${peer.url}/v1/status`, await tokenOf(peer))
    assert.deepEqual([status, JSON.parse(text).login], [200, 'alice'])
  })

  it('turns away mallory without the token', async (t) => {
    const peer = await alices(t)
    for (const headers of [
      {},
      { authorization: 'Bearer x' },
      { authorization: `Bearer ${'A'.repeat(43)}` },
    ]) {
      const { status, text } = await ask(`${peer.url}/v1/people`, headers)
      assert.deepEqual([status, JSON.parse(text).error.code], [401, 'API_FORBIDDEN'])
    }
  })

  it('turns away a page of another site, also one whose name points here', async (t) => {
    const peer = await alices(t)
    const token = await tokenOf(peer)
    for (const headers of [
      { ...token, host: 'mallory.example:80' },
      { ...token, host: '127.0.0.1.mallory.example' },
      { ...token, origin: 'https://mallory.example' },
      { ...token, origin: 'null' },
    ]) {
      const { status, headers: given } = await ask(`${peer.url}/v1/status`, headers)
      assert.equal(status, 401)
      assert.equal(given['access-control-allow-origin'], undefined)
    }
  })

  it('keeps its token over a restart, so that programs can keep it', async (t) => {
    const peer = await alices(t)
    const before = await readFile(join(peer.folder, 'api.token'), 'utf8')
    await peer.stop()
    await peer.start()
    assert.equal(await readFile(join(peer.folder, 'api.token'), 'utf8'), before)
  })

  it('switches holding for others off and on', async (t) => {
    const peer = await alices(t)
    const client = await openClient(peer.folder)
    t.after(() => client.close())
    assert.equal((await client.status()).mailbox.state, 'on')
    assert.equal((await client.setMailbox({ holding: false })).mailbox.state, 'off')
    assert.equal((await client.setMailbox({ holding: true })).mailbox.state, 'on')
  })

  it('refuses what is malformed, unknown or too large, each with its code', async (t) => {
    const peer = await alices(t)
    const headers = { ...(await tokenOf(peer)), 'content-type': 'application/json' }
    const post = async (path: string, body: string) => {
      const { status, text } = await ask(`${peer.url}${path}`, headers, body, 'POST')
      return [status, JSON.parse(text).error.code]
    }
    assert.deepEqual(await post('/v1/messages', '{'), [400, 'API_MALFORMED'])
    assert.deepEqual(await post('/v1/messages', '{"target":"@bob"}'), [400, 'API_MALFORMED'])
    assert.deepEqual(await post('/v1/messages', '{"target":"@bob","texts":["x"],"more":1}'), [
      400,
      'API_MALFORMED',
    ])
    assert.deepEqual(await post('/v1/none', '{}'), [404, 'API_UNKNOWN'])
    assert.deepEqual(await post('/v1/messages', `"${'x'.repeat(3_000_000)}"`), [400, 'API_MALFORMED'])
  })

  it('shows a page that runs nothing and tells nothing', async (t) => {
    const peer = await alices(t)
    const { status, headers, text } = await ask(`${peer.url}/`)
    assert.equal(status, 200)
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
    assert.match(text, /parley chat/)
    assert.doesNotMatch(text, /script|alice/)
  })

  it('listens on this machine alone, and says when the port is taken', async (t) => {
    const peer = await alices(t)
    await assert.rejects(startApi(peer.parts(), { host: '0.0.0.0', port: 0 }, 'x'), fault('API_NOT_LOOPBACK'))
    const other = createServer().listen(0, '127.0.0.1')
    t.after(() => other.close())
    await once(other, 'listening')
    const address = other.address()
    assert.ok(address !== null && typeof address === 'object')
    await assert.rejects(
      startApi(peer.parts(), { host: '127.0.0.1', port: address.port }, 'x'),
      fault('PORT_IN_USE'),
    )
  })
})

describe('the client of the local API', () => {
  it('gives the faults of the daemon as they are', async (t) => {
    const client = await openClient((await alices(t)).folder)
    t.after(() => client.close())
    await assert.rejects(client.whois('zed'), fault('PERSON_UNKNOWN'))
  })

  it('reads the feed from its first line on', async (t) => {
    const peer = await alices(t)
    const client = await openClient(peer.folder)
    const ended = new AbortController()
    t.after(() => client.close())
    const feed = client.feed(ended.signal)
    assert.deepEqual((await feed.next()).value, { type: 'alive' })
    const message = peer.write('bob', 'Hello \n "Alice"')
    assert.deepEqual((await feed.next()).value, { type: 'message', message } satisfies FeedLine)
    ended.abort()
    assert.equal((await feed.next()).done, true)
  })

  it('notices in the middle that the daemon stopped', async (t) => {
    const peer = await alices(t)
    const client = await openClient(peer.folder)
    t.after(() => client.close())
    const feed = client.feed(new AbortController().signal)
    await feed.next()
    await Promise.all([assert.rejects(feed.next(), fault('DAEMON_GONE')), peer.stop()])
    await assert.rejects(client.status(), fault('DAEMON_NOT_RUNNING'))
  })

  it('shows its token to nobody when the daemon of the folder is dead', async (t) => {
    const peer = await alices(t)
    await peer.stop()
    // A stranger listens where the daemon did; the folder still says so.
    const stranger = createServer(() => assert.fail('the token went to a stranger')).listen(0, '127.0.0.1')
    t.after(() => stranger.close())
    await once(stranger, 'listening')
    const address = stranger.address()
    assert.ok(address !== null && typeof address === 'object')
    await announceApi(peer.folder, `http://127.0.0.1:${address.port}`)
    await assert.rejects(openClient(peer.folder), fault('DAEMON_NOT_RUNNING'))
  })

  it('says when there is no such folder, or nothing it understands in it', async (t) => {
    const folder = await temporaryFolder(t)
    await assert.rejects(openClient(join(folder, 'none')), fault('DATA_MISSING'))
    await assert.rejects(openClient(folder), fault('DATA_MISSING'))
    await writeFile(join(folder, 'device.json'), '{}')
    await assert.rejects(openClient(folder), fault('DAEMON_NOT_RUNNING'))
    const peer = await alices(t)
    await writeFile(join(peer.folder, 'api.json'), '{"url":"nowhere"}')
    await assert.rejects(openClient(peer.folder), fault('DAEMON_NOT_RUNNING'))
  })
})
