// The name of a group as people type it. Names are not unique: what a group is called on a device is decided there.
import { Fault } from '../faults/fault.ts'
import { NAME_BYTES_MAX, NAME_LENGTH_MAX } from './constants.ts'

/** The room everybody is in; no group may take its name. */
export const EVERYONE = 'everyone'

/** Letters, marks, digits and a few signs, words set apart by one space: nothing that hides, turns or breaks a line. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._'’&+-]*( [\p{L}\p{N}&+][\p{L}\p{M}\p{N}._'’&+-]*)*$/u

const utf8 = new TextEncoder()

/** @returns the name in NFC. @throws Fault GROUP_NAME_MALFORMED, GROUP_NAME_RESERVED */
export function groupName(raw: string): string {
  const name = raw.trim().normalize('NFC')
  const fits = [...name].length <= NAME_LENGTH_MAX && utf8.encode(name).length <= NAME_BYTES_MAX
  if (!name.isWellFormed() || !fits || !NAME.test(name)) {
    throw new Fault('GROUP_NAME_MALFORMED', { value: raw.slice(0, 80), limit: NAME_LENGTH_MAX })
  }
  if (name.toLowerCase() === EVERYONE) throw new Fault('GROUP_NAME_RESERVED', { value: name })
  return name
}
