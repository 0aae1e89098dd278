// How much a decoded value holds on to, and whether two are the same. Views of the input weigh as much as a view does.

const VIEW_BYTES = 64
const ENTRY_BYTES = 16

/** Bytes, roughly. @param budget weighing stops there */
export function weigh(value: unknown, budget: number): number {
  const seen = new Set<object>()
  let bytes = 0
  const waiting: unknown[] = [value]
  while (waiting.length > 0 && bytes <= budget) {
    const each = waiting.pop()
    bytes += ENTRY_BYTES
    if (typeof each === 'string') bytes += 2 * each.length
    else if (typeof each === 'bigint') bytes += each.toString(16).length
    else if (typeof each === 'object' && each !== null && !seen.has(each)) {
      seen.add(each)
      if (ArrayBuffer.isView(each)) {
        bytes += VIEW_BYTES
        if (!seen.has(each.buffer)) bytes += each.buffer.byteLength
        seen.add(each.buffer)
      } else {
        const within = each instanceof Map || each instanceof Set ? each : Object.values(each)
        for (const inner of within) waiting.push(inner)
      }
    }
  }
  return bytes
}

export function same(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (left instanceof Uint8Array && right instanceof Uint8Array) return sameUnits(left, right)
  if (left instanceof Uint16Array && right instanceof Uint16Array) return sameUnits(left, right)
  if (left instanceof Date && right instanceof Date) return Object.is(left.getTime(), right.getTime())
  if (left instanceof Map && right instanceof Map) return same([...left], [...right])
  if (left instanceof Set && right instanceof Set) return same([...left], [...right])
  const [mine, theirs] = [Object.entries(left), Object.entries(right)]
  return (
    mine.length === theirs.length &&
    mine.every(([name, value], at) => name === theirs[at]?.[0] && same(value, theirs[at]?.[1]))
  )
}

function sameUnits(left: Uint8Array | Uint16Array, right: Uint8Array | Uint16Array): boolean {
  if (left.length !== right.length) return false
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false
  return true
}
