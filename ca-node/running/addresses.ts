// Under which names and addresses this machine can be reached. Reads the machine's interfaces; decides nothing else.

import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { MAX_ALT_NAMES } from '@parley/shared/certificates/constants.ts'
import { isHostName } from '@parley/shared/certificates/hosts.ts'
import { MAX_LINK_ADDRESSES } from '@parley/shared/enrolment/constants.ts'
import { type HostPort, hostPort } from '@parley/shared/enrolment/invitation.ts'

export interface MachineAddresses {
  /** Reachable from others, IPv4 first; no loopback, no link-local (it needs a zone nobody can put in a link). */
  readonly outside: readonly string[]
  readonly loopback: readonly string[]
  /** Host names, lower case. */
  readonly names: readonly string[]
}

export function machineAddresses(): MachineAddresses {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const outside = all
    .filter(
      (each) => !each.internal && !/^fe[89ab]/i.test(each.address) && !each.address.startsWith('169.254.'),
    )
    .toSorted((a, b) => Number(a.family === 'IPv6') - Number(b.family === 'IPv6'))
  const host = hostname().toLowerCase()
  const short = host.split('.', 1)[0] ?? host
  return {
    outside: unique(outside.map((each) => each.address)),
    loopback: ['127.0.0.1', '::1'],
    // `.local` is what mDNS responders publish (RFC 6762).
    names: unique([host, short, `${short}.local`, 'localhost'].filter(isHostName)),
  }
}

/** What the HTTPS certificate must cover: what is announced first, then everything this machine is called. */
export function certifiedNames(machine: MachineAddresses, announced: readonly string[]) {
  const names = unique([...announced.filter((host) => isIP(host) === 0), ...machine.names])
  const addresses = unique([
    ...announced.filter((host) => isIP(host) !== 0),
    ...machine.loopback,
    ...machine.outside,
  ]).slice(0, MAX_ALT_NAMES - Math.min(names.length, MAX_ALT_NAMES / 2))
  return { names: names.slice(0, MAX_ALT_NAMES / 2), addresses }
}

/** What an invitation says, the best first. @param bound the host given to `--http` */
export function reachableAt(
  machine: MachineAddresses,
  announced: readonly string[],
  bound: string,
  port: number,
): readonly [HostPort, ...HostPort[]] {
  const wildcard = bound === '0.0.0.0' || bound === '::'
  const own = wildcard
    ? machine.outside.filter((address) => bound === '::' || isIP(address) === 4)
    : [bound.toLowerCase()]
  const all = unique([...announced.map((host) => host.toLowerCase()), ...own])
  const [first = '127.0.0.1', ...others] = all.slice(0, MAX_LINK_ADDRESSES)
  const withPort = (host: string) => hostPort(isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`)
  return [withPort(first), ...others.map(withPort)]
}

/** Multiaddrs under which an announced host reaches the libp2p node; a port the system chose is not known yet. */
export function announcedAt(host: string, listen: readonly string[]): readonly string[] {
  const kind = isIP(host) === 4 ? 'ip4' : isIP(host) === 6 ? 'ip6' : 'dns'
  const ports = listen.flatMap((address) => /\/tcp\/([1-9]\d{0,4})(?:\/|$)/.exec(address)?.[1] ?? [])
  return unique(ports).map((port) => `/${kind}/${host}/tcp/${port}`)
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
