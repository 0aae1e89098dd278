// Notices that the network of this machine is another: a cable pulled or put back, a new lease, another Wi-Fi. Changes
// nothing itself. Node has no event for it, so it looks.
import { networkInterfaces } from 'node:os'

/** Addresses of all interfaces that are up and have a carrier, as one comparable text. */
function addressesNow(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses]) => (addresses ?? []).map(({ cidr }) => `${name} ${cidr}`))
    .sort()
    .join('\n')
}

/** @param read for tests. @returns a function that ends it */
export function watchInterfaces(onChange: () => void, everyMs: number, read = addressesNow): () => void {
  let before = read()
  const timer = setInterval(() => {
    const now = read()
    if (now === before) return
    before = now
    onChange()
  }, everyMs).unref()
  return () => clearInterval(timer)
}
