// `parley ca` belongs to the authority and never comes here; this entry only names it in the help.
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand } from '@parley/shared/host/cli/command.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'

export const ca = defineCommand({
  name: 'ca',
  summary: peerWords.ca,
  async run({ host }) {
    throw new Fault('USAGE', { reason: sayIn(peerWords, host.language)('caFirst'), command: 'parley ca' })
  },
})
