// Recovery codes: for who lost their authenticator. Made ten at a time, shown once, kept as hashes, each good once.
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Db } from '../store/open.ts'
import { RECOVERY_CODE_CHARACTERS, RECOVERY_CODES } from './constants.ts'

/** Crockford's base 32: nothing in it is mistaken for another (https://www.crockford.com/base32.html). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const GROUP = 5
/** How a code is typed: with or without dashes and spaces, o for 0, i and l for 1. */
const SHAPE = new RegExp(`^[${ALPHABET}]{${RECOVERY_CODE_CHARACTERS}}$`)
const DOMAIN = 'parley recovery code v1'

/** Replaces all earlier ones. @returns the codes as they are shown, once */
export async function makeRecoveryCodes(db: Db, login: Login): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode)
  await db.deleteFrom('recovery_codes').where('login', '=', login).execute()
  await db
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ login, code_hash: hashOf(login, code) })))
    .execute()
  return codes.map((code) => code.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? code)
}

/** @returns the bare code; undefined for what cannot be one */
export function recoveryCode(typed: string): string | undefined {
  const bare = typed
    .toLowerCase()
    .replace(/[\s-]+/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
  return SHAPE.test(bare) ? bare : undefined
}

/** One delete: of two who use a code at once, one finds it. @returns how many were spent, 0 or 1 */
export async function spendRecoveryCode(db: Db, login: Login, code: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('recovery_codes')
    .where('login', '=', login)
    .where('code_hash', '=', hashOf(login, code))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

export async function recoveryCodesLeft(db: Db, login: Login): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_codes')
    .select((row) => row.fn.countAll<number | string>().as('left'))
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  return Number(left)
}

/** 256 is a multiple of 32: no letter is likelier than another. */
function newCode(): string {
  return Array.from(randomBytes(RECOVERY_CODE_CHARACTERS), (byte) => ALPHABET[byte % 32]).join('')
}

function hashOf(login: Login, code: string): string {
  const hash = primitives.sha256(new TextEncoder().encode(`${DOMAIN}\0${login}\0${code}`))
  return Buffer.from(hash).toString('hex')
}
