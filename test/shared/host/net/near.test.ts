// Which addresses an unsigned mDNS answer may make this device dial.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { nearAddresses } from '@parley/shared/host/net/near.ts'

it('takes local networks and nothing out in the world', () => {
  const near = nearAddresses()
  const all = (hosts: string[]) =>
    hosts.map((host) => near(multiaddr(`/${host.includes(':') ? 'ip6' : 'ip4'}/${host}/tcp/9000`)))
  const local = [
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
  ]
  assert.deepEqual(all([...local, 'fe80::1', 'fd00::1']), Array(9).fill(true))
  const world = [
    '198.51.100.7',
    '172.32.0.1',
    '192.169.0.1',
    '100.128.0.1',
    '8.8.8.8',
    '2001:db8::1',
    'fb00::1',
  ]
  assert.deepEqual(all(world), Array(7).fill(false))
  assert.equal(near(multiaddr('/dns4/example.org/tcp/9000')), false)
})
