// The whole of Parley on a LAN of four hosts: enrol, find each other, chat; then without the CA node; and nothing of
// it readable on the wire.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { temporaryFolder } from '../support/folder.ts'
import { type Lan, lanImpossible, makeLan } from '../support/lan.ts'
import { parley, type Running, running } from '../support/program.ts'

const PEOPLE = [
  {
    login: 'alice',
    host: 'h2',
    first: 'Alice',
    last: 'Anchor',
    email: 'alice.anchor@harbour.example',
    card: 'HB-1001',
  },
  {
    login: 'bertram',
    host: 'h3',
    first: 'Bob',
    last: 'Bollard',
    email: 'bob.bollard@harbour.example',
    card: 'HB-1002',
  },
  {
    login: 'carol',
    host: 'h4',
    first: 'Carol',
    last: 'Capstan',
    email: 'carol.capstan@harbour.example',
    card: 'HB-1003',
  },
] as const
type Login = (typeof PEOPLE)[number]['login']

const tsharkMissing = spawnSync('tshark', ['--version']).status !== 0

describe('a LAN of four hosts', { skip: lanImpossible() }, () => {
  it('enrols three people who chat, with the CA node and without it, in silence on the wire', async (t) => {
    const data = await temporaryFolder(t)
    const lan = makeLan(t, 'chat', 4)
    const recording = join(data, 'lan.pcapng')
    const stopRecording = tsharkMissing ? undefined : await lan.capture(recording)

    const authority = await startAuthority(t, lan, data)
    for (const person of PEOPLE) await join1(lan, data, authority.folder, person)
    const peers = await startPeers(t, lan, data)

    // Everybody sees everybody as connected, without doing anything.
    for (const { login } of PEOPLE) await everybodyOnline(lan, data, login)
    await say(lan, data, 'alice', 'bertram', 'The tide turns at seven.')
    await say(lan, data, 'bertram', 'alice', 'Then we cast off at eight.')
    await say(lan, data, 'carol', 'alice', 'I bring the charts.')

    // The authority is gone, and everybody restarts: what they know of each other is enough.
    lan.unplug('h1')
    await Promise.all([...peers.values()].map((peer) => peer.stop()))
    await startPeers(t, lan, data)
    await say(lan, data, 'alice', 'carol', 'No authority, same crew.')
    await say(lan, data, 'carol', 'bertram', 'Lantern lit on the pier.')
    await say(lan, data, 'bertram', 'carol', 'I see it.')

    if (stopRecording === undefined)
      return t.diagnostic('tshark is not installed: the wire was not looked at')
    await stopRecording()
    assertNothingReadable(recording)
  })
})

async function startAuthority(t: TestContext, lan: Lan, data: string): Promise<{ folder: string }> {
  const folder = join(data, 'ca')
  const passphrase = join(data, 'ca-passphrase')
  await writeFile(passphrase, 'a harbour is safe but not what ships are for\n')
  const secret = ['--data', folder, '--passphrase-file', passphrase]
  const on = [lan.name, 'h1'] as const
  const made = await parley(['ca', 'init', '--realm', 'harbour', ...secret, '--json'], { on })
  assert.equal(made.status, 0, made.stderr)
  const node = running(
    t,
    [
      'ca',
      'start',
      ...secret,
      '--http',
      '10.77.0.1:8443',
      '--p2p',
      '/ip4/10.77.0.1/tcp/8444',
      '--announce',
      '10.77.0.1',
    ],
    { on },
  )
  const ready = await node.line((line) => line.ready === true)
  assert.equal(ready.https, 'https://10.77.0.1:8443')
  return { folder }
}

async function join1(
  lan: Lan,
  data: string,
  caFolder: string,
  person: (typeof PEOPLE)[number],
): Promise<void> {
  const invited = await parley(['ca', 'invite', '--data', caFolder, '--json'], { on: [lan.name, 'h1'] })
  assert.equal(invited.status, 0, invited.stderr)
  const invitation = String(invited.json()[0]?.invite)
  const password = join(data, `${person.login}-password`)
  await writeFile(password, `knots and ${person.card} splices\n`)
  const joined = await parley(
    [
      ...[
        'join',
        invitation,
        '--login',
        person.login,
        '--first-name',
        person.first,
        '--last-name',
        person.last,
      ],
      ...['--email', person.email, '--card', person.card, '--password-file', password],
      ...['--passphrase-file', password, '--data', join(data, person.login), '--json'],
    ],
    { on: [lan.name, person.host] },
  )
  assert.equal(joined.status, 0, joined.stderr)
  assert.equal(joined.json()[0]?.login, person.login)
}

async function startPeers(t: TestContext, lan: Lan, data: string): Promise<Map<Login, Running>> {
  const peers = PEOPLE.map(({ login, host }, n): [Login, Running] => [
    login,
    running(
      t,
      [
        ...['up', '--data', join(data, login), '--passphrase-file', join(data, `${login}-password`)],
        ...['--listen', `/ip4/10.77.0.${n + 2}/tcp/0`],
      ],
      { on: [lan.name, host] },
    ),
  ])
  await Promise.all(peers.map(([, peer]) => peer.line((line) => line.ready === true)))
  return new Map(peers)
}

async function everybodyOnline(lan: Lan, data: string, login: Login): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const seen = (await parley(['who', '--data', join(data, login), '--json'], at(lan, login))).json()
    const online = seen.filter((person) => person.online === true).map((person) => String(person.login))
    if (PEOPLE.every((person) => online.includes(person.login))) return
    if (Date.now() > deadline) assert.fail(`${login} sees only ${JSON.stringify(seen)}`)
  }
}

/** `from` sends, waits until it is on the other's disk, and the other reads it as verified. */
async function say(lan: Lan, data: string, from: Login, to: Login, text: string): Promise<void> {
  const sent = await parley(
    ['send', `@${to}`, text, '--wait', 'delivered', '--timeout', '30s', '--data', join(data, from), '--json'],
    { ...at(lan, from), timeoutMs: 40_000 },
  )
  assert.equal(sent.status, 0, `${from} to ${to}: ${sent.stderr}`)
  const read = await parley(['read', `@${from}`, '--data', join(data, to), '--json'], at(lan, to))
  const message = read.json().find((line) => line.text === text)
  assert.equal(message?.from, from)
  assert.equal(message?.verified, true)
  assert.equal(message?.id, sent.json()[0]?.id)
}

function at(lan: Lan, login: Login): { on: readonly [string, string] } {
  const host = PEOPLE.find((person) => person.login === login)?.host ?? 'h2'
  return { on: [lan.name, host] }
}

/** Names of five letters and more: shorter ones turn up by chance in megabytes of sealed bytes. */
function assertNothingReadable(recording: string): void {
  const frames = readFileSync(recording)
  // The recording holds the conversation: the negotiation before Noise is in clear.
  assert.ok(frames.includes('/multistream/1.0.0'), 'the recording shows no libp2p connection')
  const secrets = [
    ...PEOPLE.flatMap(({ login, email, card, first, last }) => [login, email, card, first, last]),
    ...['tide turns', 'cast off', 'the charts', 'same crew', 'Lantern', 'I see it'],
  ]
  for (const secret of secrets) {
    assert.equal(frames.includes(secret), false, `"${secret}" can be read on the wire`)
    assert.equal(
      frames.includes(Buffer.from(secret, 'utf16le')),
      false,
      `"${secret}" can be read on the wire`,
    )
  }
}
