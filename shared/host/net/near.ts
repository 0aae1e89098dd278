// Which addresses may lie on a network of this machine. mDNS answers are unsigned: nobody on the LAN may make this
// device dial out into the world.
import { BlockList, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Multiaddr } from '@multiformats/multiaddr'

/** Private, link-local and loopback ranges (RFC 1918, RFC 3927, RFC 4193, RFC 4291, RFC 6598). */
const LOCAL_RANGES: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['::1', 128, 'ipv6'],
]

/** A test for addresses in local ranges or in a subnet this machine is in right now. */
export function nearAddresses(): (address: Multiaddr) => boolean {
  const near = new BlockList()
  for (const [network, bits, family] of LOCAL_RANGES) near.addSubnet(network, bits, family)
  for (const each of Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])) {
    const bits = Number(each.cidr?.split('/')[1])
    if (Number.isInteger(bits)) near.addSubnet(each.address, bits, each.family === 'IPv6' ? 'ipv6' : 'ipv4')
  }
  return (address) => {
    const host = address.getComponents().find((part) => part.name === 'ip4' || part.name === 'ip6')?.value
    return host !== undefined && near.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
  }
}
