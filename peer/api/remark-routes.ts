// What a person does to messages, over the local API: each route is one call. Translates; decides nothing.
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ApiParts } from './parts.ts'
import {
  draftRequest,
  draftsView,
  editRequest,
  habitsRequest,
  habitsView,
  lifetimeRequest,
  messagesView,
  messageView,
  pinRequest,
  reactionRequest,
  replyRequest,
  targetQuery,
  typingRequest,
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
  app.post('/typing', { schema: { body: typingRequest } }, ({ body }, reply) => {
    parts.typing(body.target)
    return reply.status(204).send()
  })
  app.get('/drafts', { schema: { response: { 200: draftsView } } }, () => ({ drafts: [...parts.drafts()] }))
  app.post('/drafts', { schema: { body: draftRequest } }, async ({ body }, reply) => {
    await parts.keepDraft(body.target, body.text)
    return reply.status(204).send()
  })
  app.get('/habits', { schema: { response: { 200: habitsView } } }, () => parts.habits())
  app.post('/habits', { schema: { body: habitsRequest, response: { 200: habitsView } } }, ({ body }) =>
    parts.setHabits(body),
  )
  app.post('/lifetime', { schema: { body: lifetimeRequest } }, async ({ body }, reply) => {
    await parts.setLifetime(body.target, body.seconds)
    return reply.status(204).send()
  })
}
