// Overwriting keys that are done with. A help, not a promise: the runtime may have copied them before.
import type { PrekeyRing } from './prekey-ring.ts'
import type { ReceivingChains } from './receiving.ts'
import type { SendingChain } from './sending.ts'

type State = SendingChain | ReceivingChains | PrekeyRing

function secretsOf(state: State): Uint8Array[] {
  if ('held' in state) return state.held.map(({ secret }) => secret)
  if ('chains' in state) return state.chains.flatMap(({ key, skipped }) => [key, ...skipped.values()])
  return [state.key]
}

/** Zeroes the keys of `before` that `after` does not hold any more. Call it when `after` is on disk, not earlier. */
export function wipeReplaced<S extends State>(before: S, after: S | undefined): void {
  const kept = new Set(after === undefined ? [] : secretsOf(after))
  for (const secret of secretsOf(before)) if (!kept.has(secret)) secret.fill(0)
}
