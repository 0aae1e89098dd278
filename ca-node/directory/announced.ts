// Where a device says it can be dialled, as far as the directory passes it on. An address cannot be proved, and everybody
// who hears of it dials it: nobody shall send the whole realm knocking at a stranger's door out in the world.

import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { nearAddresses } from '@parley/shared/host/net/near.ts'

/** Keeps the host this device is seen at, and addresses of local networks; loopback only from loopback. */
export function believable(announced: readonly string[], seenAt: string): readonly string[] {
  const near = nearAddresses()
  const host = hostOf(multiaddr(seenAt))
  return announced.filter((text) => {
    try {
      const address = multiaddr(text)
      const claimed = hostOf(address)
      if (claimed === host) return true
      return claimed !== undefined && !isLoopback(claimed) && near(address)
    } catch {
      return false
    }
  })
}

function hostOf(address: Multiaddr): string | undefined {
  const [host, port] = address.getComponents()
  const isPlain = (host?.name === 'ip4' || host?.name === 'ip6') && port?.name === 'tcp'
  return isPlain ? host.value : undefined
}

const isLoopback = (host: string): boolean => host.startsWith('127.') || host === '::1'
