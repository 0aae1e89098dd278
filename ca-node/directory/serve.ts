// The directory's serving side: answers certified peers over their one stream, and tells those who watch what
// changes. Gathers changes, so that a thousand arrivals are not a million messages.
import type { Stream } from '@libp2p/interface'
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import {
  DIRECTORY_PROTOCOL,
  PAGE_PEOPLE_MAX,
  PRESENCES_MAX,
  REQUEST_BYTES_MAX,
} from '@parley/shared/directory/constants.ts'
import {
  type DirectoryReply,
  type DirectoryRequest,
  decodeRequest,
  encodeReply,
} from '@parley/shared/directory/messages.ts'
import type { ClaimedPerson, Presence } from '@parley/shared/directory/person.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { type Frames, framed, framesOf } from '@parley/shared/host/net/frames.ts'
import type { Session, Sessions } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import type { Db } from '../store/open.ts'
import { believable } from './announced.ts'
import {
  CHANGES_GATHERED_MS,
  LOOKUPS_TOGETHER_MAX,
  OVERLAP_MS,
  REPLY_MS,
  STREAMS_PER_SESSION,
  WATCHER_BACKLOG_BYTES_MAX,
} from './constants.ts'
import { View } from './guest.ts'
import { People } from './people.ts'
import { keepPrekey } from './prekeys.ts'
import { Presences } from './presences.ts'

export interface DirectoryServerInit {
  readonly db: Db
  readonly sessions: Sessions
  readonly primitives: Primitives
  now(): Date
  readonly log: Log
}

interface Watcher {
  readonly id: number
  readonly stream: Stream
  readonly view: View
}

export class DirectoryServer {
  readonly #init: DirectoryServerInit
  readonly #presences: Presences
  readonly #people: People
  readonly #watchers = new Set<Watcher>()
  readonly #endings: (() => void)[] = []
  #movedPeers = new Set<PeerIdText>()
  #changedLogins = new Set<Login>()
  #timer: NodeJS.Timeout | undefined
  #telling: Promise<void> = Promise.resolve()

