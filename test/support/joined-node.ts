// A certified node with the device of a person who has joined at a test's authority, as it is on disk.
import type { TestContext } from 'node:test'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { SECRET } from '@parley/peer/enrol/key.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import { PASSPHRASE } from './authority.ts'
import { startTestNode, type TestNode } from './certified-node.ts'

export async function startJoinedNode(
  test: Pick<TestContext, 'after'>,
  { folder, serial: raw }: { readonly folder: string; readonly serial: string },
): Promise<TestNode> {
  const device = await openDevice(folder, PASSPHRASE)
  const { vault, signer, peerId, login, roots } = device
  const its = {
    pkcs8: vault.get(SECRET.deviceKey),
    signer,
    peerId,
    login,
    chain: device.chain(),
    serial: serial(raw),
  }
  const node = await startTestNode(test, its, { roots, lists: device.lists() })
  test.after(() => device.close())
  return node
}
