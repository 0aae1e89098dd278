// The owner's devices over the local API: each route is one call. Translates; decides nothing.
import {
  deviceLink,
  deviceNameRequest,
  deviceRevokeRequest,
  ownDevices,
} from '@parley/shared/enrolment/schema.ts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiParts } from './parts.ts'

export function addDeviceRoutes(scope: FastifyInstance, { devices }: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()

  app.get('/devices', { schema: { response: { 200: ownDevices } } }, async () => ({
    devices: [...(await devices.list())],
  }))
  app.post('/devices/link', { schema: { response: { 200: deviceLink } } }, () => devices.link())
  app.post('/devices/name', { schema: { body: deviceNameRequest } }, async ({ body }, reply) => {
    await devices.rename(body.name)
    return reply.status(204).send()
  })
  app.post('/devices/revoke', { schema: { body: deviceRevokeRequest } }, async ({ body }, reply) => {
    await devices.revoke(body)
    return reply.status(204).send()
  })
}
