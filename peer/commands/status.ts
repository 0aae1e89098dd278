// `parley status`: how this peer is, each state apart.
import { defineCommand } from '@parley/shared/host/cli/command.ts'
import { painter } from '@parley/shared/host/cli/output.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { openClient } from '../api/client.ts'
import { statusText } from '../show/status.ts'

export const status = defineCommand({
  name: 'status',
  summary: peerWords.status,
  async run({ folder, host, out }) {
    const client = await openClient(folder)
    const state = await client.status()
    client.close()
    await out.result(state, () => statusText(state, host.language, Date.now(), painter(host, host.stdout)))
  },
})
