// Keeps passwords as argon2id hashes, a few at a time so that a crowd cannot take all memory. The hash carries
// its salt and cost (PHC string), so the cost can grow later. Never keeps or logs a password.
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Password } from '@parley/shared/people/password.ts'
import { MAX_HASHES_AT_ONCE, MAX_HASHES_WAITING, PASSWORD_HASH } from '../constants.ts'
import { turns } from './turns.ts'

export interface PasswordHasher {
  /** @returns PHC string. @throws Fault AUTHORITY_BUSY */
  hash(password: Password): Promise<string>
  /** @throws Fault PASSWORD_WRONG, AUTHORITY_BUSY */
  verify(kept: string, password: Password): Promise<void>
  /** Takes as long as `verify`, for somebody who has no password here. @throws Fault PASSWORD_WRONG, AUTHORITY_BUSY */
  verifyNobody(password: Password): Promise<never>
  /** Whether it was made with less work than is spent on one now. */
  isWeak(kept: string): boolean
}

/** PHC string format, as argon2 libraries write it. */
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/

export function passwordHasher(): PasswordHasher {
  const turn = turns(Math.min(availableParallelism(), MAX_HASHES_AT_ONCE), MAX_HASHES_WAITING)
  // argon2id is what the library does unless told otherwise; the salt is its own 16 random bytes.
  const make = (password: string) =>
    hash(password, {
      memoryCost: PASSWORD_HASH.memoryKiB,
      timeCost: PASSWORD_HASH.passes,
      parallelism: PASSWORD_HASH.lanes,
    })
  let nobodys: Promise<string> | undefined
  return {
    hash: (password) => turn(() => make(password)),
    async verify(kept, password) {
      if (!(await turn(() => verify(kept, password)))) throw new Fault('PASSWORD_WRONG')
    },
    async verifyNobody(password) {
      nobodys ??= make(randomUUID())
      const kept = await nobodys
      await turn(() => verify(kept, password))
      throw new Fault('PASSWORD_WRONG')
    },
    isWeak(kept) {
      const [, memory, passes] = PHC.exec(kept) ?? []
      return !(Number(memory) >= PASSWORD_HASH.memoryKiB && Number(passes) >= PASSWORD_HASH.passes)
    },
  }
}
