// The feed: one long answer of JSON lines, for every reader what happens from now on. A reader that falls too far
// behind is let go and reads on from history.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { FastifyReply } from 'fastify'
import { FEED_ALIVE_MS, FEED_BEHIND_BYTES_MAX, FEEDS_MAX } from './constants.ts'
import type { ApiParts } from './parts.ts'
import type { FeedLine } from './schema.ts'

const readers = new WeakMap<ApiParts, number>()

export function streamFeed(parts: ApiParts, reply: FastifyReply): FastifyReply {
  const open = readers.get(parts) ?? 0
  if (open >= FEEDS_MAX) throw new Fault('API_BUSY', { limit: FEEDS_MAX })
  readers.set(parts, open + 1)
  const { raw } = reply.hijack()
  raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' })
  const write = (event: FeedLine) => {
    if (raw.writableLength > FEED_BEHIND_BYTES_MAX) raw.destroy()
    else raw.write(`${JSON.stringify(event)}\n`)
  }
  // The first line tells the reader that nothing is missed from here on.
  write({ type: 'alive' })
  const timer = setInterval(() => write({ type: 'alive' }), FEED_ALIVE_MS)
  const end = parts.onEvent(write)
  raw.once('close', () => {
    clearInterval(timer)
    end()
    readers.set(parts, (readers.get(parts) ?? 1) - 1)
  })
  return reply
}
