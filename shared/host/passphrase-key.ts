// Keys from passphrases (argon2id), at a cost that is kept beside what they seal. Never prints, logs or keeps a passphrase.
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { Fault } from '../faults/fault.ts'
import {
  ARGON2_LANES,
  ARGON2_LANES_MAX,
  ARGON2_MEMORY_KIB,
  ARGON2_MEMORY_KIB_MAX,
  ARGON2_PASSES,
  ARGON2_PASSES_MAX,
  PASSPHRASE_BYTES_MAX,
} from './constants.ts'
import { randomBytes } from './crypto.ts'

const KEY_BYTES = 32
const SALT_BYTES = 16

/** How a file says its key is made; the salt stands beside it, in the file's own way of writing bytes. */
export const kdfCost = {
  name: z.literal('argon2id'),
  memoryKiB: z.int().min(8).max(ARGON2_MEMORY_KIB_MAX),
  passes: z.int().min(1).max(ARGON2_PASSES_MAX),
  lanes: z.int().min(1).max(ARGON2_LANES_MAX),
}
type KdfCost = z.infer<z.ZodObject<typeof kdfCost>>

/** For what is sealed now. */
export const COST_NOW: KdfCost = {
  name: 'argon2id',
  memoryKiB: ARGON2_MEMORY_KIB,
  passes: ARGON2_PASSES,
  lanes: ARGON2_LANES,
}

export const newSalt = (): Uint8Array => randomBytes(SALT_BYTES)

/** @returns 32 bytes; zero them after use. @throws Fault PASSPHRASE_EMPTY, PASSPHRASE_TOO_LONG */
export async function passphraseKey(
  passphrase: Uint8Array,
  salt: Uint8Array,
  { memoryKiB, passes, lanes }: KdfCost,
): Promise<Uint8Array> {
  if (passphrase.length === 0) throw new Fault('PASSPHRASE_EMPTY')
  if (passphrase.length > PASSPHRASE_BYTES_MAX)
    throw new Fault('PASSPHRASE_TOO_LONG', { limit: PASSPHRASE_BYTES_MAX })
  // argon2id is what hashRaw does unless told otherwise.
  const key = await hashRaw(passphrase, {
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: lanes,
    salt,
    outputLen: KEY_BYTES,
  })
  return new Uint8Array(key)
}
