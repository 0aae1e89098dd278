// kill -9 at random instants while two peers write to each other: nothing shown as stored is lost, nothing is
// doubled, both histories end equal, both databases are whole. PARLEY_LONG=1: many more kills.
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '@parley/peer/store/open.ts'
import { readBody } from '@parley/shared/events/body.ts'
import type { CrashNews, CrashOrder, CrashStart } from '../../support/crash-peer.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { STORE_KEY } from '../../support/person.ts'
import { makeRealm, type TestRealm } from '../../support/realm.ts'

const KILLS = process.env.PARLEY_LONG === '1' ? 200 : 10
/** Some 2 s for each kill on a calm machine, ms. */
const PATIENCE = Math.max(600_000, KILLS * 8_000)
/** A peer lives that long before it is killed, ms: from just connected to well under way. */
const LIFE = { min: 20, max: 400 }

/** More than anybody writes before a kill. */
const NUMBERS_OF_A_LIFE = 1_000_000

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

class Victim {
  readonly name: string
  readonly folder: string
  readonly #start: Omit<CrashStart, 'from' | 'listen'>
  /** Every number that was shown as stored. */
  readonly shown = new Set<number>()
  address = ''
  #child: ChildProcess | undefined
  #lives = 0

  constructor(realm: TestRealm, name: string, to: string, folder: string) {
    const device = realm.device(name)
    this.name = name
    this.folder = folder
    this.#start = {
      folder,
      root: base64(realm.root.der),
      lists: realm.lists().map(base64),
      chain: device.chain.map(base64),
      pkcs8: base64(device.pkcs8),
      key: base64(STORE_KEY),
      to,
      name,
    }
  }

  async start(): Promise<void> {
    const path = fileURLToPath(new URL('../../support/crash-peer.ts', import.meta.url))
    const child = fork(path, { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
    this.#child = child
    child.on('message', (news: CrashNews) => {
      if (news.kind === 'stored') this.shown.add(news.number)
    })
    const ready = this.#news('ready')
    // What was written and not shown before the kill may be there or not: each life has numbers of its own.
    this.#lives += 1
    const from = this.#lives * NUMBERS_OF_A_LIFE
    this.order({ kind: 'start', start: { ...this.#start, from, listen: '/ip4/127.0.0.1/tcp/0' } })
    const news = await ready
    if (news.kind === 'ready') this.address = news.address
  }

  order(order: CrashOrder): void {
    this.#child?.send(order)
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  async rested(): Promise<void> {
    const news = this.#news('rested')
    this.order({ kind: 'rest' })
    await news
  }

  #news(kind: CrashNews['kind']): Promise<CrashNews> {
    const child = this.#child
    return new Promise((resolve, reject) => {
      child?.on('message', (news: CrashNews) => {
        if (news.kind === kind) resolve(news)
      })
      child?.once('exit', (status, signal) => reject(new Error(`${this.name} ended: ${status ?? signal}`)))
    })
  }
}

/** All texts on a disk, in the order of each author's chain. */
function textsOn(folder: string): Map<string, string[]> {
  const store = openStore(join(folder, 'parley.db'), STORE_KEY)
  try {
    store.check()
    const texts = new Map<string, string[]>()
    const rows = store.db
      .prepare<[], { login: string; body: Uint8Array }>(
        `SELECT login, body FROM event JOIN chain ON chain.id = event.chain JOIN device ON device.id = chain.device
         WHERE kind = 1 ORDER BY chain.id, seq`,
      )
      .all()
    for (const { login, body } of rows) {
      const content = readBody({ kind: 1, body })
      if (content?.kind === 1) texts.set(login, [...(texts.get(login) ?? []), content.text])
    }
    return texts
  } finally {
    store.close()
  }
}

test(`${KILLS} kills at random instants: nothing is lost, nothing is doubled`, {
  timeout: PATIENCE,
}, async (t) => {
  const realm = makeRealm()
  const alice = new Victim(realm, 'alice', 'bob', await temporaryFolder(t))
  const bob = new Victim(realm, 'bob', 'alice', await temporaryFolder(t))
  t.after(() => Promise.all([alice.kill(), bob.kill()]))
  await Promise.all([alice.start(), bob.start()])
  alice.order({ kind: 'connect', address: bob.address })
  for (let kill = 0; kill < KILLS; kill++) {
    await pause(LIFE.min + Math.random() * (LIFE.max - LIFE.min))
    const victims = kill % 5 === 4 ? [alice, bob] : kill % 2 === 0 ? [alice] : [bob]
    await Promise.all(victims.map((victim) => victim.kill()))
    await Promise.all(victims.map((victim) => victim.start()))
    alice.order({ kind: 'connect', address: bob.address })
  }
  await Promise.all([alice.rested(), bob.rested()])
  await Promise.all([alice.kill(), bob.kill()])
  const [here, there] = [textsOn(alice.folder), textsOn(bob.folder)]
  for (const { name, shown } of [alice, bob]) {
    const texts = here.get(name) ?? []
    assert.deepEqual(there.get(name), texts)
    const kept = new Set<string>()
    const doubled = texts.filter((text) => kept.size === kept.add(text).size)
    assert.deepEqual(doubled, [])
    for (const number of shown) {
      assert.ok(kept.has(`${name} ${number}`), `${name} ${number} was shown as stored and is lost`)
    }
    const numbers = texts.map((text) => Number(text.split(' ')[1]))
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    )
    t.diagnostic(`${name}: ${texts.length} messages`)
  }
})
