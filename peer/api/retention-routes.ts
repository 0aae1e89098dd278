// How long this device keeps what was said, over the local API: each route is one call. Translates; decides nothing.
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiParts } from './parts.ts'
import { retentionRequest, retentionView } from './retention-schema.ts'

export function addRetentionRoutes(scope: FastifyInstance, { retention }: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const response = { 200: retentionView }
  app.get('/retention', { schema: { response } }, () => retention.rules())
  app.post('/retention', { schema: { body: retentionRequest, response } }, ({ body }) => retention.set(body))
}
