// Keeps passwords as argon2id hashes, a few at a time so that a crowd cannot take all memory. The hash carries
// its salt and cost (PHC string), so the cost can grow later. Never keeps or logs a password.
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Password } from '@parley/shared/people/password.ts'
import { LONGEST_HASH_WAIT, MAX_HASHES_AT_ONCE, MAX_HASHES_WAITING, PASSWORD_HASH } from '../constants.ts'
import { askerGone } from '../http/asker.ts'
import { turns } from './turns.ts'

export interface PasswordHasher {
  /** @returns PHC string. @throws Fault AUTHORITY_BUSY, ASKER_GONE */
  hash(password: Password): Promise<string>
  /** @throws Fault PASSWORD_WRONG, AUTHORITY_BUSY, ASKER_GONE */
  verify(kept: string, password: Password): Promise<void>
  /** Takes as long as `verify`, for somebody who has no password here. @throws Fault PASSWORD_WRONG, AUTHORITY_BUSY, ASKER_GONE */
  verifyNobody(password: Password): Promise<never>
  /** Whether it was made with less work than is spent on one now. */
  isWeak(kept: string): boolean
}

/** PHC string format, as argon2 libraries write it. */
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/

/** @param options for tests, which wait less long and look at what is worked on */
export function passwordHasher({
  longest = LONGEST_HASH_WAIT,
  argon2 = { hash, verify },
}: {
  readonly longest?: number
  readonly argon2?: { readonly hash: typeof hash; readonly verify: typeof verify }
} = {}): PasswordHasher {
  const queue = turns({
    atOnce: Math.min(availableParallelism(), MAX_HASHES_AT_ONCE),
    waiting: MAX_HASHES_WAITING,
    longest,
  })
  const turn: typeof queue = (work) => queue(work, askerGone())
  // argon2id is what the library does unless told otherwise; the salt is its own 16 random bytes.
  const make = (password: string) =>
    argon2.hash(password, {
      memoryCost: PASSWORD_HASH.memoryKiB,
      timeCost: PASSWORD_HASH.passes,
      parallelism: PASSWORD_HASH.lanes,
    })
  let nobodys: Promise<string> | undefined
  return {
    hash: (password) => turn(() => make(password)),
    async verify(kept, password) {
      if (!(await turn(() => argon2.verify(kept, password)))) throw new Fault('PASSWORD_WRONG')
    },
    async verifyNobody(password) {
      nobodys ??= make(randomUUID())
      const kept = await nobodys
      await turn(() => argon2.verify(kept, password))
      throw new Fault('PASSWORD_WRONG')
    },
    isWeak(kept) {
      const [, memory, passes] = PHC.exec(kept) ?? []
      return !(Number(memory) >= PASSWORD_HASH.memoryKiB && Number(passes) >= PASSWORD_HASH.passes)
    },
  }
}
