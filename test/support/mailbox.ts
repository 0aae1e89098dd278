// A device with a mailbox for tests: a certified node, an encrypted database on disk, and a post whose parcels are any bytes.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { multiaddr } from '@multiformats/multiaddr'
import type { DevicePlace } from '@parley/peer/history/places.ts'
import { startMailbox } from '@parley/peer/mailbox/mailbox.ts'
import type { Mailbox, OwnChain, Post, Stretch } from '@parley/peer/mailbox/types.ts'
import { openStore, type Store } from '@parley/peer/store/open.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { chainTagOf } from '@parley/shared/events/hash.ts'
import type { ChainTag } from '@parley/shared/events/ids.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { login } from '@parley/shared/identity/login.ts'
import { startTestNode, type TestNode } from './certified-node.ts'
import { temporaryFolder } from './folder.ts'
import { STORE_KEY } from './person.ts'
import type { Device, TestRealm } from './realm.ts'

/** Between two looks at what is held, and until it should be so, ms. */
const LOOK_MS = 10
const SOON_MS = 60_000

export interface MailboxPeer {
  readonly node: TestNode
  readonly store: Store
  readonly mailbox: Mailbox
  readonly post: TestPost
  readonly folder: string
  connect(other: { readonly node: TestNode }): Promise<void>
  /** Until it holds so many parcels. */
  holds(parcels: number): Promise<void>
  stop(): Promise<void>
}

export interface MailboxPeerOptions {
  readonly folder?: string
  readonly holding?: boolean
  readonly now?: () => Date
  readonly revoked?: ReadonlySet<PeerIdText>
  readonly dht?: 'server'
  /** Whom the DHT names, instead of asking it. */
  readonly nearest?: readonly PeerIdText[]
}

/** What a device wrote for another one, as parcels by number, and what came for it. */
export class TestPost implements Post {
  readonly chain: ChainTag
  /** Parcel n is of event n + 1. */
  readonly written: Uint8Array[] = []
  readonly taken: string[] = []
  /** Up to where the chain has left this device. */
  leftUpTo = 0
  /** Parcels made at a time. */
  bound = Number.POSITIVE_INFINITY
  /** How often parcels were made. */
  made = 0
  /** Throws what is to be refused. */
  judge: (parcel: Uint8Array) => void = () => undefined
  readonly #waiting = new Set<() => void>()

  constructor(owner: PeerIdText) {
    this.chain = chainTagOf(new Uint8Array(32).fill(5), deviceBytes(owner), primitives)
  }

  write(text: string): void {
    this.written.push(new TextEncoder().encode(text))
  }

  parcelsFor(_device: DevicePlace, above: (chat: OwnChain) => number): Stretch[] {
    const chat = { own: { tag: this.chain } }
    this.made += 1
    return this.written
      .map((parcel, at) => ({ chat, upTo: at + 1, parcel }))
      .filter(({ upTo }) => upTo > above(chat))
      .slice(0, this.bound)
  }

  async takeParcel(parcel: Uint8Array): Promise<void> {
    this.judge(parcel)
    this.taken.push(new TextDecoder().decode(parcel))
    this.#look()
  }

  left(chain: ChainTag, upTo: number): void {
    if (chain === this.chain) this.leftUpTo = Math.max(this.leftUpTo, upTo)
    this.#look()
  }

  /** Now or later. */
  until(fits: (post: TestPost) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('it did not come to that')), SOON_MS)
      const look = () => {
        if (!fits(this)) return
        clearTimeout(late)
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look()
    })
  }

  #look(): void {
    for (const look of [...this.#waiting]) look()
  }
}

export const placeOf = (device: Device): DevicePlace => ({
  row: 1,
  peerId: device.peerId,
  login: login(device.login),
})

export async function startMailboxPeer(
  test: Pick<TestContext, 'after'>,
  realm: TestRealm,
  device: Device,
  options: MailboxPeerOptions = {},
): Promise<MailboxPeer> {
  const folder = options.folder ?? (await temporaryFolder(test))
  const now = options.now ?? (() => new Date())
  const node = await startTestNode(test, device, {
    roots: [realm.root],
    lists: realm.lists(),
    ...(options.dht === undefined ? {} : { dht: options.dht }),
  })
  const store = openStore(join(folder, 'parley.db'), STORE_KEY)
  const post = new TestPost(device.peerId)
  const mailbox = await startMailbox({
    store,
    net: {
      peerId: node.peerId,
      sessions: node.sessions,
      nearest: async (target, signal) => options.nearest ?? (await node.nearest(target, signal)),
    },
    trust: node.trust,
    post,
    holding: options.holding ?? true,
    lastMs: SOON_MS,
    isRevoked: (peer) => options.revoked?.has(peer) === true,
    primitives,
    now,
    log: node.log,
  })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= mailbox.stop().then(async () => {
      await node.stop()
      store.close()
    })
    return stopped
  }
  test.after(stop)
  return {
    node,
    store,
    mailbox,
    post,
    folder,
    async connect(other) {
      await node.sessions.connect(multiaddr(other.node.addresses[0]), AbortSignal.timeout(20_000))
    },
    async holds(parcels) {
      for (const late = AbortSignal.timeout(SOON_MS); mailbox.held().parcels !== parcels; ) {
        assert.ok(!late.aborted, `${device.login} holds ${mailbox.held().parcels} parcels, not ${parcels}`)
        await delay(LOOK_MS)
      }
    },
    stop,
  }
}
