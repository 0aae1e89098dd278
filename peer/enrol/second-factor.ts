// A second factor kept in a file, for where nobody can be asked: an otpauth link, and under it the recovery codes. The
// owner alone can read it; whoever has it and the password is the person, and the command that makes it says so.
import { Fault } from '@parley/shared/faults/fault.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import { TOTP, URI } from 'otpauth'
import { MAX_SECOND_FACTOR_FILE_BYTES } from './constants.ts'

export interface KeptSecondFactor {
  /** otpauth://totp/... */
  readonly link: string
  readonly recoveryCodes: readonly string[]
}

/** @returns undefined when there is no such file. @throws Fault SECOND_FACTOR_FILE_WRONG, FILE_UNREADABLE */
export async function readSecondFactor(path: string): Promise<KeptSecondFactor | undefined> {
  if (!(await exists(path))) return undefined
  const text = new TextDecoder().decode(await readBounded(path, MAX_SECOND_FACTOR_FILE_BYTES))
  const [link = '', ...recoveryCodes] = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  totpOf(path, link)
  return { link, recoveryCodes }
}

/** Mode 600. Durable once it returns. @throws Fault DISK_FULL, FILE_UNWRITABLE */
export async function writeSecondFactor(
  path: string,
  { link, recoveryCodes }: KeptSecondFactor,
): Promise<void> {
  await writeAtomically(path, `${[link, ...recoveryCodes].join('\n')}\n`)
}

export interface CodeNow {
  readonly code: string
  /** Until the next one. */
  readonly seconds: number
}

/** @param now by the authority's clock where that is known. @throws Fault SECOND_FACTOR_FILE_WRONG */
export function codeOf(link: string, now: Date, path = 'otpauth'): CodeNow {
  const totp = totpOf(path, link)
  const timestamp = now.getTime()
  return {
    code: totp.generate({ timestamp }),
    seconds: totp.period - (Math.floor(timestamp / 1000) % totp.period),
  }
}

function totpOf(path: string, link: string): TOTP {
  try {
    const parsed = URI.parse(link.trim())
    if (parsed instanceof TOTP) return parsed
  } catch (cause) {
    throw new Fault('SECOND_FACTOR_FILE_WRONG', { path }, { cause })
  }
  throw new Fault('SECOND_FACTOR_FILE_WRONG', { path })
}
