// A person's first and last name, and a device's name: one constructor each.
import { Fault } from '../faults/fault.ts'
import type { Brand } from '../identity/brand.ts'
import type { PeerIdText } from '../identity/ids.ts'
import type { Login } from '../identity/login.ts'
import { MAX_NAME } from './constants.ts'
import { plainText } from './text.ts'

/** 1-64 code points, NFC, with a letter. */
export type PersonName = Brand<string, 'PersonName'>
/** 1-64 code points, NFC, with a letter or a digit. */
export type DeviceName = Brand<string, 'DeviceName'>

/** Letters of any script with what names are written with; `<`, `@`, `/` and the like are not. */
const PERSON = /^(?=.*\p{L})[\p{L}\p{M}\p{N} .,'’ʼ‘·‐–()-]+$/u
const DEVICE = /[\p{L}\p{N}]/u

/** @throws Fault FIRST_NAME_MALFORMED */
export function firstName(raw: string): PersonName {
  return personName(raw, 'FIRST_NAME_MALFORMED')
}

/** @throws Fault LAST_NAME_MALFORMED */
export function lastName(raw: string): PersonName {
  return personName(raw, 'LAST_NAME_MALFORMED')
}

function personName(raw: string, code: 'FIRST_NAME_MALFORMED' | 'LAST_NAME_MALFORMED'): PersonName {
  const plain = plainText(raw, MAX_NAME)
  if ('flaw' in plain) throw new Fault(code, { reason: plain.flaw })
  if (!PERSON.test(plain.text)) throw new Fault(code, { reason: 'not letters' })
  return plain.text as PersonName
}

/** @throws Fault DEVICE_NAME_MALFORMED */
export function deviceName(raw: string): DeviceName {
  const plain = plainText(raw, MAX_NAME)
  if ('flaw' in plain) throw new Fault('DEVICE_NAME_MALFORMED', { reason: plain.flaw })
  if (!DEVICE.test(plain.text)) throw new Fault('DEVICE_NAME_MALFORMED', { reason: 'not letters' })
  return plain.text as DeviceName
}

/** What a device is called that nobody gave a name: the authority and the device itself say the same. */
export function nameOfUnnamed(login: Login, peerId: PeerIdText): string {
  return `${login}-${peerId.slice(-6)}`
}
