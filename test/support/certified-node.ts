// A certified node for tests, in this process, with its log kept line by line.
import type { TestContext } from 'node:test'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { createLog, type Log } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import type { CertifiedNode, NodeOptions, Session, Trust } from '@parley/shared/host/net/types.ts'
import type { Device } from './realm.ts'

export interface LogLine {
  readonly code?: string
  readonly msg?: string
  readonly [name: string]: unknown
}

export interface TestNode extends CertifiedNode {
  readonly device: Device
  readonly trust: Trust
  readonly log: Log
  readonly lines: readonly LogLine[]
  /** Takes another chain for new sessions. */
  setChain(chain: readonly Uint8Array[]): void
  /** The first log line that fits, now or later. */
  logged(fits: (line: LogLine) => boolean): Promise<LogLine>
  opened(fits?: (session: Session) => boolean): Promise<Session>
  closed(fits?: (session: Session) => boolean): Promise<{ session: Session; reason: string | undefined }>
}

export interface TestNodeOptions extends Partial<Omit<NodeOptions, 'privateKey' | 'trust' | 'log'>> {
  readonly roots: readonly TrustedRoot[]
  readonly lists: readonly Uint8Array[]
}

export async function startTestNode(
  test: Pick<TestContext, 'after'>,
  device: Device,
  options: TestNodeOptions,
): Promise<TestNode> {
  const lines: LogLine[] = []
  const waiting = new Set<() => void>()
  const log = createLog(
    {
      write(text: string) {
        lines.push(JSON.parse(text))
        for (const look of [...waiting]) look()
      },
    },
    'debug',
  )
  let chain = device.chain
  const known = new Set<string>()
  const trust = createTrust({
    roots: options.roots,
    primitives,
    issuers: device.chain.slice(1),
    lists: options.lists,
    acquaintance: (peerId) => (known.has(peerId) ? 'known' : 'new'),
    keep: () => undefined,
  })
  const node = await startNode({
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    dht: 'off',
    kind: 'peer',
    dialFound: false,
    now: () => new Date(),
    ownChain: () => chain,
    ...options,
    privateKey: libp2pKey(device.pkcs8),
    trust,
    log,
  })
  node.sessions.onOpened((session) => known.add(session.peerId))
  test.after(() => node.stop())
  return {
    device,
    peerId: node.peerId,
    trust,
    log,
    lines,
    libp2p: node.libp2p,
    sessions: node.sessions,
    contacts: node.contacts,
    findings: node.findings,
    get addresses() {
      return node.addresses
    },
    nearest: (target, signal) => node.nearest(target, signal),
    renewed: () => node.renewed(),
    stop: () => node.stop(),
    setChain(next) {
      chain = next
    },
    logged: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const line = lines.find(fits)
          if (line === undefined) return
          waiting.delete(look)
          resolve(line)
        }
        waiting.add(look)
        look()
      }),
    opened: (fits = () => true) =>
      new Promise((resolve) => {
        const there = node.sessions.list().find(fits)
        if (there !== undefined) return resolve(there)
        const end = node.sessions.onOpened((session) => {
          if (!fits(session)) return
          end()
          resolve(session)
        })
      }),
    closed: (fits = () => true) =>
      new Promise((resolve) => {
        const end = node.sessions.onClosed((session, reason) => {
          if (!fits(session)) return
          end()
          resolve({ session, reason })
        })
      }),
  }
}
