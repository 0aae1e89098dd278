// A card number: what is printed on a student's, employee's or visitor's card. Whether it is taken is the
// authority's database's to say.
import { Fault } from '../faults/fault.ts'
import type { Brand } from '../identity/brand.ts'
import { MAX_CARD, MIN_CARD } from './constants.ts'

/** 4-32 of A-Z 0-9 and single dashes inside. */
export type CardNumber = Brand<string, 'CardNumber'>

const CARD = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/

/** Spaces, as cards print them, are dropped; letters become capitals. @throws Fault CARD_NUMBER_MALFORMED */
export function cardNumber(raw: string): CardNumber {
  const plain = raw.slice(0, 128).normalize('NFC').replaceAll(' ', '').toUpperCase()
  if (raw.length > 128 || plain.length < MIN_CARD || plain.length > MAX_CARD || !CARD.test(plain)) {
    throw new Fault('CARD_NUMBER_MALFORMED', { value: raw.slice(0, 64) })
  }
  return plain as CardNumber
}
