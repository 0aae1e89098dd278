// device.json: who this device is and what it needs to take part, without any secret. Its being there is what says
// that the device is enrolled; it is replaced whole or not at all.
import { join } from 'node:path'
import { type Membership, membership } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { exists, readOwn, writeAtomically } from '@parley/shared/host/files.ts'
import { type PeerIdText, peerIdText } from '@parley/shared/identity/ids.ts'
import { type Login, login, type RealmName, realmName } from '@parley/shared/identity/login.ts'
import { z } from 'zod'
import { MAX_DEVICE_FILE_BYTES } from './constants.ts'

const deviceFile = z.strictObject({
  version: z.literal(1),
  peerId: z.string(),
  name: z.string().max(256).optional(),
  enrolledAt: z.iso.datetime(),
  membership,
})

export interface DeviceFile {
  readonly peerId: PeerIdText
  /** What the person called this device. */
  readonly name: string | undefined
  readonly enrolledAt: Date
  readonly realm: RealmName
  readonly login: Login
  readonly membership: Membership
}

export const deviceFilePath = (folder: string): string => join(folder, 'device.json')
export const deviceVaultPath = (folder: string): string => join(folder, 'vault.json')

export function isEnrolled(folder: string): Promise<boolean> {
  return exists(deviceFilePath(folder))
}

/** Needs no passphrase. @throws Fault DATA_MISSING, DATA_DAMAGED */
export async function readDeviceFile(folder: string): Promise<DeviceFile> {
  const path = deviceFilePath(folder)
  if (!(await exists(path))) throw new Fault('DATA_MISSING', { path: folder })
  const bytes = await readOwn(path, MAX_DEVICE_FILE_BYTES)
  try {
    const file = deviceFile.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return {
      peerId: peerIdText(file.peerId),
      name: file.name,
      enrolledAt: new Date(file.enrolledAt),
      realm: realmName(file.membership.realm),
      login: login(file.membership.login),
      membership: file.membership,
    }
  } catch (cause) {
    throw new Fault('DATA_DAMAGED', { path, reason: 'NOT_A_DEVICE' }, { cause })
  }
}

export async function writeDeviceFile(
  folder: string,
  { peerId, name, enrolledAt, membership }: Pick<DeviceFile, 'peerId' | 'name' | 'enrolledAt' | 'membership'>,
): Promise<void> {
  const file: z.infer<typeof deviceFile> = {
    version: 1,
    peerId,
    ...(name === undefined ? {} : { name }),
    enrolledAt: enrolledAt.toISOString(),
    membership,
  }
  await writeAtomically(deviceFilePath(folder), `${JSON.stringify(file, null, 2)}\n`)
}

/** @throws Fault ALREADY_ENROLLED */
export async function assertNotEnrolled(folder: string): Promise<void> {
  if (!(await isEnrolled(folder))) return
  const { login, realm } = await readDeviceFile(folder)
  throw new Fault('ALREADY_ENROLLED', { login, realm })
}
