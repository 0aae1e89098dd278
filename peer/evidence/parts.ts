// One proved message in files that stock openssl reads (docs/EVIDENCE.md). Writes copies; checks nothing.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { eventHash, signedBytes } from '@parley/shared/events/hash.ts'
import type { ProvedEvent } from '@parley/shared/evidence/check.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { fileFault, PRIVATE_FOLDER } from '@parley/shared/host/files.ts'

/** @param folder a new one. @throws Fault FILE_UNWRITABLE, DISK_FULL */
export async function writeParts(
  folder: string,
  { parts, signedWith }: ProvedEvent,
  roots: readonly TrustedRoot[],
  lists: readonly Uint8Array[],
): Promise<void> {
  const headers = [parts.header, ...parts.after]
  const signed = headers.at(-1) ?? parts.header
  const [device, issuing] = signedWith.chain
  const files: readonly (readonly [string, Uint8Array | string])[] = [
    ['root.pem', roots.map(({ der }) => encodePem('CERTIFICATE', der)).join('')],
    ['issuing.pem', encodePem('CERTIFICATE', issuing ?? new Uint8Array())],
    ['device.pem', encodePem('CERTIFICATE', device ?? new Uint8Array())],
    ['lists.pem', lists.map((der) => encodePem('X509 CRL', der)).join('')],
    ...(parts.body === undefined ? [] : [['body.bin', parts.body] as const]),
    ...headers.map((header, at) => [`header-${String(at).padStart(3, '0')}.bin`, header] as const),
    ['signed.bin', signedBytes(eventHash(signed, primitives))],
    ['signature.bin', parts.signature],
  ]
  try {
    await mkdir(folder, { mode: PRIVATE_FOLDER })
    for (const [name, content] of files) await writeFile(join(folder, name), content)
  } catch (error) {
    throw fileFault(folder, error, 'write')
  }
}
