// A history of 1,000,000 messages: searching it, opening a conversation of 900,000 at any point, forgetting, another key. What a
// face waits for, without HTTP: the daemon's own functions over a real encrypted database on disk.
import { statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { searchView } from '@parley/peer/daemon/search.ts'
import { openHistory } from '@parley/peer/history/history.ts'
import type { ChainPlace } from '@parley/peer/history/places.ts'
import { buildIndex } from '@parley/peer/search/build.ts'
import { indexMessage } from '@parley/peer/search/index.ts'
import { openStore, type Store } from '@parley/peer/store/open.ts'
import { rekeyStore } from '@parley/peer/store/rekey.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { textDraft } from '@parley/shared/events/body.ts'
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { generateKey, primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import { startBarePeer } from '../../test/support/bare-peer.ts'
import { type Figure, quantile } from './figure.ts'
import { makeDevices } from './messages-realm.ts'

const MESSAGES = 1_000_000
/** One long conversation, and nineteen others. */
const LONG = 900_000
const OTHERS = 19
/** From the first message to the last: three years. */
const SPAN_MS = 3 * 365 * 86_400_000
const AT_ONCE = 2_000
const SAMPLES = 100

export async function historyFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const path = join(folder, 'parley.db')
  const storeKey = randomBytes(32)
  const [device] = makeDevices('alice', 'bob')
  if (device === undefined) throw new RangeError('no device')
  try {
    const { vocabulary, places, last, indexed } = write(path, storeKey)
    const peer = await startBarePeer({ ...device, folder, storeKey })
    const build = buildIndex(peer.store, silentLog)
    const parts = { store: peer.store, conversations: peer.conversations, build }
    const word = (from: number, to: number) =>
      vocabulary[Math.floor(from + Math.random() * (to - from))] ?? ''
    const search = (question: () => Parameters<typeof searchView>[1]) =>
      times(SAMPLES, () => void searchView(parts, question()))
    const day = (share: number) => new Date(last - SPAN_MS * share).toISOString()
    const searches = {
      common: search(() => ({ words: `"${word(0, 20)}"` })),
      rare: search(() => ({ words: `"${word(20_000, 30_000)}"` })),
      prefix: search(() => ({ words: word(0, 3_000).slice(0, 3) })),
      phrase: search(() => ({ words: `${word(0, 200)} ${word(0, 200)}` })),
      person: search(() => ({ words: word(0, 200), from: `friend${Math.floor(Math.random() * OTHERS)}` })),
      conversation: search(() => ({ words: word(0, 200), in: '@friend3' })),
      date: search(() => {
        const share = Math.random()
        return { words: word(0, 200), since: day(share), until: day(share - 0.01) }
      }),
    }
    const target = { kind: 'direct', login: login('bob') } as const
    const open = (before: () => MessageId | undefined) =>
      times(SAMPLES, () => {
        const at = before()
        const page = peer.conversations.messages({
          target,
          limit: 100,
          ...(at === undefined ? {} : { before: at }),
        })
        if (page.length !== 100) throw new Error(`${page.length} messages where 100 were`)
      })
    const at = (share: number) =>
      messageIdOf(places.tag, Math.floor(LONG * share) + Math.floor(Math.random() * 1_000))
    const opens = { start: open(() => at(0.001)), middle: open(() => at(0.5)), end: open(() => undefined) }
    await peer.conversations.stop()
    await peer.node.stop()
    peer.store.close()
    const megabytes = statSync(path).size / 2 ** 20
    const begun = performance.now()
    await rekeyStore(path, storeKey, randomBytes(32))
    const rekey = (performance.now() - begun) / 1000
    const all = Object.values(searches).flat()
    return [
      figure('search.1m.p50', quantile(all, 0.5), 'ms', all.length),
      ...Object.entries(searches).map(([name, samples]) =>
        figure(`history.search.${name}.p95`, quantile(samples, 0.95), 'ms', samples.length),
      ),
      ...Object.entries(opens).map(([name, samples]) =>
        figure(`history.open.${name}.p95`, quantile(samples, 0.95), 'ms', samples.length),
      ),
      figure('history.index.rate', indexed, 'messages/s', MESSAGES),
      figure('history.disk', (megabytes * 2 ** 20) / MESSAGES, 'bytes/message', MESSAGES),
      figure('history.rekey', rekey, 's', 1),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const figure = (metric: string, value: number, unit: string, n: number): Figure => ({
  metric,
  value,
  unit,
  n,
})

/** Milliseconds of each run; the first ones warm up and do not count. */
function times(samples: number, work: () => void): number[] {
  return Array.from({ length: samples + 5 }, () => {
    const begun = performance.now()
    work()
    return performance.now() - begun
  }).slice(5)
}

/** Events as they lie on a disk; headers and signatures are only as long as real ones. */
function write(path: string, key: Uint8Array) {
  const store = openStore(path, key)
  const { places: known } = openHistory(store, primitives)
  const chainOf = (who: string): ChainPlace => {
    const peer = known.device(peerOf(), login(who))
    return known.chain(known.direct(REALM, login('alice'), login(who)), peer)
  }
  const long = chainOf('bob')
  const others = Array.from({ length: OTHERS }, (_, at) => chainOf(`friend${at}`))
  const certificate = certificateRow(store, long.device.row)
  const vocabulary = makeVocabulary()
  const seqs = new Map<ChainPlace, number>()
  const first = Date.now() - SPAN_MS
  let indexing = 0
  const insert = store.db.prepare<(number | Uint8Array | null)[]>(
    `INSERT INTO event (chain, seq, conversation, certificate, kind, time, count, header, body, signature)
     VALUES (?, ?, ?, ?, 1, ?, 0, ?, ?, ?)`,
  )
  const header = randomBytes(220)
  const signature = randomBytes(64)
  for (let from = 0; from < MESSAGES; from += AT_ONCE) {
    store.db.exec('BEGIN IMMEDIATE')
    for (let at = from; at < from + AT_ONCE; at++) {
      const chain = at % 10 === 9 ? (others[Math.floor(at / 10) % OTHERS] ?? long) : long
      const seq = (seqs.get(chain) ?? 0) + 1
      seqs.set(chain, seq)
      const text = sentence(vocabulary)
      const time = Math.floor(first + (SPAN_MS * at) / MESSAGES)
      const { lastInsertRowid } = insert.run(
        ...[chain.row, seq, chain.conversation.row, certificate, time, header, textDraft(text).body],
        at % 3 === 0 ? signature : null,
      )
      const begun = performance.now()
      const message = Number(lastInsertRowid)
      indexMessage(store.db, {
        message,
        conversation: chain.conversation.row,
        device: chain.device.row,
        time,
        text,
      })
      indexing += performance.now() - begun
    }
    const begun = performance.now()
    store.db.exec('COMMIT')
    indexing += (performance.now() - begun) / 2
  }
  store.close()
  return { vocabulary, places: long, last: first + SPAN_MS, indexed: MESSAGES / (indexing / 1000) }
}

const REALM = realmName('bench')

const peerOf = () => peerIdOfSpki(generateKey('ed25519').signer.spki, primitives)

function certificateRow({ db }: Store, device: number): number {
  const sql = `INSERT INTO certificate (fingerprint, device, chain) VALUES ('none', ?, x'00')`
  return Number(db.prepare<[number]>(sql).run(device).lastInsertRowid)
}

const SYLLABLES = 'ba co du fe gi la mo nu pé ri sa to vu ze an en in on un tra pro con pre dis mis'.split(
  ' ',
)

/** The frequent ones first, as in any language. */
function makeVocabulary(): string[] {
  const words = new Set<string>()
  while (words.size < 30_000) {
    const length = 1 + Math.floor(Math.random() * 4)
    words.add(Array.from({ length }, () => pick(SYLLABLES, 1)).join(''))
  }
  return [...words]
}

/** @param skew 1: all alike; more: those in front more often */
const pick = (words: readonly string[], skew: number): string =>
  words[Math.floor(Math.random() ** skew * words.length)] ?? ''

const sentence = (vocabulary: readonly string[]): string =>
  Array.from({ length: 3 + Math.floor(Math.random() * 15) }, () => pick(vocabulary, 4)).join(' ')
