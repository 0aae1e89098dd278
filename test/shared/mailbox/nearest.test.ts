// Who is near: the same answer for whoever asks, and the one libp2p's DHT gives.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { byNearness } from '@parley/shared/mailbox/nearest.ts'

const someone = () => peerIdOfSpki(generateKey('ed25519').signer.spki, primitives)

test('oneself is nearest, each is there once, and the order is that of the XOR of hashes', () => {
  const bob = someone()
  const others = Array.from({ length: 40 }, someone)
  const order = byNearness(bob, [...others, bob, ...others], primitives)
  assert.equal(order[0], bob)
  assert.deepEqual([...order].sort(), [bob, ...others].sort())
  const distance = (peer: typeof bob) => {
    const [a, b] = [peer, bob].map((each) =>
      BigInt(`0x${Buffer.from(primitives.sha256(deviceBytes(each))).toString('hex')}`),
    )
    return (a ?? 0n) ^ (b ?? 0n)
  }
  const bySize = [bob, ...others].sort((a, b) => (distance(a) < distance(b) ? -1 : 1))
  assert.deepEqual(order, bySize)
  assert.deepEqual(byNearness(bob, [...others].reverse(), primitives), order.slice(1))
})
