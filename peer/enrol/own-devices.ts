// This person's devices, asked of the authority over HTTPS. Proved by this device's certificate in the TLS connection
// (mutual TLS): nothing is signed that could be shown again.
import { createPrivateKey } from 'node:crypto'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import {
  type DeviceLink,
  type DeviceRevokeRequest,
  deviceLink,
  type OwnDevice,
  ownDevices,
} from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { z } from 'zod'
import { SHORT_ASK_TIMEOUT } from './constants.ts'
import type { Device } from './device.ts'
import { postPinned } from './https.ts'
import { SECRET } from './key.ts'

export interface OwnDevices {
  list(): Promise<readonly OwnDevice[]>
  /** A link that lets one more device in. */
  link(): Promise<DeviceLink>
  /** Of this device; kept here too. */
  rename(name: string): Promise<void>
  /** @throws Fault PASSWORD_WRONG, DEVICE_NOT_YOURS */
  revoke(request: DeviceRevokeRequest): Promise<void>
}

/** Each call throws Fault AUTHORITY_UNREACHABLE, AUTHORITY_UNTRUSTED, AUTHORITY_ANSWER_WRONG, and what the authority refuses with. */
export function ownDevicesOf(device: Device): OwnDevices {
  const list = async () => (await ask(device, PATHS.devices, undefined, ownDevices)).devices
  return {
    list,
    link: () => ask(device, PATHS.deviceLink, {}, deviceLink),
    async rename(name) {
      await ask(device, PATHS.deviceName, { name }, ownDevices)
      await device.rename(name)
    },
    async revoke(request) {
      await ask(device, PATHS.deviceRevoke, { ...request }, ownDevices)
    },
  }
}

/** The authority's addresses one after the other. */
async function ask<T>(
  device: Device,
  path: string,
  body: object | undefined,
  shape: z.ZodType<T>,
): Promise<T> {
  const addresses = device.authority().https
  let unreachable = new Fault('AUTHORITY_UNREACHABLE', { address: addresses.join(', ') })
  for (const address of addresses) {
    try {
      const signal = AbortSignal.timeout(SHORT_ASK_TIMEOUT)
      const answer = await postPinned(address, path, body, {
        roots: device.roots.map(({ der }) => der),
        own: ownPapers(device),
        signal,
      })
      const shaped = shape.safeParse(answer)
      if (shaped.success) return shaped.data
      throw new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: shaped.error })
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'AUTHORITY_UNREACHABLE') throw error
      unreachable = error
    }
  }
  throw unreachable
}

function ownPapers(device: Device) {
  const pkcs8 = device.vault.get(SECRET.deviceKey)
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    return {
      cert: device
        .chain()
        .map((der) => encodePem('CERTIFICATE', der))
        .join(''),
      key: String(key.export({ type: 'pkcs8', format: 'pem' })),
    }
  } finally {
    pkcs8.fill(0)
  }
}
