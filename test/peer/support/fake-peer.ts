// A peer that is only memory, behind the real local API: for tests of the API and of the faces.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ApiParts } from '@parley/peer/api/parts.ts'
import type { ReportView } from '@parley/peer/api/peace-schema.ts'
import type { FeedLine, MessageState, MessageView, PersonView, StatusView } from '@parley/peer/api/schema.ts'
import { type ApiServer, startApi } from '@parley/peer/api/server.ts'
import { announceApi, ownToken, withdrawApi } from '@parley/peer/api/token.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { silentLog } from '@parley/shared/host/log.ts'

const CHAINS: Readonly<Record<string, string>> = { alice: 'aaaaaaaaaaaaaaaa', bob: 'bbbbbbbbbbbbbbbb' }
const PEER = '12D3KooWJm6qpSLhVoqQFvUTRJMFzdvW8PjUVGJ1JTMxz1jNBSRW'

/** Half past nine on a day in November 2026, UTC. */
const MORNING = Date.UTC(2026, 10, 21, 9, 30)

export class FakePeer {
  readonly folder: string
  readonly seenAsRead: string[] = []
  people: PersonView[]
  status: StatusView
  now = MORNING
  #messages: MessageView[] = []
  readonly #listeners = new Set<(event: FeedLine) => void>()
  #server: ApiServer | undefined
  #unlock: (() => Promise<void>) | undefined

  constructor(folder: string, login = 'alice', others: readonly string[] = ['bob', 'carol']) {
    this.folder = folder
    this.people = [login, ...others].map((one) => personView(one, one === login))
    this.status = statusView(login)
  }

  async start(port = 0): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    const lock = await lockFolder(this.folder)
    // Its being there says that a device is enrolled; nobody of the faces reads it.
    await writeFile(join(this.folder, 'device.json'), '{}')
    this.#unlock = () => lock.release()
    this.#server = await startApi(this.parts(), { host: '127.0.0.1', port }, await ownToken(this.folder))
    await announceApi(this.folder, this.#server.url)
  }

  async stop(): Promise<void> {
    await this.#server?.stop()
    await withdrawApi(this.folder)
    await this.#unlock?.()
    this.#server = undefined
  }

  get url(): string {
    return this.#server?.url ?? ''
  }

  /** Rooms where nothing was said yet. */
  readonly rooms = new Set<string>()

  readonly #ids = new Map<string, string>()

