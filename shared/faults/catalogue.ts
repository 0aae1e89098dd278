// Every fault of Parley by area. A code, once released, keeps its meaning. docs/ERRORS.md is made from this.
import { accountFaults } from './accounts.ts'
import { authorityFaults } from './authority.ts'
import { certificateFaults } from './certificates.ts'
import { commandFaults } from './command.ts'
import { consoleFaults } from './console.ts'
import { conversationFaults } from './conversations.ts'
import { enrolmentFaults } from './enrolment.ts'
import { evidenceFaults } from './evidence.ts'
import { groupFaults } from './groups.ts'
import { hierarchyFaults } from './hierarchy.ts'
import { historyFaults } from './history.ts'
import { identityFaults } from './identity.ts'
import { ldapFaults } from './ldap.ts'
import { lifeFaults } from './life.ts'
import { mailboxFaults } from './mailbox.ts'
import { peaceFaults } from './peace.ts'
import { rightsFaults } from './rights.ts'
import { sealingFaults } from './sealing.ts'
import { sessionFaults } from './sessions.ts'
import { standardFaults } from './standard.ts'
import { storageFaults } from './storage.ts'
import { storeFaults } from './store.ts'

export const faults = {
  ...identityFaults,
  ...hierarchyFaults,
  ...certificateFaults,
  ...authorityFaults,
  ...accountFaults,
  ...enrolmentFaults,
  ...lifeFaults,
  ...peaceFaults,
  ...rightsFaults,
  ...standardFaults,
  ...ldapFaults,
  ...consoleFaults,
  ...sessionFaults,
  ...conversationFaults,
  ...groupFaults,
  ...evidenceFaults,
  ...historyFaults,
  ...sealingFaults,
  ...mailboxFaults,
  ...storageFaults,
  ...storeFaults,
  ...commandFaults,
}

export type FaultCode = keyof typeof faults
