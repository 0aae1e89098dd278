// A person's devices over HTTPS, for any one of them. Who asks is proved by the certificate of the TLS connection.
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import {
  deviceLink,
  deviceNameRequest,
  deviceRevokeRequest,
  ownDevices,
} from '@parley/shared/enrolment/schema.ts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Authority } from '../authority.ts'
import { askingDevice } from './bearer.ts'
import { devicesOf } from './list.ts'
import { linkForDevice, nameDevice, revokeOwn } from './manage.ts'

export function deviceRoutes(authority: Authority) {
  return async (scope: FastifyInstance): Promise<void> => {
    const app = scope.withTypeProvider<ZodTypeProvider>()
    const devices = async (login: Parameters<typeof devicesOf>[1]) => ({
      devices: [...(await devicesOf(authority, login))],
    })

    app.get(PATHS.devices, { schema: { response: { 200: ownDevices } } }, async (request) => {
      const { login } = await askingDevice(authority, request)
      return devices(login)
    })
    app.post(PATHS.deviceLink, { schema: { response: { 200: deviceLink } } }, async (request) =>
      linkForDevice(authority, await askingDevice(authority, request)),
    )
    app.post(
      PATHS.deviceName,
      { schema: { body: deviceNameRequest, response: { 200: ownDevices } } },
      async (request) => {
        const from = await askingDevice(authority, request)
        await nameDevice(authority, from, request.body)
        return devices(from.login)
      },
    )
    app.post(
      PATHS.deviceRevoke,
      { schema: { body: deviceRevokeRequest, response: { 200: ownDevices } } },
      async (request) => {
        const from = await askingDevice(authority, request)
        await revokeOwn(authority, from, request.body)
        return devices(from.login)
      },
    )
  }
}
