// A person's device for tests: a certified node, an encrypted database on disk, conversations over both.
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { startConversations } from '@parley/peer/conversations/conversations.ts'
import type { ConversationsOptions } from '@parley/peer/conversations/parts.ts'
import type { Conversations, FeedEvent, Target } from '@parley/peer/conversations/types.ts'
import { openStore, type Store } from '@parley/peer/store/open.ts'
import { messageId } from '@parley/shared/events/ids.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { createLog } from '@parley/shared/host/log.ts'
import type { Sessions } from '@parley/shared/host/net/types.ts'
import { login } from '@parley/shared/identity/login.ts'
import { startTestNode, type TestNode } from './certified-node.ts'
import { temporaryFolder } from './folder.ts'
import type { Device, TestRealm } from './realm.ts'

export interface Person {
  readonly node: TestNode
  readonly store: Store
  readonly conversations: Conversations
  readonly events: readonly FeedEvent[]
  /** The first event that fits, now or later. */
  happened<Kind extends FeedEvent['kind']>(
    kind: Kind,
    fits?: (event: FeedEvent & { kind: Kind }) => boolean,
  ): Promise<FeedEvent & { kind: Kind }>
  /** The message with that id is on this disk, now or later. */
  has(id: string): Promise<void>
  connect(other: Person): Promise<void>
  stop(): Promise<void>
}

export interface PersonOptions {
  readonly folder?: string
  /** Who the directory knows, besides those in session. */
  readonly knows?: readonly Device[]
  /** Who keeps order in the realm, as the directory says. */
  readonly keepers?: readonly string[]
  readonly now?: () => Date
  readonly conversations?: Partial<ConversationsOptions>
  /** Between conversations and the network. */
  readonly tap?: (sessions: Sessions) => Sessions
}

const WORTH_TRYING_AGAIN: ReadonlySet<FaultCode> = new Set(['PEER_UNREACHABLE', 'SESSION_TRUNCATED'])

export const STORE_KEY = new Uint8Array(32).fill(7)

export const direct = (who: string): Target => ({ kind: 'direct', login: login(who) })

/** Certificates are checked as of `now` by the node as well. */
export async function startPerson(
  test: Pick<TestContext, 'after'>,
  realm: TestRealm,
  device: Device,
  options: PersonOptions = {},
): Promise<Person> {
  const folder = options.folder ?? (await temporaryFolder(test))
  const now = options.now ?? (() => new Date())
  const node = await startTestNode(test, device, { roots: [realm.root], lists: realm.lists(), now })
  const store = openStore(join(folder, 'parley.db'), STORE_KEY)
  const isGood = ({ chain, peerId }: Device) => {
    try {
      return node.trust.check(chain, peerId, now()) !== undefined
    } catch {
      return false
    }
  }
  const events: FeedEvent[] = []
  const waiting = new Set<() => void>()
  const conversations = await startConversations({
    store,
    sessions: options.tap?.(node.sessions) ?? node.sessions,
    directory: {
      keepers: () => (options.keepers ?? []).map(login),
      show: () => undefined,
      known: (who) => (options.knows ?? []).filter((known) => known.login === who && isGood(known)),
      onChange: () => () => undefined,
      devicesOf: async (who) => {
        const devices = (options.knows ?? []).filter((known) => known.login === who)
        if (devices.length === 0) throw new Fault('PERSON_UNKNOWN', { login: who })
        return devices
      },
    },
    trust: node.trust,
    signer: device.signer,
    own: () => node.trust.check(device.chain, device.peerId, now()),
    primitives,
    now,
    log: createLog({ write: () => undefined }),
    ...options.conversations,
  })
  conversations.onEvent((event) => {
    events.push(event)
    for (const look of [...waiting]) look()
  })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= conversations.stop().then(async () => {
      await node.stop()
      store.close()
    })
    return stopped
  }
  test.after(stop)
  return {
    node,
    store,
    conversations,
    events,
    happened: (kind, fits = () => true) =>
      new Promise((resolve) => {
        const wanted = (event: FeedEvent): event is FeedEvent & { kind: typeof kind } =>
          event.kind === kind && fits(event as FeedEvent & { kind: typeof kind })
        const look = () => {
          const event = events.find(wanted)
          if (event === undefined) return
          waiting.delete(look)
          resolve(event)
        }
        waiting.add(look)
        look()
      }),
    has: (id) =>
      new Promise((resolve) => {
        const look = () => {
          try {
            conversations.message(messageId(id))
          } catch {
            return
          }
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    connect: async (other) => {
      const [address] = other.node.addresses
      // A courier may be dialling the bare peer ID this instant; libp2p then joins the two dials, and both fail. On a busy
      // machine a handshake may also run out of its time.
      for (let attempt = 1; ; attempt++) {
        try {
          await node.sessions.connect(multiaddr(address), AbortSignal.timeout(30_000))
          return
        } catch (error) {
          if (attempt === 5 || !WORTH_TRYING_AGAIN.has(faultIn(error)?.code ?? 'INTERNAL')) throw error
        }
      }
    },
    stop,
  }
}
