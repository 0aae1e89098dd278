// The one client of the local API: commands and the terminal program know the daemon only through it.
import { Agent, type IncomingMessage, request } from 'node:http'
import {
  type DeviceLink,
  type DeviceRevokeRequest,
  deviceLink,
  type OwnDevice,
  ownDevices,
} from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { isFaultCode } from '@parley/shared/host/cli/output.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import { z } from 'zod'
import {
  ANSWER_BYTES_MAX,
  ANSWER_TIMEOUT_MS,
  API_VERSION,
  AWAIT_MS_MAX,
  EVIDENCE_TIMEOUT_MS,
  FEED_LINE_BYTES_MAX,
  FEED_SILENCE_MS,
  RENEWED_TIMEOUT_MS,
} from './constants.ts'
import {
  type BlockRequest,
  type MuteRequest,
  type PeaceView,
  peaceView,
  type ReportedView,
  type ReportView,
  reportedView,
  reportsView,
} from './peace-schema.ts'
import { type RetentionRequest, type RetentionView, retentionView } from './retention-schema.ts'
import {
  type ConnectedView,
  type ConversationView,
  connectedView,
  conversationView,
  type DraftView,
  draftsView,
  type FeedLine,
  faultView,
  feedEvent,
  type GroupRequest,
  type GroupView,
  groupsView,
  groupView,
  type HabitsRequest,
  type HabitsView,
  habitsView,
  type MailboxRequest,
  type MessageState,
  type MessagesQuery,
  type MessageView,
  messagesView,
  messageView,
  type PersonView,
  personView,
  type RenewedView,
  renewedView,
  type StatusView,
  statusView,
  type WhoisView,
  whoisView,
} from './schema.ts'
import { type HitsView, hitsView, type SearchQuery } from './search-schema.ts'
import { type ApiAddress, findApi } from './token.ts'

export interface ApiClient {
  status(): Promise<StatusView>
  /** Whether the device holds things for others, until its daemon ends. */
  setMailbox(request: MailboxRequest): Promise<StatusView>
  people(): Promise<readonly PersonView[]>
  whois(login: string): Promise<WhoisView>
  connect(address: string): Promise<ConnectedView>
  renew(): Promise<RenewedView>
  /** The owner's devices: what the authority says of them, and what it is asked to do. */
  devices(): Promise<readonly OwnDevice[]>
  deviceLink(): Promise<DeviceLink>
  nameDevice(name: string): Promise<void>
  revokeDevice(request: DeviceRevokeRequest): Promise<void>
  conversations(): Promise<readonly ConversationView[]>
  send(target: string, texts: readonly string[]): Promise<readonly MessageView[]>
  messages(query: MessagesQuery): Promise<readonly MessageView[]>
  reply(id: string, text: string): Promise<MessageView>
  react(id: string, reaction: string, on: boolean): Promise<MessageView>
  edit(id: string, text: string): Promise<MessageView>
  delete(id: string): Promise<MessageView>
  pin(id: string, on: boolean): Promise<MessageView>
  pinned(target: string): Promise<readonly MessageView[]>
  /** @param seconds 0: texts stay */
  setLifetime(target: string, seconds: number): Promise<void>
  typing(target: string): Promise<void>
  drafts(): Promise<readonly DraftView[]>
  keepDraft(target: string, text: string): Promise<void>
  habits(): Promise<HabitsView>
  setHabits(habits: HabitsRequest): Promise<HabitsView>
  /** @throws Fault STATE_NOT_REACHED when `milliseconds` are over */
  awaitState(id: string, state: MessageState, milliseconds: number): Promise<MessageView>
  markRead(target: string, upTo: string): Promise<void>
  search(query: SearchQuery): Promise<HitsView>
  groups(): Promise<readonly GroupView[]>
  /** @param target `#name` */
  group(target: string): Promise<GroupView>
  changeGroup(request: GroupRequest): Promise<GroupView>
  retention(): Promise<RetentionView>
  setRetention(request: RetentionRequest): Promise<RetentionView>
  peace(): Promise<PeaceView>
  block(request: BlockRequest): Promise<void>
  mute(request: MuteRequest): Promise<void>
  report(id: string, reason: string): Promise<ReportedView>
  reports(): Promise<readonly ReportView[]>
  hide(id: string, on: boolean, reason: string): Promise<MessageView>
  /** An evidence file as it comes; read it to its end. @throws Fault CONVERSATION_EMPTY */
  evidence(target: string): Promise<AsyncIterable<Uint8Array>>
  /** What happens from the first line (`alive`) on; ends with a Fault when the daemon goes. */
  feed(signal: AbortSignal): AsyncGenerator<FeedLine>
  close(): void
}

