// GET /v1/live: who is connected and what happens, as server-sent events (WHATWG HTML section 9.2) for who is signed in.
// Bounded in number and in what may wait. Looks at the session and its role again before anything is told, whenever the audit
// log grows (an ended session is a line of it) and with every heart-beat; ends with it.

import type { ServerResponse } from 'node:http'
import { SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../accounts/request.ts'
import { findSession } from '../accounts/sessions.ts'
import { auditFeed } from '../audit/feed.ts'
import { readAudit, type ShownLine } from '../audit/read.ts'
import type { Authority, ConnectedDevice } from '../authority.ts'
import { assertRight } from '../rights/rights.ts'
import {
  FEED_BEAT,
  FEED_FIRST_LINES,
  FEED_GATHER,
  MAX_DEVICES_ON_MAP,
  MAX_FEED_BACKLOG,
  MAX_FEEDS,
  MAX_FEEDS_OF_SESSION,
} from './constants.ts'
import type { FeedDevice, FeedEvents, FeedLine } from './feed.ts'

interface Feed {
  readonly session: string
  readonly response: ServerResponse
  /** Once the session was looked at again and still holds, `tell` is called; else the feed ends. */
  ifHolds(tell: () => void): void
  end(): void
}

export function liveRoutes(authority: Authority) {
  return async (app: FastifyInstance): Promise<void> => {
    const feeds = new Set<Feed>()
    // The server closes when its last answer ended: these would never.
    app.addHook('preClose', async () => {
      for (const feed of feeds) feed.end()
    })

    app.get('/v1/live', async (request, reply) => {
      const { session, asker } = await signedIn(authority, request, 'live')
      assertRight(asker, 'people.read')
      const mine = [...feeds].filter((feed) => feed.session === session.id)
      if (feeds.size >= MAX_FEEDS || mine.length >= MAX_FEEDS_OF_SESSION) throw new Fault('FEEDS_TOO_MANY')

      const response = reply.hijack().raw
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) response.setHeader(name, value)
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      })

      const endings: (() => void)[] = []
      /** What is to be told once the look at the session that is under way has ended. */
      let untold: (() => void)[] = []
      const look = async (): Promise<void> => {
        try {
          const now = await findSession(authority, request.cookies[SESSION_COOKIE])
          // Another role sees other things: the page comes back for them.
          if (now.limited || now.role !== asker.role) return feed.end()
          for (const tell of untold.splice(0)) tell()
        } catch (error) {
          untold = []
          if (faultIn(error)) send(feed, 'ended', {})
          else authority.log.error({ code: 'INTERNAL', err: error }, 'a live feed could not be looked at')
          feed.end()
        }
      }
      const feed: Feed = {
        session: session.id,
        response,
        ifHolds(tell) {
          if (!feeds.has(feed)) return
          if (untold.push(tell) === 1) void look()
        },
        end() {
          if (!feeds.delete(feed)) return
          for (const ending of endings.splice(0)) ending()
          response.end()
        },
      }
      feeds.add(feed)
      response.on('close', () => feed.end())
      response.on('error', () => feed.end())

      endings.push(watchConnected(authority, feed))
      const readsAudit = may(() => assertRight(asker, 'audit.read'))
      if (readsAudit) {
        endings.push(
          auditFeed(authority, (lines) => feed.ifHolds(() => send(feed, 'lines', lines.map(lineOf)))),
        )
        const first = await readAudit(authority.store.db, { limit: FEED_FIRST_LINES })
        send(feed, 'lines', first.toReversed().map(lineOf))
      } else endings.push(auditFeed(authority, () => feed.ifHolds(() => undefined)))
      const beat = setInterval(() => feed.ifHolds(() => write(feed, ': here\n\n')), FEED_BEAT)
      endings.push(() => clearInterval(beat))
    })
  }
}

function watchConnected({ live }: Authority, feed: Feed): () => void {
  const here = live.connected()
  send(feed, 'connected', {
    devices: here.slice(0, MAX_DEVICES_ON_MAP).map(deviceOf),
    total: here.length,
  })
  let told = Math.min(here.length, MAX_DEVICES_ON_MAP)
  let came = new Map<string, ConnectedDevice>()
  let went = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    timer = undefined
    feed.ifHolds(tellNow)
  }
  const tellNow = () => {
    const room = Math.max(0, MAX_DEVICES_ON_MAP - told + went.size)
    const arrivals = [...came.values()].slice(0, room).map(deviceOf)
    const total = live.connected().length
    told = Math.min(total, MAX_DEVICES_ON_MAP)
    send(feed, 'moved', { came: arrivals, went: [...went], total })
    came = new Map()
    went = new Set()
  }
  const end = live.onConnected((device, isHere) => {
    if (isHere) {
      came.set(device.peerId, device)
      went.delete(device.peerId)
    } else {
      went.add(device.peerId)
      came.delete(device.peerId)
    }
    timer ??= setTimeout(tell, FEED_GATHER)
  })
  return () => {
    clearTimeout(timer)
    end()
  }
}

function send<Name extends keyof FeedEvents>(feed: Feed, name: Name, data: FeedEvents[Name]): void {
  write(feed, `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}

function write(feed: Feed, text: string): void {
  const { response } = feed
  if (response.writableEnded || response.destroyed) return
  response.write(text)
  if (response.writableLength > MAX_FEED_BACKLOG) feed.end()
}

function deviceOf({ peerId, login, role, since }: ConnectedDevice): FeedDevice {
  return { peerId, login, role, since: since.toISOString() }
}

function lineOf({ chain, seq, time, act, outcome, who, source, detail }: ShownLine): FeedLine {
  return { id: `${chain}:${seq}`, at: time, act, outcome, who, source, detail: plainDetail(detail) }
}

function plainDetail(detail: unknown): FeedLine['detail'] {
  if (typeof detail !== 'object' || detail === null) return {}
  const plain = Object.entries(detail).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  )
  return Object.fromEntries(plain)
}

function may(check: () => void): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}