  #idOf(target: string): string {
    const id = this.#ids.get(target) ?? String(this.#ids.size + 1).padStart(64, 'f')
    this.#ids.set(target, id)
    return id
  }

  /** One of its owners gives a room another name. */
  rename(from: string, to: string): void {
    this.#ids.set(to, this.#idOf(from))
    this.#ids.delete(from)
    if (this.rooms.delete(from)) this.rooms.add(to)
    this.#messages = this.#messages.map((one) => (one.target === from ? { ...one, target: to } : one))
    this.tell({ type: 'room', target: to })
  }

  /** Somebody writes: `from` is a login; one's own goes to `to`, a login or a `#room`. */
  write(from: string, text: string, to = from): MessageView {
    const seq = this.#messages.filter((message) => message.from === from).length + 1
    const own = from === this.status.login
    this.now += 1000
    const message: MessageView = {
      id: `${CHAINS[from] ?? 'cccccccccccccccc'}-${seq}`,
      conversation: 'f'.repeat(64),
      target: to.startsWith('#') ? to : `@${to}`,
      from,
      own,
      device: PEER,
      time: new Date(this.now).toISOString(),
      text,
      state: own ? 'stored' : 'delivered',
      verified: true,
    }
    this.#messages.push(message)
    this.tell({ type: 'message', message })
    return message
  }

  /** A message becomes another one: what the feed says of it. */
  change(id: string, how: Partial<MessageView>): MessageView {
    const before = this.#messages.find((one) => one.id === id)
    if (before === undefined) throw new Fault('MESSAGE_UNKNOWN', { id })
    const message = { ...before, ...how }
    this.#messages = this.#messages.map((one) => (one.id === id ? message : one))
    this.tell({ type: 'change', message })
    return message
  }

  readonly blocked = new Set<string>()
  /** Until when, empty for ever. */
  readonly muted = new Map<string, string>()
  reports: ReportView[] = []
  /** Of what is hidden. */
  readonly words = new Map<string, string>()
  readonly drafts = new Map<string, string>()
  #habits = { receipts: true, typing: true }

  /** What the faces asked for beside messages. */
  readonly asked: string[] = []

  #react(id: string, reaction: string, on: boolean): MessageView {
    const { reactions = [] } = this.#messages.find((one) => one.id === id) ?? {}
    const self = this.status.login
    const others = reactions.map((one) =>
      one.reaction === reaction ? { ...one, from: one.from.filter((from) => from !== self) } : one,
    )
    const mine = others.find((one) => one.reaction === reaction) ?? { reaction, from: [] }
    const given = on
      ? [...others.filter((one) => one !== mine), { ...mine, from: [...mine.from, self] }]
      : others
    return this.change(id, { reactions: given.filter(({ from }) => from.length > 0) })
  }

  raise(message: MessageView, state: MessageState): void {
    this.#messages = this.#messages.map((one) => (one.id === message.id ? { ...one, state } : one))
    const [chain = '', seq] = message.id.split('-')
    this.tell({ type: 'state', target: message.target, chain, from: Number(seq), to: Number(seq), state })
  }

  /** Lines of an export. */
  evidence: Iterable<string> = []

  setOnline(login: string, online: boolean): void {
    this.people = this.people.map((one) => (one.login === login ? { ...one, online } : one))
    this.tell({ type: 'people' })
  }

  tell(event: FeedLine): void {
    for (const listener of this.#listeners) listener(event)
  }

  parts(): ApiParts {
    return {
      log: silentLog,
      setMailbox: ({ holding }) => {
        const { mailbox } = this.status
        this.status = { ...this.status, mailbox: { ...mailbox, state: holding ? 'on' : 'off' } }
      },
      retention: {
        rules: () => ({ all: 'forever', own: [] }),
        set: async () => ({ all: 'forever', own: [] }),
      },
      search: async () => ({ hits: [] }),
      evidence: () => this.evidence,
      devices: {
        list: async () => [],
        link: async () => ({ invite: '', expires: new Date().toISOString() }),
        rename: async () => undefined,
        revoke: async () => undefined,
      },
      groups: {
        list: () => [],
        show: (target) => {
          throw new Fault('ROOM_UNKNOWN', { room: target.replace(/^#/, '') })
        },
        act: async () => {
          throw new Fault('ROOM_UNKNOWN', { room: 'none' })
        },
      },
      peace: {
        decided: () => ({
          blocked: [...this.blocked],
          muted: [...this.muted].map(([target, until]) => ({
            target,
            conversation: 'f'.repeat(64),
            ...(until === '' ? {} : { until }),
          })),
        }),
        block: async ({ login, on }) => {
          if (on) this.blocked.add(login)
          else this.blocked.delete(login)
          this.tell({ type: 'peace' })
        },
        mute: async ({ target, on, until = '' }) => {
          if (on) this.muted.set(target, until)
          else this.muted.delete(target)
          this.tell({ type: 'peace' })
        },
        report: async (id, reason) => {
          this.asked.push(`report ${id} ${reason}`)
          return { id, moderators: ['mo'] }
        },
        reports: () => this.reports,
        hide: async (id, on, reason) => {
          const { hidden: _, ...plain } = this.change(id, {})
          const hidden = { from: this.status.login, time: new Date(this.now).toISOString(), reason }
          const words = this.words.get(id) ?? plain.text
          this.words.set(id, words)
          this.#messages = this.#messages.map((one) =>
            one.id === id ? (on ? { ...plain, hidden, text: '' } : { ...plain, text: words }) : one,
          )
          return this.change(id, {})
        },
      },
      status: () => this.status,
      people: () => this.people,
      whois: async (login) => {
        const person = this.people.find((one) => one.login === login)
        if (person === undefined) throw new Fault('PERSON_UNKNOWN', { login })
        return { ...person, devices: [] }
      },
      connect: async (address) => ({ login: 'bob', peerId: PEER, address }),
      renew: async () => ({
        login: this.status.login,
        peerId: PEER,
        serial: this.status.certificate.serial,
        notAfter: this.status.certificate.notAfter,
      }),
      conversations: () => {
        const targets = [...new Set([...this.rooms, ...this.#messages.map(({ target }) => target)])]
        return targets.map((target) => ({
          id: this.#idOf(target),
          target,
          unread: this.#unread(target),
          ...(this.muted.has(target) ? { muted: {} } : {}),
          ...(this.blocked.has(target.slice(1)) ? { blocked: true as const } : {}),
        }))
      },
      send: async (target, texts) =>
        texts.map((text) => this.write(this.status.login, text, target.replace(/^@/, ''))),
      reply: async (id, text) => {
        const to = this.#messages.find((one) => one.id === id)
        if (to === undefined) throw new Fault('MESSAGE_UNKNOWN', { id })
        const answer = this.write(this.status.login, text, to.target.replace(/^@/, ''))
        return this.change(answer.id, { replyTo: { id, from: to.from, text: to.text } })
      },
      react: async (id, reaction, on) => this.#react(id, reaction, on),
      edit: async (id, text) => {
        const message = this.#messages.find((one) => one.id === id)
        if (message !== undefined && !message.own)
          throw new Fault('MESSAGE_NOT_OWN', { id, login: message.from })
        return this.change(id, { text, edited: new Date(this.now).toISOString() })
      },
      delete: async (id) =>
        this.change(id, {
          text: '',
          deleted: { from: this.status.login, time: new Date(this.now).toISOString() },
        }),
      pin: async (id, on) => {
        const { pinned: _, ...plain } = this.change(id, {})
        const pinned = { from: this.status.login, time: new Date(this.now).toISOString() }
        this.#messages = this.#messages.map((one) =>
          one.id === id ? { ...plain, ...(on ? { pinned } : {}) } : one,
        )
        return this.change(id, {})
      },
      pinned: (target) => this.#messages.filter((one) => one.target === target && one.pinned !== undefined),
      typing: (target) => void this.asked.push(`typing ${target}`),
      drafts: () => [...this.drafts].map(([target, text]) => ({ target, text })),
      keepDraft: async (target, text) => {
        if (text === '') this.drafts.delete(target)
        else this.drafts.set(target, text)
      },
      habits: () => this.#habits,
      setHabits: async (habits) => {
        this.#habits = {
          receipts: habits.receipts ?? this.#habits.receipts,
          typing: habits.typing ?? this.#habits.typing,
        }
        return this.#habits
      },
      setLifetime: async (target, seconds) => {
        this.asked.push(`lifetime ${target} ${seconds}`)
        this.tell({ type: 'lifetime', target, seconds, by: this.status.login })
      },
      messages: async ({ target, sinceId, before, limit = 100 }) => {
        const all = this.#messages.filter((one) => target === undefined || one.target === target)
        const from = sinceId === undefined ? 0 : all.findIndex(({ id }) => id === sinceId) + 1
        const to = before === undefined ? all.length : all.findIndex(({ id }) => id === before)
        const part = all.slice(from, to)
        return sinceId === undefined ? part.slice(-limit) : part.slice(0, limit)
      },
      awaitState: (id, state, signal) => this.#awaitState(id, state, signal),
      markRead: async (target, upTo) => {
        this.seenAsRead.push(upTo)
        this.#messages = this.#messages.map((one) =>
          one.target === target && !one.own ? { ...one, state: 'read' } : one,
        )
        this.tell({ type: 'unread', target, unread: 0 })
      },
      onEvent: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    }
  }

  #unread(target: string): number {
    return this.#messages.filter((one) => one.target === target && !one.own && one.state !== 'read').length
  }

  #awaitState(id: string, state: MessageState, signal: AbortSignal): Promise<MessageView> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.#messages.find((one) => one.id === id)
        if (found?.state === state) resolve(found)
        else if (signal.aborted)
          reject(new Fault('STATE_NOT_REACHED', { id, state: found?.state ?? 'unknown', wanted: state }))
      }
      this.#listeners.add(look)
      signal.addEventListener('abort', look)
      look()
    })
  }
}

