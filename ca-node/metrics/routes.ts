// GET /healthz, /healthz/live and /metrics. Health is for everybody; metrics are for who has the token of the data folder,
// or is signed in with the right to read the audit log.
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../accounts/request.ts'
import type { Authority } from '../authority.ts'
import { assertRight } from '../rights/rights.ts'
import { type HealthWatch, LIVE_PATH, READY_PATH } from './health.ts'
import type { Metrics } from './metrics.ts'
import { assertMetricsToken } from './token.ts'

const METRICS_PATH = '/metrics'

export interface Monitoring {
  readonly health: HealthWatch
  readonly metrics: Metrics
  /** What a monitoring program shows. */
  readonly token: string
}

/** On the whole interface: every answer is counted, under the route it was for. */
export function countRequests(app: FastifyInstance, { metrics }: Monitoring): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url
    metrics.request(
      route ?? 'unknown',
      route === undefined ? 'unknown' : request.method,
      reply.statusCode,
      reply.elapsedTime / 1000,
    )
  })
}

export function metricsRoutes(authority: Authority, { health, metrics, token }: Monitoring) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get(LIVE_PATH, async () => ({ live: true }))
    app.get(READY_PATH, async (_request, reply) => {
      const answer = await health()
      return reply.code(answer.ready ? 200 : 503).send(answer)
    })
    app.get(METRICS_PATH, async (request, reply) => {
      const { authorization } = request.headers
      if (authorization !== undefined) assertMetricsToken(authorization, token)
      else assertRight((await signedIn(authority, request, 'metrics')).asker, 'audit.read')
      reply.type(metrics.type)
      return reply.send(await metrics.text())
    })
  }
}
