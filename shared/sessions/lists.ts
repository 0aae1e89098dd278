// Which revocation lists one side has and the other lacks. Pure; knows numbers only.
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'

/** Newest list number per issuer key identifier (lower-case hex). */
export type ListNumbers = ReadonlyMap<string, bigint>

export interface WireListNumber {
  issuer: Uint8Array
  number: bigint
}

export function toWire(numbers: ListNumbers): WireListNumber[] {
  return [...numbers].map(([issuer, number]) => ({ issuer: fromString(issuer, 'hex'), number }))
}

export function fromWire(numbers: readonly WireListNumber[]): ListNumbers {
  return new Map(numbers.map(({ issuer, number }) => [toText(issuer, 'hex'), number]))
}

/** The lists of `mine` that `theirs` does not have or has in an older number. */
export function lacking<L extends { readonly issuerKeyId: string; readonly number: bigint }>(
  mine: Iterable<L>,
  theirs: ListNumbers,
): L[] {
  return [...mine].filter((list) => (theirs.get(list.issuerKeyId) ?? -1n) < list.number)
}

export function numbersOf(
  lists: Iterable<{ readonly issuerKeyId: string; readonly number: bigint }>,
): ListNumbers {
  return new Map([...lists].map((list) => [list.issuerKeyId, list.number]))
}

/** Whether `theirs` names a list that `mine` lacks. */
export function newerIn(theirs: ListNumbers, mine: ListNumbers): boolean {
  return [...theirs].some(([issuer, number]) => number > (mine.get(issuer) ?? -1n))
}

/** The higher number of each issuer. */
export function merge(a: ListNumbers, b: ListNumbers): ListNumbers {
  const merged = new Map(a)
  for (const [issuer, number] of b) if (number > (merged.get(issuer) ?? -1n)) merged.set(issuer, number)
  return merged
}
