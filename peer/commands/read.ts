// `parley read`: messages in conversation order, then what comes; what is shown counts as read.
import { messageId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, optional, type Parse, value } from '@parley/shared/host/cli/command.ts'
import type { Host } from '@parley/shared/host/cli/host.ts'
import { type Output, painter } from '@parley/shared/host/cli/output.ts'
import { duration, integer, shown } from '@parley/shared/host/cli/parse.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { historyWords } from '@parley/shared/text/history.ts'
import { peaceWords } from '@parley/shared/text/peace.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { remarkWords } from '@parley/shared/text/remarks.ts'
import { visibleName } from '@parley/shared/text/visible.ts'
import { type ApiClient, openClient } from '../api/client.ts'
import { PAGE_MESSAGES_MAX } from '../api/constants.ts'
import type { MessagesQuery, MessageView } from '../api/schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import { inFolds } from '../show/folds.ts'
import { AROUND_DEFAULT, READ_DEFAULT, READ_MAX } from './constants.ts'
import { messageLine } from './message-line.ts'
import { messageRecord } from './record.ts'

type Since = { readonly sinceId: string } | { readonly sinceTime: string }

/** A message ID, an ISO 8601 time, or how long ago. */
const since: Parse<Since> = (raw, name) => {
  if (/^[a-z2-7]{16}-\d+$/.test(raw)) return { sinceId: messageId(raw) }
  if (/^\d+(?:ms|s|m|h|d)$/.test(raw))
    return { sinceTime: new Date(Date.now() - duration(raw, name)).toISOString() }
  const time = /^\d{4}-\d{2}-\d{2}/.test(raw) && raw.length <= 40 ? new Date(raw) : new Date(Number.NaN)
  if (Number.isNaN(time.getTime()))
    throw new Fault('VALUE_INVALID', { name, value: shown(raw), expected: 'ID, 2026-05-01T12:00:00Z, 2h' })
  return { sinceTime: time.toISOString() }
}

export const read = defineCommand({
  name: 'read',
  summary: peerWords.read,
  args: {
    target: optional('target', peerWords.readTargetArgument, (raw) => formatTarget(parseTarget(raw))),
  },
  options: {
    follow: flag('--follow', peerWords.followOption),
    since: value('--since <id|time>', peerWords.sinceOption, since),
    around: value('--around <id>', historyWords.aroundOption, (raw) => messageId(raw)),
    limit: value('--limit <n>', peerWords.limitOption, integer(1, READ_MAX)),
    ids: flag('--ids', remarkWords.idsOption),
    changes: flag('--changes', remarkWords.changesOption),
    folded: flag('--folded', peaceWords.foldedOption),
  },
  async run({ args, options, folder, host, out }) {
    const { around } = options
    if (around !== undefined && (options.follow || options.since !== undefined))
      throw new Fault('USAGE', {
        reason: sayIn(historyWords, host.language)('aroundAlone'),
        command: 'parley read',
      })
    const client = await openClient(folder)
    const reader = new Reader(client, host, out, {
      // Its conversation is named by the message.
      target: around === undefined ? args.target : undefined,
      around,
      ids: options.ids,
    })
    const ended = new AbortController()
    try {
      // The feed is open before history is asked: nothing falls between the two.
      const feed = options.follow ? client.feed(ended.signal) : undefined
      await feed?.next()
      let any = false
      const opened: MessagesQuery = options.folded ? { folded: 'open' } : {}
      const targeted: MessagesQuery = args.target === undefined ? {} : { target: args.target }
      const pages =
        around === undefined
          ? history(client, { ...opened, ...targeted }, options.since, options.limit)
          : context(client, around, options.limit ?? AROUND_DEFAULT, opened)
      for await (const page of pages) {
        any ||= page.length > 0
        await reader.show(page)
      }
      if (!any && !out.json) out.note(sayIn(peerWords, host.language)('noMessages'))
      if (feed === undefined) return
      for await (const event of feed) {
        if (event.type === 'message') await reader.show([event.message])
        // For programs a line is a message, unless they ask for more.
        else if (event.type === 'change' && (options.changes || !out.json))
          await reader.changed(event.message)
      }
    } finally {
      ended.abort()
      client.close()
    }
  },
})