export async function fakePeer(
  test: Pick<TestContext, 'after'>,
  folder: string,
  ...rest: [login?: string, others?: readonly string[]]
): Promise<FakePeer> {
  const peer = new FakePeer(folder, ...rest)
  await peer.start()
  test.after(() => peer.stop())
  return peer
}

function personView(login: string, self: boolean): PersonView {
  return {
    login,
    name: `${login[0]?.toUpperCase()}${login.slice(1)} Anchor`,
    role: 'member',
    status: 'active',
    online: self || login === 'bob',
    self,
    devices: [],
  }
}

function statusView(login: string): StatusView {
  const day = 86_400_000
  return {
    version: '0.1.0',
    login,
    peerId: PEER,
    realm: 'harbour',
    startedAt: new Date(MORNING).toISOString(),
    network: { listen: ['/ip4/127.0.0.1/tcp/9000'], sessions: 2 },
    directory: { state: 'reachable', since: new Date(MORNING).toISOString() },
    mdns: { state: 'on' },
    dht: { state: 'on', peers: 2 },
    mailbox: { state: 'on', parcels: 0, bytes: 0, devices: 0 },
    catchingUp: { missing: 0 },
    certificate: {
      state: 'valid',
      role: 'member',
      serial: '00112233445566778899aabbccddeeff',
      notBefore: new Date(MORNING - day).toISOString(),
      notAfter: new Date(MORNING + 6 * day).toISOString(),
      renewableUntil: new Date(MORNING + 36 * day).toISOString(),
    },
    revocationList: {
      state: 'fresh',
      number: '4',
      thisUpdate: new Date(MORNING - 7_200_000).toISOString(),
      nextUpdate: new Date(MORNING + 6 * day).toISOString(),
      ageSeconds: 7200,
    },
  }
}
