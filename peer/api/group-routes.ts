// Groups over the local API: each route is one call. Translates; decides nothing.
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ApiParts } from './parts.ts'
import { groupRequest, groupsView, groupView } from './schema.ts'

export function addGroupRoutes(scope: FastifyInstance, { groups }: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const target = z.object({ target: z.string().max(1024) })

  app.get('/groups', { schema: { response: { 200: groupsView } } }, () => ({ groups: [...groups.list()] }))
  app.get('/groups/:target', { schema: { params: target, response: { 200: groupView } } }, ({ params }) =>
    groups.show(params.target),
  )
  app.post('/groups', { schema: { body: groupRequest, response: { 200: groupView } } }, ({ body }) =>
    groups.act(body),
  )
}
