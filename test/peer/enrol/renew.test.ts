// Renewing at an authority that is hard to reach, or slow to answer.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { it, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { REACH_TIMEOUT, RENEW_TIMEOUT } from '@parley/peer/enrol/constants.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { renew } from '@parley/peer/enrol/renew.ts'
import { hostPort } from '@parley/shared/enrolment/invitation.ts'
import { PASSPHRASE, startTestAuthority } from '../../support/authority.ts'
import { listen } from '../../support/listen.ts'

it('passes over who says nothing, and waits for the authority, which takes longer to answer', async (t) => {
  const harbour = await startTestAuthority(t)
  const alice = await harbour.join({ login: 'alice' })
  const silent = await listen(t, () => undefined)
  const slow = await listen(t, (socket) => void relay(t, socket, harbour.address))
  const device = await openDevice(alice.folder, PASSPHRASE)
  t.after(() => device.close())
  const heard = {
    ...device,
    authority: () => ({ ...device.authority(), https: [silent, slow].map(hostPort) }),
  }
  const begun = performance.now()
  const cert = await renew(heard, () => new Date())
  assert.notEqual(cert.serial, alice.serial)
  const took = performance.now() - begun
  assert.ok(took > 2 * REACH_TIMEOUT && took < RENEW_TIMEOUT, `${took} ms`)
})

/** A busy authority: the handshake goes through at once, what is asked then waits. */
async function relay(t: TestContext, socket: Socket, address: string): Promise<void> {
  const [host = '', port] = address.split(':')
  const onward = connect(Number(port), host)
  t.after(() => onward.destroy())
  onward.on('error', () => socket.destroy())
  onward.pipe(socket)
  const [hello] = await once(socket, 'data')
  onward.write(hello)
  socket.pause()
  await delay(REACH_TIMEOUT + 500)
  socket.pipe(onward)
}
