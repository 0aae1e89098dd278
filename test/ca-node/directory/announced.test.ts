// What the directory passes on of the addresses a device announces.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { believable } from '@parley/ca-node/directory/announced.ts'

const LAN = '/ip4/192.168.1.20/tcp/9000'
const WIFI = '/ip4/10.0.0.7/tcp/9000'
const LOOPBACK = '/ip4/127.0.0.1/tcp/9000'
const VICTIM = '/ip4/198.51.100.7/tcp/443'

describe('announced addresses', () => {
  it('of local networks are passed on: a device may have several', () => {
    assert.deepEqual(believable([LAN, WIFI, '/ip6/fe80::1/tcp/9000'], '/ip4/192.168.1.20/tcp/51000'), [
      LAN,
      WIFI,
      '/ip6/fe80::1/tcp/9000',
    ])
  })

  it('out in the world only as the host the device is seen at', () => {
    assert.deepEqual(believable([VICTIM, LAN], '/ip4/192.168.1.20/tcp/51000'), [LAN])
    assert.deepEqual(believable([VICTIM], '/ip4/198.51.100.7/tcp/51000'), [VICTIM])
  })

  it('of loopback only from this very machine', () => {
    assert.deepEqual(believable([LOOPBACK, LAN], '/ip4/192.168.1.20/tcp/51000'), [LAN])
    assert.deepEqual(believable([LOOPBACK], '/ip4/127.0.0.1/tcp/51000'), [LOOPBACK])
  })

  it('that are none, or lead through somebody else, are dropped', () => {
    const odd = [
      '',
      'here',
      '/dns4/example.org/tcp/9000',
      '/ip4/192.168.1.20/udp/9000',
      `${LAN.slice(0, -10)}`,
    ]
    assert.deepEqual(believable([...odd, '/unix/tmp/x'], '/ip4/192.168.1.20/tcp/51000'), [])
  })
})
