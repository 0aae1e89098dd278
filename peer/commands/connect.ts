// `parley connect`: a session with an address typed by hand.
import { defineCommand, required } from '@parley/shared/host/cli/command.ts'
import { text } from '@parley/shared/host/cli/parse.ts'
import { createProgress } from '@parley/shared/host/cli/progress.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { openClient } from '../api/client.ts'
import { LINK_BYTES_MAX } from './constants.ts'

export const connect = defineCommand({
  name: 'connect',
  summary: peerWords.connect,
  args: { address: required('multiaddr', peerWords.multiaddrArgument, text(LINK_BYTES_MAX)) },
  async run({ args, folder, host, out }) {
    const client = await openClient(folder)
    const progress = createProgress(host, out)
    progress.step(args.address)
    try {
      const { login, peerId, address } = await client.connect(args.address)
      progress.clear()
      await out.result({ login, peerId, address }, () =>
        sayIn(peerWords, host.language)('connected', { login, peerId }),
      )
    } finally {
      progress.clear()
      client.close()
    }
  },
})
