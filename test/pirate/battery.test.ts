// The pirate battery: a real CA node and a real peer, both processes, over real connections. Whatever a pirate
// presents, it is cut within 5 s, named in the log with a stable code, and has learned nothing.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openKeys } from '@parley/ca-node/keys/open.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { SECRET } from '@parley/peer/enrol/key.ts'
import { fingerprintOf } from '@parley/shared/certificates/roots.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { CERTIFIED_NOISE_PROTOCOL } from '@parley/shared/sessions/constants.ts'
import { encodeFrame } from '@parley/shared/sessions/hello.ts'
import { prologue } from '@parley/shared/sessions/realm-tag.ts'
import { parley, running } from '../support/program.ts'
import { makeRealm } from '../support/realm.ts'
import { assertLoot, badPapers, type Captured, type Chain, type Loot } from './papers.ts'
import { attackNoise, attackRaw, CUT_SEEN_MS, lurk, PATIENCE_MS, type Seen, type Target } from './pirate.ts'

const REALM = 'harbour'
/** Multistream's two answers, Noise's second message and a refusal: all a stranger may ever hear. */
const HEARD_BYTES_MAX = 700
const FIRST_WORDS = Buffer.from(
  `\x13/multistream/1.0.0\n${String.fromCharCode(CERTIFIED_NOISE_PROTOCOL.length + 1)}${CERTIFIED_NOISE_PROTOCOL}\n`,
)

interface Stage {
  readonly targets: readonly (Target & { readonly log: string })[]
  readonly loot: Loot
  readonly folder: string
  readonly bob: string
}

const endings: (() => unknown)[] = []
let stage: Stage

before(async () => {
  stage = await setTheStage()
})
after(async () => {
  for (const end of endings.toReversed()) await end()
})

async function setTheStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-pirate-'))
  endings.push(() => rm(folder, { recursive: true, force: true }))
  const owner = { after: (end: () => unknown) => void endings.push(end) }
  const at = (name: string) => join(folder, name)
  const ok = async (...args: string[]) => {
    const run = await parley([...args, '--json'], { stdin: 'three loud herons at dawn\n' })
    assert.equal(run.status, 0, `parley ${args.join(' ')}: ${run.stderr}`)
    return run.json()
  }
  await ok('ca', 'init', '--realm', REALM, '--data', at('ca'))
  const authority = running(owner, [
    ...['ca', 'start', '--data', at('ca')],
    ...['--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0'],
  ])
  const ready = await authority.line((line) => line.ready === true)
  const people = ['bob', 'mallory', 'carol', 'dave']
  for (const login of people) {
    const [{ invite } = {}] = await ok('ca', 'invite', '--data', at('ca'))
    await ok('join', String(invite), '--login', login, '--data', at(login), '--password-file', '-')
  }
  await ok('ca', 'revoke', '--login', 'carol', '--reason', 'keyCompromise', '--data', at('ca'))
  await ok('ca', 'suspend', 'dave', '--data', at('ca'))
  const peer = running(owner, [
    ...['up', '--data', at('bob'), '--no-mdns'],
    ...['--listen', '/ip4/127.0.0.1/tcp/0', '--api', '127.0.0.1:0'],
  ])
  const up = await peer.line((line) => line.ready === true)
  const rootRun = await parley(['ca', 'root', '--data', at('ca')])
  const root = Buffer.from(rootRun.stdout.replace(/-----[^-]+-----/g, ''), 'base64')
  const [mallory, revoked, suspended] = await Promise.all(
    ['mallory', 'carol', 'dave'].map((login) => captured(at(login))),
  )
  assert.ok(mallory && revoked && suspended)
  const keys = await openKeys(join(at('ca'), 'vault.json'), await passphraseOf(at('ca')))
  const loot = { mallory, revoked, suspended, issuing: keys.issuing, root, realm: REALM }
  assertLoot(loot)
  return {
    targets: [
      { name: 'CA node', ...hostPort(ready.p2p), log: join(at('ca'), 'authority.log') },
      { name: 'peer', ...hostPort(up.listen), log: join(at('bob'), 'parley.log') },
    ],
    loot,
    folder,
    bob: at('bob'),
  }
}

async function passphraseOf(folder: string): Promise<Uint8Array> {
  return new Uint8Array(Buffer.from((await readFile(join(folder, 'passphrase'), 'utf8')).trim()))
}

async function captured(folder: string): Promise<Captured> {
  const device = await openDevice(folder, await passphraseOf(folder))
  const pkcs8 = device.vault.get(SECRET.deviceKey)
  const { peerId, signer } = device
  const chain = device.chain()
  device.close()
  return { peerId, signer, pkcs8, chain }
}

