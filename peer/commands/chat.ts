// `parley chat`: the terminal program, on the running daemon of this data folder.
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, optional } from '@parley/shared/host/cli/command.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { openClient } from '../api/client.ts'
import { formatTarget, parseTarget } from '../api/target.ts'

export const chat = defineCommand({
  name: 'chat',
  summary: peerWords.chat,
  args: {
    target: optional('target', peerWords.chatTargetArgument, (raw) => formatTarget(parseTarget(raw))),
  },
  options: { mailbox: flag('--no-mailbox', peerWords.noMailboxOption) },
  async run({ args, options, folder, host, out }) {
    if (host.stdin.isTTY !== true || host.stdout.isTTY !== true || out.json)
      throw new Fault('TERMINAL_MISSING')
    // A daemon that is not there is said plainly before the screen changes.
    const client = await openClient(folder)
    if (options.mailbox) await client.status()
    else await client.setMailbox({ holding: false })
    client.close()
    const { startTerminal } = await import('../terminal/start.tsx')
    await startTerminal(host, folder, args.target)
  },
})
