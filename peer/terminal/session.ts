// Joins the terminal program to the local API: keeps the desk true to the daemon, does what is typed. Draws nothing.
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Language, wordsOf } from '@parley/shared/faults/words.ts'
import { isFaultCode } from '@parley/shared/host/cli/output.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peaceWords } from '@parley/shared/text/peace.ts'
import { visible } from '@parley/shared/text/visible.ts'
import type { ApiClient } from '../api/client.ts'
import type { ConversationView, FeedLine } from '../api/schema.ts'
import { answer, help } from './answers.ts'
import { RECONNECT_MS, REFRESH_MS, STATUS_MS } from './constants.ts'
import { asFault, Desk } from './desk.ts'
import { Drafts } from './drafts.ts'
import { applyEvent, HOME, type Model, renamed, withConversations, withPeace, withTyping } from './model.ts'
import { keepPeace } from './peace.ts'
import { Rooms } from './rooms.ts'
import type { Request } from './slash.ts'

export interface SessionOptions {
  /** Finds the daemon anew: its address changes with a restart. */
  readonly open: () => Promise<ApiClient>
  readonly language: Language
  readonly now: () => number
  /** The conversation to begin with. */
  readonly opening: string | undefined
}

export class TerminalSession {
  readonly desk: Desk
  readonly rooms: Rooms
  readonly drafts: Drafts
  readonly #options: SessionOptions
  readonly #ended = new AbortController()
  #refreshing: NodeJS.Timeout | undefined
  /** There may be another room, or one has another name. */
  #otherRooms = false
  #welcomed = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.desk = new Desk(options.language, options.now)
    this.rooms = new Rooms(this.desk)
    this.drafts = new Drafts(() => this.desk.client)
  }

  /** Connects, and again whenever the daemon went away, until `stop`. */
  async run(): Promise<void> {
    const asking = setInterval(() => this.#refreshSoon(), STATUS_MS)
    let wait: number = RECONNECT_MS.first
    while (!this.#ended.signal.aborted) {
      try {
        this.desk.client = await this.#options.open()
        for await (const event of this.desk.client.feed(this.#ended.signal)) {
          // With the first line the feed is open: nothing is missed from here on.
          if (this.desk.model.link !== 'live') await this.#catchUp(this.desk.client)
          wait = RECONNECT_MS.first
          this.#take(event)
        }
      } catch (error) {
        this.#lost(asFault(error))
      }
      this.desk.client?.close()
      this.desk.client = undefined
      await this.#pause(wait)
      wait = Math.min(wait * 2, RECONNECT_MS.longest)
    }
    clearInterval(asking)
  }

  stop(): void {
    this.#ended.abort()
    clearTimeout(this.#refreshing)
    this.desk.client?.close()
  }

  /** @returns whether the line was taken: otherwise it stays in the input */
  async do(request: Request): Promise<boolean> {
    const { desk, rooms } = this
    const { current } = desk.model
    switch (request.kind) {
      case 'reply':
      case 'react':
      case 'edit':
      case 'delete':
      case 'pin':
      case 'pins':
      case 'disappear':
        return rooms.remark(request)
      case 'block':
      case 'unblock':
      case 'blocked':
      case 'mute':
      case 'unmute':
      case 'report':
      case 'reports':
      case 'hide':
      case 'unhide':
        return keepPeace(desk, request)
      case 'nothing':
      case 'quit':
        return true
      case 'clear':
        desk.room(current, (room) => ({ ...room, notes: [] }))
        return true
      case 'help':
        desk.note(current, help(desk))
        return true
      case 'open':
        rooms.open(request.target)
        return true
      case 'say':
        if (current !== HOME) return rooms.send(current, request.text)
        desk.note(HOME, desk.say('homeNotHere'))
        return false
      case 'message':
        rooms.open(request.target)
        return rooms.send(request.target, request.text)
      default:
        try {
          await answer(desk, request)
          return true
        } catch (error) {
          desk.fault(error)
          return false
        }
    }
  }

  async #catchUp(client: ApiClient): Promise<void> {
    const { desk } = this
    const [status, people, conversations] = await Promise.all([
      client.status(),
      client.people(),
      client.conversations(),
    ])
    const isBack = desk.model.link === 'lost'
    await this.drafts.load()
    this.#listed({ ...desk.model, link: 'live', fault: undefined, status, people }, conversations)
    if (isBack) desk.note(desk.model.current, desk.say('linkBack'), 'good')
    if (!this.#welcomed) this.#welcome(status.login, status.realm)
    this.#certificateWarning()
    await this.rooms.readOn()
  }

  #welcome(login: string, realm: string): void {
    this.#welcomed = true
    this.desk.note(HOME, this.desk.say('welcome', { login, realm }), 'good')
    this.desk.note(HOME, this.desk.say('welcomeHow'))
    if (this.#options.opening !== undefined) this.rooms.open(this.#options.opening)
  }

  #certificateWarning(): void {
    const { certificate } = this.desk.model.status ?? {}
    if (certificate?.state !== 'due') return
    const left = clockIn(this.desk.language).span(Date.parse(certificate.notAfter) - this.desk.now())
    this.desk.note(HOME, this.desk.say('certificateSoon', { left }), 'bad')
  }

  #take(event: FeedLine): void {
    switch (event.type) {
      case 'message':
        this.rooms.arrived(event.message)
        break
      case 'typing':
        this.#typing(event)
        break
      case 'lifetime':
        this.desk.note(event.target, this.#lifetime(event))
        break
      case 'peace':
        void this.#peace()
        break
      case 'draft':
        this.drafts.took(event.target, event.text)
        break
      case 'report':
        this.desk.note(
          HOME,
          sayIn(peaceWords, this.desk.language)('newReport', { login: visible(event.from) }),
        )
        this.desk.ring()
        break
      case 'people':
      case 'status':
        this.#refreshSoon()
        break
      case 'room':
        this.#otherRooms = true
        this.#refreshSoon()
        break
      case 'warning':
        this.desk.note(event.target ?? HOME, `${this.desk.say('warning')}: ${this.#warning(event)}`, 'bad')
        break
      default:
        this.desk.set(applyEvent(this.desk.model, event))
    }
  }

  /** What is blocked or muted is not what it was: everything that is open looks otherwise. */
  async #peace(): Promise<void> {
    const { client, model } = this.desk
    if (client === undefined || model.link !== 'live') return
    try {
      const [{ blocked, muted }, conversations] = await Promise.all([client.peace(), client.conversations()])
      const decided = {
        blocked: blocked.map((login) => `@${login}`),
        muted: muted.flatMap(({ target }) => target ?? []),
      }
      this.#listed(withPeace(this.desk.model, decided), conversations)
      await this.rooms.reload()
    } catch (error) {
      this.desk.fault(error)
    }
  }

  #typing({ target, from, milliseconds }: Extract<FeedLine, { type: 'typing' }>): void {
    const { desk } = this
    if (!desk.model.rooms.has(target)) return
    desk.room(target, (room) => withTyping(room, from, desk.now() + milliseconds, desk.now()))
    // Without a further word it ends by itself.
    const timer = setTimeout(() => {
      desk.room(target, (room) => withTyping(room, '', 0, desk.now()))
    }, milliseconds + 50)
    timer.unref()
  }

  #lifetime({ by, seconds }: Extract<FeedLine, { type: 'lifetime' }>): string {
    const { say, language } = this.desk
    const login = visible(by)
    if (seconds === 0) return say('lifetimeOff', { login })
    return say('lifetimeSet', { login, time: clockIn(language).span(seconds * 1000) })
  }

  #warning({ code, parameters }: Extract<FeedLine, { type: 'warning' }>): string {
    if (!isFaultCode(code)) return code
    const { what, todo } = wordsOf(new Fault(code, parameters), this.desk.language)
    return `${what} ${todo}`
  }

  #lost(fault: Fault): void {
    const { link, fault: known, current } = this.desk.model
    if (link === 'lost' && known?.code === fault.code) return
    this.desk.set({ ...this.desk.model, link: 'lost', fault })
    if (link === 'live') this.desk.note(current, this.desk.say('linkLost'), 'bad')
    else if (link === 'connecting') this.desk.fault(fault)
  }

  /** People come and go in bursts: one question for all of them. */
  #refreshSoon(): void {
    this.#refreshing ??= setTimeout(async () => {
      this.#refreshing = undefined
      const { client, model } = this.desk
      if (client === undefined || model.link !== 'live') return
      try {
        const rooms = this.#otherRooms ? client.conversations() : undefined
        this.#otherRooms = false
        const [status, people, listed] = await Promise.all([client.status(), client.people(), rooms])
        const known = { ...this.desk.model, status, people }
        if (listed === undefined) this.desk.set(known)
        else if (this.#listed(known, listed)) await this.rooms.readOn()
      } catch {
        // The feed notices that the daemon is gone, and says so.
      }
    }, REFRESH_MS)
  }

  /** @returns whether one has another name now: under it something may have come that is not on the desk */
  #listed(model: Model, conversations: readonly ConversationView[]): boolean {
    const names = renamed(model, conversations)
    for (const [from, to] of names) this.drafts.moved(from, to)
    this.desk.set(withConversations(model, conversations, names))
    for (const [from, to] of names)
      this.desk.note(to, this.desk.say('roomRenamed', { before: visible(from), now: visible(to) }))
    return names.size > 0
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#ended.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
