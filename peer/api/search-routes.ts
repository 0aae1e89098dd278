// Searching over the local API: one call. Translates; decides nothing.
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiParts } from './parts.ts'
import { hitsView, searchQuery } from './search-schema.ts'

export function addSearchRoutes(scope: FastifyInstance, { search }: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { querystring: searchQuery, response: { 200: hitsView } }
  app.get('/search', { schema }, ({ query }) => search(query))
}