/** @throws Fault DATA_MISSING, DAEMON_NOT_RUNNING */
export async function openClient(folder: string): Promise<ApiClient> {
  return createClient(await findApi(folder), folder)
}

/** Talks to the running peer, and lets go of it whatever happens. @throws what openClient() and `work` do */
export async function withClient<Result>(
  folder: string,
  work: (client: ApiClient) => Promise<Result>,
): Promise<Result> {
  const client = await openClient(folder)
  try {
    return await work(client)
  } finally {
    client.close()
  }
}

interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly timeoutMs?: number
}

function createClient({ url, token }: ApiAddress, folder: string): ApiClient {
  const agent = new Agent({ keepAlive: true })
  const ask = async <T>({ method, path, body, timeoutMs }: Ask, schema: z.ZodType<T>): Promise<T> => {
    const signal = AbortSignal.timeout(timeoutMs ?? ANSWER_TIMEOUT_MS)
    const answer = await open(method, path, body, signal)
    const text = await readAll(answer, folder)
    if (answer.statusCode === 204) return schema.parse(undefined)
    return schema.parse(JSON.parse(text))
  }

  /** Sends a request; throws the daemon's fault when it refuses. */
  async function open(
    method: string,
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const content = body === undefined ? undefined : JSON.stringify(body)
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const asked = request(`${url}/${API_VERSION}${path}`, {
      method,
      agent,
      signal,
      headers: {
        authorization: `Bearer ${token}`,
        ...(content === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
      },
    })
    asked.once('response', resolve)
    asked.once('error', reject)
    asked.end(content)
    let answer: IncomingMessage
    try {
      answer = await promise
    } catch (cause) {
      throw goneFault(cause, folder)
    }
    if ((answer.statusCode ?? 500) < 300) return answer
    const refused = faultView.safeParse(parseJson(await readAll(answer, folder)))
    if (refused.success && isFaultCode(refused.data.error.code))
      throw new Fault(refused.data.error.code, refused.data.error.parameters)
    throw new Fault('DAEMON_ANSWER_MALFORMED', { path: folder })
  }

  const query = (parameters: object): string => {
    const given = Object.entries(parameters).filter(([, one]) => one !== undefined)
    return given.length === 0
      ? ''
      : `?${new URLSearchParams(Object.fromEntries(given.map(([key, one]) => [key, String(one)])))}`
  }

  const about = (id: string, what: string, body: object) =>
    ask({ method: 'POST', path: `/messages/${encodeURIComponent(id)}/${what}`, body }, messageView)

  return {
    status: () => ask({ method: 'GET', path: '/status' }, statusView),
    setMailbox: (body) => ask({ method: 'POST', path: '/mailbox', body }, statusView),
    people: async () =>
      (await ask({ method: 'GET', path: '/people' }, z.object({ people: z.array(personView) }))).people,
    whois: (login) => ask({ method: 'GET', path: `/people/${encodeURIComponent(login)}` }, whoisView),
    connect: (address) => ask({ method: 'POST', path: '/connect', body: { address } }, connectedView),
    renew: () => ask({ method: 'POST', path: '/renew', timeoutMs: RENEWED_TIMEOUT_MS }, renewedView),
    devices: async () => (await ask({ method: 'GET', path: '/devices' }, ownDevices)).devices,
    deviceLink: () => ask({ method: 'POST', path: '/devices/link', body: {} }, deviceLink),
    nameDevice: (name) => ask({ method: 'POST', path: '/devices/name', body: { name } }, z.undefined()),
    revokeDevice: (body) => ask({ method: 'POST', path: '/devices/revoke', body }, z.undefined()),
    conversations: async () =>
      (
        await ask(
          { method: 'GET', path: '/conversations' },
          z.object({ conversations: z.array(conversationView) }),
        )
      ).conversations,
    send: async (target, texts) =>
      (await ask({ method: 'POST', path: '/messages', body: { target, texts } }, messagesView)).messages,
    messages: async (wanted) =>
      (await ask({ method: 'GET', path: `/messages${query(wanted)}` }, messagesView)).messages,
    reply: (id, text) => about(id, 'reply', { text }),
    react: (id, reaction, on) => about(id, 'reaction', { reaction, on }),
    edit: (id, text) => about(id, 'edit', { text }),
    delete: (id) => about(id, 'delete', {}),
    pin: (id, on) => about(id, 'pin', { on }),
    pinned: async (target) =>
      (await ask({ method: 'GET', path: `/pins${query({ target })}` }, messagesView)).messages,
    setLifetime: (target, seconds) =>
      ask({ method: 'POST', path: '/lifetime', body: { target, seconds } }, z.undefined()),
    typing: (target) => ask({ method: 'POST', path: '/typing', body: { target } }, z.undefined()),
    drafts: async () => (await ask({ method: 'GET', path: '/drafts' }, draftsView)).drafts,
    keepDraft: (target, text) =>
      ask({ method: 'POST', path: '/drafts', body: { target, text } }, z.undefined()),
    habits: () => ask({ method: 'GET', path: '/habits' }, habitsView),
    setHabits: (body) => ask({ method: 'POST', path: '/habits', body }, habitsView),
    async awaitState(id, state, milliseconds) {
      const until = performance.now() + milliseconds
      for (;;) {
        const left = Math.max(1, Math.ceil(until - performance.now()))
        const part = Math.min(left, AWAIT_MS_MAX)
        const path = `/messages/${encodeURIComponent(id)}/await${query({ state, milliseconds: part })}`
        try {
          return await ask({ method: 'GET', path, timeoutMs: part + ANSWER_TIMEOUT_MS }, messageView)
        } catch (error) {
          if (left <= part || !(error instanceof Fault) || error.code !== 'STATE_NOT_REACHED') throw error
        }
      }
    },
    markRead: (target, upTo) => ask({ method: 'POST', path: '/read', body: { target, upTo } }, z.undefined()),
    groups: async () => (await ask({ method: 'GET', path: '/groups' }, groupsView)).groups,
    group: (target) => ask({ method: 'GET', path: `/groups/${encodeURIComponent(target)}` }, groupView),
    changeGroup: (body) => ask({ method: 'POST', path: '/groups', body }, groupView),
    retention: () => ask({ method: 'GET', path: '/retention' }, retentionView),
    setRetention: (body) => ask({ method: 'POST', path: '/retention', body }, retentionView),
    peace: () => ask({ method: 'GET', path: '/peace' }, peaceView),
    block: (body) => ask({ method: 'POST', path: '/block', body }, z.undefined()),
    mute: (body) => ask({ method: 'POST', path: '/mute', body }, z.undefined()),
    report: (id, reason) =>
      ask(
        { method: 'POST', path: `/messages/${encodeURIComponent(id)}/report`, body: { reason } },
        reportedView,
      ),
    reports: async () => (await ask({ method: 'GET', path: '/reports' }, reportsView)).reports,
    hide: (id, on, reason) => about(id, 'hide', { on, reason }),
    search: (wanted) => ask({ method: 'GET', path: `/search${query(wanted)}` }, hitsView),
    async evidence(target) {
      return open('GET', `/evidence${query({ target })}`, undefined, AbortSignal.timeout(EVIDENCE_TIMEOUT_MS))
    },
    async *feed(signal) {
      const silence = new AbortController()
      let timer = setTimeout(() => silence.abort(), FEED_SILENCE_MS)
      try {
        const answer = await open('GET', '/feed', undefined, AbortSignal.any([signal, silence.signal]))
        for await (const line of linesOf(answer)) {
          clearTimeout(timer)
          timer = setTimeout(() => silence.abort(), FEED_SILENCE_MS)
          // A newer daemon may say what this face does not know.
          const event = feedEvent.safeParse(parseJson(line))
          if (event.success) yield event.data
        }
      } catch (error) {
        if (signal.aborted) return
        throw error instanceof Fault ? error : goneFault(error, folder)
      } finally {
        clearTimeout(timer)
      }
      if (!signal.aborted) throw new Fault('DAEMON_GONE', { path: folder })
    },
    close: () => agent.destroy(),
  }
}

async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of answer) {
    let bytes = Buffer.concat([rest, chunk as Buffer])
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a)) {
      yield bytes.subarray(0, end).toString('utf8')
      bytes = bytes.subarray(end + 1)
    }
    if (bytes.length > FEED_LINE_BYTES_MAX) throw new Error('a line of the feed is too long')
    rest = Buffer.from(bytes)
  }
}

async function readAll(answer: IncomingMessage, folder: string): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of answer) {
      const bytes = chunk as Buffer
      length += bytes.length
      if (length > ANSWER_BYTES_MAX) throw new Fault('DAEMON_ANSWER_MALFORMED', { path: folder })
      chunks.push(bytes)
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : goneFault(cause, folder)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Nobody there, gone in the middle, or silent for too long. */
function goneFault(cause: unknown, folder: string): Fault {
  if (errnoOf(cause) === 'ECONNREFUSED') return new Fault('DAEMON_NOT_RUNNING', { path: folder }, { cause })
  const slow = cause instanceof Error && (cause.name === 'AbortError' || cause.name === 'TimeoutError')
  return new Fault(slow ? 'DAEMON_SILENT' : 'DAEMON_GONE', { path: folder }, { cause })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