/** Pages, oldest first. */
async function* history(
  client: ApiClient,
  query: MessagesQuery,
  from: Since | undefined,
  limit: number | undefined,
): AsyncGenerator<readonly MessageView[]> {
  if (from === undefined) return yield* newest(client, query, limit ?? READ_DEFAULT)
  let left = limit ?? Number.POSITIVE_INFINITY
  let next: Since = from
  while (left > 0) {
    const page = await client.messages({ ...query, ...next, limit: Math.min(left, PAGE_MESSAGES_MAX) })
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    left -= page.length
    next = { sinceId: last.id }
  }
}

async function* newest(
  client: ApiClient,
  query: MessagesQuery,
  limit: number,
): AsyncGenerator<readonly MessageView[]> {
  const pages: (readonly MessageView[])[] = []
  let left = limit
  let before: { before?: string } = {}
  while (left > 0) {
    const page = await client.messages({ ...query, ...before, limit: Math.min(left, PAGE_MESSAGES_MAX) })
    const [oldest] = page
    if (oldest === undefined) break
    pages.push(page)
    left -= page.length
    before = { before: oldest.id }
  }
  yield* pages.reverse()
}

/** A message in its place: half of `limit` before it, half after it. @throws Fault MESSAGE_UNKNOWN */
async function* context(
  client: ApiClient,
  id: string,
  limit: number,
  opened: MessagesQuery,
): AsyncGenerator<readonly MessageView[]> {
  // It is stored: there is nothing to wait for.
  const message = await client.awaitState(id, 'stored', 1)
  const query: MessagesQuery = { ...opened, target: message.target }
  const half = Math.min(Math.ceil(limit / 2), PAGE_MESSAGES_MAX)
  yield await client.messages({ ...query, before: id, limit: half })
  yield [message]
  yield await client.messages({ ...query, sinceId: id, limit: half })
}

/** Prints each message once and tells the other side what was read. */
class Reader {
  readonly #client: ApiClient
  readonly #host: Host
  readonly #out: Output
  readonly #target: string | undefined
  /** The message that was asked for. */
  readonly #around: string | undefined
  readonly #ids: boolean
  /** Ids of the page shown last: the feed may say again what history said. */
  #seen: ReadonlySet<string> = new Set()
  #day = ''
  #conversation = ''

  constructor(
    client: ApiClient,
    host: Host,
    out: Output,
    {
      target,
      around,
      ids,
    }: { readonly target: string | undefined; readonly around: string | undefined; readonly ids: boolean },
  ) {
    this.#client = client
    this.#host = host
    this.#out = out
    this.#target = target
    this.#around = around
    this.#ids = ids
  }

  async show(page: readonly MessageView[]): Promise<void> {
    const upTo = new Map<string, string>()
    const fresh = page.filter(
      ({ id, target }) => !this.#seen.has(id) && (this.#target === undefined || target === this.#target),
    )
    for (const run of inFolds(fresh)) {
      // For people a line stands for all that are folded together.
      const shown = this.#out.json ? run : run.slice(0, 1)
      for (const message of shown)
        await this.#out.result(messageRecord(message), () => this.#lines(message, { folded: run.length }))
      for (const message of run) if (!message.own) upTo.set(message.target, message.id)
    }
    if (page.length > 1) this.#seen = new Set(page.map(({ id }) => id))
    for (const [target, id] of upTo) await this.#client.markRead(target, id)
  }

  /** A message that was shown, or could have been, looks otherwise now. */
  async changed(message: MessageView): Promise<void> {
    if (this.#target !== undefined && message.target !== this.#target) return
    await this.#out.result(messageRecord(message), () =>
      this.#lines(message, { before: sayIn(remarkWords, this.#host.language)('changedNow') }),
    )
  }

  #lines(message: MessageView, { before, folded }: { before?: string; folded?: number }): string {
    const { language } = this.#host
    const paint = painter(this.#host, this.#host.stdout)
    const clock = clockIn(language)
    const at = new Date(message.time)
    const heads: string[] = []
    const day = clock.day(at)
    if (this.#target === undefined && message.target !== this.#conversation) {
      heads.push(paint('bold', visibleName(message.target)))
      this.#conversation = message.target
      this.#day = ''
    }
    if (day !== this.#day) heads.push(paint('dim', `— ${day} —`))
    this.#day = day
    // Also where there are no colours.
    const place = message.id === this.#around ? `${paint('yellow', '»')} ` : ''
    const line = messageLine(this.#host, message, {
      id: this.#ids,
      ...(before === undefined ? {} : { before }),
      ...(folded === undefined ? {} : { folded }),
    })
    return [...heads, `${place}${line}`].join('\n')
  }
}