function hostPort(addresses: unknown): { host: string; port: number } {
  assert.ok(Array.isArray(addresses))
  const [, , host = '', , port = ''] = String(addresses[0]).split('/')
  return { host, port: Number(port) }
}

/** The line of the target's log about the pirate's connection. A port may have been another pirate's before `since`. */
async function logged(log: string, port: number, since: number): Promise<{ code: string; peer?: string }> {
  const until = performance.now() + 30_000
  for (;;) {
    const line = (await readFile(log, 'utf8'))
      .split('\n')
      .filter((text) => text.includes('"session refused"') && text.includes(`/tcp/${port}"`))
      .map((text) => JSON.parse(text))
      .find(({ time }) => Date.parse(time) >= since)
    if (line !== undefined) return line
    assert.ok(performance.now() < until, `nothing in the log about port ${port}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function assertOutside(target: Stage['targets'][number], seen: Seen, code: RegExp): Promise<void> {
  assert.ok(seen.closedAfterMs < CUT_SEEN_MS, `cut after ${seen.closedAfterMs} ms`)
  assert.match((await logged(target.log, seen.port, seen.openedAt)).code, code)
  assert.ok(seen.bytes.length <= HEARD_BYTES_MAX, `${seen.bytes.length} bytes were said to a pirate`)
  // Inside Noise nothing but a refusal: no chain, no list, no identify, no muxer.
  for (const frame of seen.frames) assert.equal(frame.kind, 'refusal')
  assert.ok(seen.frames.length <= 1)
}

const hello = (chain: Chain) => encodeFrame({ kind: 'hello', chain, lists: new Map(), listsFollow: false })
const forever = () => AbortSignal.timeout(PATIENCE_MS * 2)

describe('papers', () => {
  test('every kind of bad papers is refused by its name', async (t) => {
    const { loot, targets } = stage
    const words = prologueOf(loot)
    for (const { name, chain, holder, code } of badPapers(loot)) {
      for (const target of targets) {
        await t.test(`${name}, at the ${target.name}`, async () => {
          const seen = await attackNoise(target, {
            key: libp2pKey((holder ?? loot.mallory).pkcs8),
            prologue: words,
            say: (frames) => frames.write(hello(chain), forever()),
          })
          await assertOutside(target, seen, code)
          const [answer] = seen.frames
          assert.ok(answer?.kind === 'refusal' && code.test(answer.code), 'the refusal says why')
        })
      }
    }
  })

  test('the battery would notice: good papers are let in', async () => {
    const { loot, targets } = stage
    for (const target of targets) {
      const seen = await attackNoise(target, {
        key: libp2pKey(loot.mallory.pkcs8),
        prologue: prologueOf(loot),
        say: (frames) => frames.write(hello(loot.mallory.chain), forever()),
      })
      assert.equal(seen.frames[0]?.kind, 'hello')
    }
  })
})

describe('manners', () => {
  const raw: readonly [string, RegExp, Parameters<typeof attackRaw>[1]][] = [
    ['garbage', /^SESSION_PROTOCOL_UNKNOWN$/, (socket) => void socket.write(randomBytes(4_096))],
    ['a web browser', /^SESSION_PROTOCOL_UNKNOWN$/, (socket) => void socket.write('GET / HTTP/1.1\r\n\r\n')],
    [
      'a TLS client',
      /^SESSION_PROTOCOL_UNKNOWN$/,
      (socket) => void socket.write(Buffer.from('1603010200010001fc0303', 'hex')),
    ],
    ['silence', /^SESSION_TIMEOUT$/, () => undefined],
    ['one byte at a time', /^SESSION_TIMEOUT$/, drip],
    [
      'half of the first words',
      /^SESSION_TRUNCATED$/,
      (socket) => void socket.end(FIRST_WORDS.subarray(0, 20)),
    ],
    ['nothing and goodbye', /^SESSION_TRUNCATED$/, (socket) => void socket.end()],
    [
      'garbage for Noise',
      /^SESSION_(NOISE_FAILED|TRUNCATED)$/,
      (socket) =>
        void socket.write(
          Buffer.concat([
            FIRST_WORDS,
            Buffer.from([0, 32]),
            randomBytes(32),
            Buffer.from([0, 64]),
            randomBytes(64),
          ]),
        ),
    ],
    [
      'an oversized Noise message',
      /^SESSION_(NOISE_FAILED|TIMEOUT)$/,
      (socket) =>
        void socket.write(Buffer.concat([FIRST_WORDS, Buffer.from([0xff, 0xff]), randomBytes(65_535)])),
    ],
    [
      'Noise cut short',
      /^SESSION_TRUNCATED$/,
      (socket) => void socket.end(Buffer.concat([FIRST_WORDS, Buffer.from([0, 32]), randomBytes(10)])),
    ],
  ]
  for (const [name, code, say] of raw) {
    test(name, async () => {
      await Promise.all(
        stage.targets.map(async (target) => assertOutside(target, await attackRaw(target, say), code)),
      )
    })
  }

  test('plain libp2p with /noise', async () => {
    for (const target of stage.targets) {
      const seen = await attackNoise(target, {
        key: libp2pKey(stage.loot.mallory.pkcs8),
        prologue: new Uint8Array(0),
        protocol: '/noise',
        say: async () => undefined,
      })
      await assertOutside(target, seen, /^SESSION_PROTOCOL_UNKNOWN$/)
      assert.equal(seen.bytes.length, 0, 'it hears nothing at all')
    }
  })

  test('Noise of another realm', async () => {
    for (const target of stage.targets) {
      const seen = await attackNoise(target, {
        key: libp2pKey(stage.loot.mallory.pkcs8),
        prologue: prologue(makeRealm(REALM).root.fingerprint),
        say: (frames) => frames.write(hello(stage.loot.mallory.chain), forever()),
      })
      await assertOutside(target, seen, /^SESSION_(NOISE_FAILED|TRUNCATED)$/)
    }
  })

  const inside: readonly [string, RegExp, (chain: Chain) => Uint8Array | 'nothing'][] = [
    ['silence after Noise', /^SESSION_TIMEOUT$/, () => 'nothing'],
    ['garbage instead of a Hello', /^SESSION_HELLO_MALFORMED$/, () => randomBytes(200)],
    ['an empty Hello', /^SESSION_HELLO_MALFORMED$/, () => new Uint8Array(0)],
    [
      'a Hello with bytes behind it',
      /^SESSION_HELLO_MALFORMED$/,
      (chain) => Buffer.concat([hello(chain), Buffer.from([0])]),
    ],
    ['a Hello cut in the middle', /^SESSION_HELLO_MALFORMED$/, (chain) => hello(chain).subarray(0, 300)],
    ['an oversized Hello', /^SESSION_FRAME_TOO_LARGE$/, () => new Uint8Array(200_000)],
    ['Done instead of a Hello', /^SESSION_HELLO_MALFORMED$/, () => encodeFrame({ kind: 'done' })],
    [
      'lists instead of a Hello',
      /^SESSION_HELLO_MALFORMED$/,
      () => encodeFrame({ kind: 'lists', revocationLists: [] }),
    ],
    [
      'a muxer’s frames instead of a Hello',
      /^SESSION_(HELLO_MALFORMED|FRAME_TOO_LARGE)$/,
      () => Buffer.from('000100010000000100000000', 'hex'),
    ],
  ]
  for (const [name, code, frame] of inside) {
    test(name, async () => {
      const { loot, targets } = stage
      await Promise.all(
        targets.map(async (target) => {
          const seen = await attackNoise(target, {
            key: libp2pKey(loot.mallory.pkcs8),
            prologue: prologueOf(loot),
            async say(frames) {
              const bytes = frame(loot.mallory.chain)
              if (bytes !== 'nothing') await frames.write(bytes, forever())
            },
          })
          await assertOutside(target, seen, code)
        }),
      )
    })
  }
})

describe('a peer that is lured to a pirate', () => {
  const lures: readonly [string, string, (loot: Loot) => Uint8Array | 'nothing'][] = [
    ['without a certificate', 'CERT_MISSING', () => hello([])],
    ['of another root', 'CERT_ROOT_UNKNOWN', () => hello(makeRealm(REALM).device('alice').chain)],
    ['that says nothing', 'SESSION_TIMEOUT', () => 'nothing'],
    ['that talks nonsense', 'SESSION_HELLO_MALFORMED', () => randomBytes(64)],
  ]
  for (const [name, code, frame] of lures) {
    test(name, async () => {
      const { loot, bob } = stage
      const pirate = await lurk({
        key: libp2pKey(loot.mallory.pkcs8),
        prologue: prologueOf(loot),
        async say(frames) {
          const bytes = frame(loot)
          if (bytes !== 'nothing') await frames.write(bytes, forever())
        },
      })
      try {
        const run = await parley(['connect', pirate.address, '--data', bob, '--json'])
        assert.equal(run.code, code)
        assert.equal(run.status, code === 'SESSION_TIMEOUT' ? 4 : 5)
        await pirate.over
        const kinds = pirate.frames.map((each) => each.kind)
        assert.deepEqual(
          kinds.filter((kind) => kind !== 'refusal'),
          ['hello'],
          'its Hello, and no more',
        )
      } finally {
        await pirate.stop()
      }
    })
  }
})

function prologueOf({ root }: Loot): Uint8Array {
  return prologue(fingerprintOf(root, primitives))
}

async function drip(socket: Socket): Promise<void> {
  for (const byte of FIRST_WORDS) {
    if (socket.destroyed) return
    socket.write(Uint8Array.of(byte))
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
}