  constructor(init: DirectoryServerInit) {
    this.#init = init
    const { sessions } = init
    this.#presences = new Presences(
      (peerId) => sessions.of(peerId) !== undefined,
      () => sessions.list().map((session) => session.peerId),
    )
    this.#people = new People(init.db, this.#presences)
  }

  async begin(): Promise<void> {
    const { sessions } = this.#init
    this.#endings.push(
      sessions.onOpened(({ peerId }) => this.#moved(peerId)),
      sessions.onClosed(({ peerId }) => {
        if (sessions.of(peerId) === undefined) this.#presences.gone(peerId)
        this.#moved(peerId)
      }),
    )
    await sessions.handle(DIRECTORY_PROTOCOL, (stream, session) => this.#serve(stream, session), {
      maxInboundStreams: STREAMS_PER_SESSION,
    })
  }

  end(): void {
    clearTimeout(this.#timer)
    for (const end of this.#endings.splice(0)) end()
    for (const { stream } of this.#watchers) stream.abort(new Fault('DIRECTORY_UNREACHABLE'))
    this.#watchers.clear()
  }

  personChanged(login: Login): void {
    this.#changedLogins.add(login)
    this.#tellSoon()
  }

  /** Who is connected to this node. */
  here(): readonly Presence[] {
    return this.#presences.here()
  }

  /** What another authority of the realm says of who is connected to it. */
  elsewhere(node: string, changes: readonly Presence[] | 'gone'): void {
    for (const peerId of this.#presences.elsewhere(node, changes)) this.#moved(peerId)
  }

  /**
   * One request after the other: who asks faster than the database answers waits, and nobody else does. Look-ups that
   * have arrived together are answered together.
   */
  async #serve(stream: Stream, session: Session): Promise<void> {
    const frames = framesOf(stream, session.remoteAddress, REQUEST_BYTES_MAX * 16)
    const leave = () => this.#unwatch(stream)
    stream.addEventListener('close', leave, { once: true })
    const view = new View(session)
    try {
      for (;;) {
        const frame = await frames.next(REQUEST_BYTES_MAX)
        if (frame === undefined) break
        const to = { stream, frames, session, view }
        const lookups: Lookup[] = []
        let request: DirectoryRequest | undefined = decodeRequest(frame)
        while (request?.kind === 'lookup' && lookups.length < LOOKUPS_TOGETHER_MAX) {
          lookups.push(request)
          const ready = frames.ready(REQUEST_BYTES_MAX)
          request = ready && decodeRequest(ready)
        }
        if (lookups.length > 0) await this.#lookUp(lookups, to)
        if (request?.kind === 'lookup') await this.#lookUp([request], to)
        else if (request !== undefined) await this.#answer(request, to)
      }
    } finally {
      leave()
    }
    await stream.close()
  }

  /** Each has its own answer, also where another one of them is refused. */
  async #lookUp(requests: readonly Lookup[], to: Asking): Promise<void> {
    const refused = ({ id, kind }: Lookup, error: unknown) => this.#refusal(id, kind, error)
    const wanted = new Map<Lookup, Login>()
    const answers = new Map<Lookup, DirectoryReply>()
    for (const request of requests) {
      try {
        to.view.assertLookup()
        wanted.set(request, typedLogin(request.login))
      } catch (error) {
        answers.set(request, refused(request, error))
      }
    }
    try {
      const people = await this.#people.byLogins([...new Set(wanted.values())])
      for (const [request, login] of wanted) {
        const person = people.get(login)
        if (person !== undefined) to.view.met(person)
        answers.set(
          request,
          person === undefined
            ? refused(request, new Fault('PERSON_UNKNOWN', { login }))
            : { id: request.id, kind: 'people', people: [person], more: false },
        )
      }
    } catch (error) {
      for (const request of wanted.keys()) answers.set(request, refused(request, error))
    }
    const frames = [...answers.values()].map(encodeReply)
    await to.frames.writeAll(frames, AbortSignal.timeout(REPLY_MS))
  }

  #refusal(id: number, request: DirectoryRequest['kind'], error: unknown): DirectoryReply {
    if (!(error instanceof Fault)) this.#init.log.error({ err: error, request }, 'directory request failed')
    return { id, kind: 'refused', code: error instanceof Fault ? error.code : 'INTERNAL' }
  }

  async #answer(request: Exclude<DirectoryRequest, Lookup>, to: Asking): Promise<void> {
    const { id } = request
    try {
      switch (request.kind) {
        case 'search': {
          to.view.assertListing()
          const people = await this.#people.search(request.words, request.limit)
          return await reply(to, { id, kind: 'people', people, more: false })
        }
        case 'list':
          to.view.assertListing()
          return await reply(to, {
            id,
            kind: 'people',
            ...(await this.#people.page(request.after, request.limit)),
          })
        case 'announce':
          this.#presences.announced(
            to.session.peerId,
            believable(request.addresses, to.session.remoteAddress),
          )
          this.#moved(to.session.peerId)
          return await reply(to, { id, kind: 'done' })
        case 'show': {
          const { cert } = to.session
          if ((await keepPrekey(this.#init, cert, request.prekey)) === 'newer') this.personChanged(cert.login)
          return await reply(to, { id, kind: 'done' })
        }
        case 'watch':
          return await this.#watch(id, request.since, to)
      }
    } catch (error) {
      await reply(to, this.#refusal(id, request.kind, error))
    }
  }

  /** What changed since, who is connected, the moment all that is true of; from then on everything that happens. */
  async #watch(id: number, since: number, to: Asking): Promise<void> {
    const asOf = Math.max(this.#init.now().getTime() - OVERLAP_MS, 0)
    const change = { id, kind: 'change', presence: [], people: [], asOf: 0 } as const
    // One watch a stream, the newest: who asks again must not be told everything once more for it.
    this.#unwatch(to.stream)
    // Watching begins first: what changes while the past is told is told twice rather than not at all.
    this.#watchers.add({ id, stream: to.stream, view: to.view })
    if (!to.view.whole) {
      const people = await this.#peopleOf([to.session.cert.login])
      return await reply(to, { ...change, people: [...to.view.people(people)], asOf })
    }
    if (since === 0) {
      for (let after = '', more = true; more; ) {
        const page = await this.#people.page(after, PAGE_PEOPLE_MAX)
        await reply(to, { ...change, people: page.people })
        after = page.people.at(-1)?.login ?? ''
        more = page.more
      }
    } else {
      for (const logins of chunks(await this.#people.changedSince(since), PAGE_PEOPLE_MAX)) {
        await reply(to, { ...change, people: await this.#peopleOf(logins) })
      }
    }
    for (const presence of chunks(this.#presences.all(), PRESENCES_MAX))
      await reply(to, { ...change, presence })
    await reply(to, { ...change, asOf })
  }

  #unwatch(stream: Stream): void {
    for (const watcher of this.#watchers) if (watcher.stream === stream) this.#watchers.delete(watcher)
  }

  async #peopleOf(logins: Iterable<Login>): Promise<ClaimedPerson[]> {
    const people: ClaimedPerson[] = []
    for (const login of logins) {
      const person = await this.#people.byLogin(login)
      if (person !== undefined) people.push(person)
    }
    return people
  }

  #moved(peerId: PeerIdText): void {
    this.#movedPeers.add(peerId)
    this.#tellSoon()
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#telling = this.#telling.then(() => this.#tell())
    }, CHANGES_GATHERED_MS).unref()
  }

  async #tell(): Promise<void> {
    const moved = [...this.#movedPeers].map((peerId) => this.#presences.of(peerId))
    const changed = [...this.#changedLogins]
    this.#movedPeers = new Set()
    this.#changedLogins = new Set()
    if (this.#watchers.size === 0) return
    try {
      for (const logins of chunks(changed, PAGE_PEOPLE_MAX)) this.#tellAll([], await this.#peopleOf(logins))
      for (const presence of chunks(moved, PRESENCES_MAX)) this.#tellAll(presence, [])
    } catch (err) {
      this.#init.log.error({ err }, 'directory changes could not be told')
    }
  }

  /** Encoded once for all who watch with the same id, which is nearly everybody. */
  #tellAll(presence: readonly Presence[], people: readonly ClaimedPerson[]): void {
    const encoded = new Map<number, Uint8Array>()
    for (const { id, stream, view } of [...this.#watchers]) {
      if (stream.status !== 'open') continue
      let frame = encoded.get(id)
      if (!view.whole) {
        const change = { presence: view.presence(presence), people: view.people(people) }
        if (change.presence.length + change.people.length === 0) continue
        frame = framed(encodeReply({ id, kind: 'change', ...change, asOf: 0 }))
      } else if (frame === undefined) {
        frame = framed(encodeReply({ id, kind: 'change', presence, people, asOf: 0 }))
        encoded.set(id, frame)
      }
      if (stream.writeBufferLength > WATCHER_BACKLOG_BYTES_MAX) stream.abort(new Fault('DIRECTORY_BUSY'))
      else stream.send(frame)
    }
  }
}

type Lookup = Extract<DirectoryRequest, { kind: 'lookup' }>

interface Asking {
  readonly stream: Stream
  readonly frames: Frames
  readonly session: Session
  readonly view: View
}

/** Waits while the asker does not read: its own requests wait with it. */
async function reply(to: Asking, message: DirectoryReply): Promise<void> {
  await to.frames.write(encodeReply(message), AbortSignal.timeout(REPLY_MS))
}

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
