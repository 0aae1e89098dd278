// `parley renew`: the next certificate of this device, now. The daemon asks: it has the key, and tells its sessions.
import { defineCommand } from '@parley/shared/host/cli/command.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { openClient } from '../api/client.ts'

export const renew = defineCommand({
  name: 'renew',
  summary: peerWords.renew,
  async run({ folder, host, out }) {
    const client = await openClient(folder)
    const renewed = await client.renew().finally(() => client.close())
    const until = clockIn(host.language).moment(new Date(renewed.notAfter))
    await out.result(renewed, () => sayIn(peerWords, host.language)('renewed', { until }))
  },
})
