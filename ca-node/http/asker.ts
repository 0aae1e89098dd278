// Whether whoever sent the request that is being answered still waits for it. Costly work asks before it begins.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'

const gone = new AsyncLocalStorage<AbortSignal>()

/** For the rest of each request, once it has been read. */
export function watchAskers(app: FastifyInstance): void {
  app.addHook('preHandler', (_request, { raw }, done) => {
    const left = new AbortController()
    // Closed before its answer was written: the other side went away.
    raw.once('close', () => {
      if (!raw.writableEnded) left.abort()
    })
    if (raw.destroyed) left.abort()
    gone.run(left.signal, done)
  })
}

/** Aborted when they have gone; undefined where nobody asks by HTTP. */
export function askerGone(): AbortSignal | undefined {
  return gone.getStore()
}
