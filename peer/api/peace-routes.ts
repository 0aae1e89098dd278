// Peace over the local API: each route is one call. Translates; decides nothing.
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ApiParts } from './parts.ts'
import {
  blockRequest,
  hideRequest,
  muteRequest,
  peaceView,
  reportedView,
  reportRequest,
  reportsView,
} from './peace-schema.ts'
import { messageView } from './schema.ts'

export function addPeaceRoutes(scope: FastifyInstance, { peace }: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: z.string().max(256) })

  app.get('/peace', { schema: { response: { 200: peaceView } } }, () => peace.decided())
  app.post('/block', { schema: { body: blockRequest } }, async ({ body }, reply) => {
    await peace.block(body)
    return reply.status(204).send()
  })
  app.post('/mute', { schema: { body: muteRequest } }, async ({ body }, reply) => {
    await peace.mute(body)
    return reply.status(204).send()
  })
  app.post(
    '/messages/:id/report',
    { schema: { params, body: reportRequest, response: { 200: reportedView } } },
    ({ params, body }) => peace.report(params.id, body.reason),
  )
  app.get('/reports', { schema: { response: { 200: reportsView } } }, () => ({
    reports: [...peace.reports()],
  }))
  app.post(
    '/messages/:id/hide',
    { schema: { params, body: hideRequest, response: { 200: messageView } } },
    ({ params, body }) => peace.hide(params.id, body.on, body.reason),
  )
}
