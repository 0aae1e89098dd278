// What a person does to messages, over the local API: each route is one call. Translates; decides nothing.
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ApiParts } from './parts.ts'
import {
  editRequest,
  lifetimeRequest,
  messagesView,
  messageView,
  pinRequest,
  reactionRequest,
  replyRequest,
  targetQuery,
} from './schema.ts'

export function addRemarkRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: z.string().max(256) })
  const response = { 200: messageView }

  app.post('/messages/:id/reply', { schema: { params, body: replyRequest, response } }, ({ params, body }) =>
    parts.reply(params.id, body.text),
  )
  app.post(
    '/messages/:id/reaction',
    { schema: { params, body: reactionRequest, response } },
    ({ params, body }) => parts.react(params.id, body.reaction, body.on),
  )
  app.post('/messages/:id/edit', { schema: { params, body: editRequest, response } }, ({ params, body }) =>
    parts.edit(params.id, body.text),
  )
  app.post('/messages/:id/delete', { schema: { params, response } }, ({ params }) => parts.delete(params.id))
  app.post('/messages/:id/pin', { schema: { params, body: pinRequest, response } }, ({ params, body }) =>
    parts.pin(params.id, body.on),
  )
  app.get(
    '/pins',
    { schema: { querystring: targetQuery, response: { 200: messagesView } } },
    ({ query }) => ({ messages: [...parts.pinned(query.target)] }),
  )
  app.post('/lifetime', { schema: { body: lifetimeRequest } }, async ({ body }, reply) => {
    await parts.setLifetime(body.target, body.seconds)
    return reply.status(204).send()
  })
}
