// Searching in the local API's shapes: names become rows, rows become messages.
import type { MessageId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import type { Database } from 'better-sqlite3-multiple-ciphers'
import type { HitsView, HitView, SearchQuery } from '../api/search-schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import type { Conversations, Message } from '../conversations/types.ts'
import type { IndexBuild } from '../search/build.ts'
import { find } from '../search/find.ts'
import { type Question, questionOf } from '../search/question.ts'
import { snippetOf } from '../search/snippet.ts'
import { storeFault } from '../store/faults.ts'
import type { Store } from '../store/open.ts'
import { messageView } from './messages.ts'

export interface SearchParts {
  readonly store: Store
  readonly conversations: Pick<Conversations, 'list' | 'message'>
  readonly build: IndexBuild
}

/** @throws Fault SEARCH_EMPTY, SEARCH_TOO_LONG, SEARCH_TOO_MANY_WORDS, TARGET_MALFORMED, LOGIN_MALFORMED */
export function searchView(parts: SearchParts, query: SearchQuery): HitsView {
  const { store, conversations, build } = parts
  const question = questionOf(query.words)
  const building = build.progress()
  const progress = building === undefined ? {} : { building: { ...building } }
  try {
    const conversation = query.in === undefined ? undefined : rowOf(parts, query.in)
    // Nothing was ever said there.
    if (query.in !== undefined && conversation === undefined) return { hits: [], ...progress }
    const { messages, next } = find(store.db, {
      question,
      conversation,
      devices: query.from === undefined ? undefined : devicesOf(store.db, query.from),
      kind: query.kind,
      since: timeOf(query.since),
      until: timeOf(query.until),
      limit: query.limit,
      before: query.before,
    })
    const hits = messages.flatMap((id) => hitView(conversations, id, question))
    return { hits, ...(next === undefined ? {} : { next }), ...progress }
  } catch (error) {
    throw storeFault(store.path, error)
  }
}

function hitView(
  conversations: Pick<Conversations, 'message'>,
  id: MessageId,
  question: Question,
): HitView[] {
  let message: Message
  try {
    message = conversations.message(id)
  } catch (error) {
    // What is not shown is not found.
    if (error instanceof Fault && error.code === 'MESSAGE_UNKNOWN') return []
    throw error
  }
  // What is folded is not found either.
  if (message.blocked === true || message.hidden !== undefined) return []
  const { text: snippet, marks } = snippetOf(message.text, question)
  return [{ message: messageView(message), snippet, marks: marks.map(([from, to]) => [from, to]) }]
}

function rowOf({ store, conversations }: SearchParts, typed: string): number | undefined {
  const target = parseTarget(typed)
  if (target.kind === 'direct') {
    const sql = `SELECT id FROM conversation WHERE kind = 'direct' AND login = ?`
    return store.db.prepare<[string], number>(sql).pluck().get(target.login)
  }
  const wanted = formatTarget(target)
  const known = conversations.list().find(({ target: one }) => formatTarget(one) === wanted)
  if (known === undefined) return undefined
  const sql = 'SELECT id FROM conversation WHERE name = ?'
  return store.db.prepare<[Uint8Array], number>(sql).pluck().get(Buffer.from(known.id, 'hex'))
}

function devicesOf(db: Database, login: string): readonly number[] {
  return db.prepare<[string], number>('SELECT id FROM device WHERE login = ?').pluck().all(typedLogin(login))
}

const timeOf = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time))
