// The program `parley ca`: its commands, and the entry that runs it.
import { main } from '@parley/shared/host/cli/main.ts'
import type { Program } from '@parley/shared/host/cli/program.ts'
import {
  endSessionCommand,
  resetPasswordCommand,
  resetSecondFactorCommand,
  sessionsCommand,
} from './commands/accounts.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand, exportCommand, restoreCommand } from './commands/backup.ts'
import {
  ceremonyInstallCommand,
  ceremonyRequestCommand,
  ceremonyRootCommand,
  ceremonySignCommand,
  ceremonyStatusCommand,
} from './commands/ceremony.ts'
import { certsCommand, revokeCommand } from './commands/certs.ts'
import { initCommand } from './commands/init.ts'
import { invitationsCommand, inviteCommand, linkCommand, revokeInvitationCommand } from './commands/invite.ts'
import { approveCommand, pendingCommand, refuseCommand } from './commands/pending.ts'
import { policyCommand } from './commands/policy.ts'
import {
  approveProposalCommand,
  proposalsCommand,
  refuseProposalCommand,
  roleCommand,
} from './commands/rights.ts'
import { crlCommand, rootCommand } from './commands/show.ts'
import { startCommand } from './commands/start.ts'
import { restoreUserCommand, suspendCommand, usersCommand } from './commands/users.ts'

export const authorityProgram: Program = {
  name: 'parley ca',
  summary: {
    en: 'The authority of a realm: says who people are, never sees a message',
    fr: 'L’autorité d’un domaine : dit qui est qui, ne voit jamais un message',
  },
  side: 'ca',
  commands: [
    initCommand,
    startCommand,
    inviteCommand,
    invitationsCommand,
    revokeInvitationCommand,
    linkCommand,
    pendingCommand,
    approveCommand,
    refuseCommand,
    usersCommand,
    suspendCommand,
    restoreUserCommand,
    roleCommand,
    proposalsCommand,
    approveProposalCommand,
    refuseProposalCommand,
    auditCommand,
    certsCommand,
    revokeCommand,
    rootCommand,
    crlCommand,
    ceremonyRequestCommand,
    ceremonySignCommand,
    ceremonyInstallCommand,
    ceremonyRootCommand,
    ceremonyStatusCommand,
    backupCommand,
    restoreCommand,
    exportCommand,
    policyCommand,
    resetPasswordCommand,
    resetSecondFactorCommand,
    sessionsCommand,
    endSessionCommand,
  ],
}

/** @param argv what follows `parley ca` */
export function run(argv: readonly string[]): Promise<never> {
  return main(authorityProgram, argv)
}
