// Makes docs/ERRORS.md from the catalogue of faults. `npm run generate` writes it; a test compares it.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { accountFaults } from '@parley/shared/faults/accounts.ts'
import { authorityFaults } from '@parley/shared/faults/authority.ts'
import { certificateFaults } from '@parley/shared/faults/certificates.ts'
import { commandFaults } from '@parley/shared/faults/command.ts'
import { consoleFaults } from '@parley/shared/faults/console.ts'
import { conversationFaults } from '@parley/shared/faults/conversations.ts'
import type { FaultEntry } from '@parley/shared/faults/define.ts'
import { enrolmentFaults } from '@parley/shared/faults/enrolment.ts'
import { evidenceFaults } from '@parley/shared/faults/evidence.ts'
import { groupFaults } from '@parley/shared/faults/groups.ts'
import { hierarchyFaults } from '@parley/shared/faults/hierarchy.ts'
import { historyFaults } from '@parley/shared/faults/history.ts'
import { identityFaults } from '@parley/shared/faults/identity.ts'
import { ldapFaults } from '@parley/shared/faults/ldap.ts'
import { lifeFaults } from '@parley/shared/faults/life.ts'
import { mailboxFaults } from '@parley/shared/faults/mailbox.ts'
import { peaceFaults } from '@parley/shared/faults/peace.ts'
import { rightsFaults } from '@parley/shared/faults/rights.ts'
import { sealingFaults } from '@parley/shared/faults/sealing.ts'
import { sessionFaults } from '@parley/shared/faults/sessions.ts'
import { standardFaults } from '@parley/shared/faults/standard.ts'
import { storageFaults } from '@parley/shared/faults/storage.ts'
import { storeFaults } from '@parley/shared/faults/store.ts'

const AREAS: readonly (readonly [string, Readonly<Record<string, FaultEntry>>])[] = [
  ['Names and what people say about themselves', identityFaults],
  ['Certificates and revocation', certificateFaults],
  ['The authority and enrolment', authorityFaults],
  ['Enrolment and devices', enrolmentFaults],
  ['Accounts', accountFaults],
  ['Roles and rights', rightsFaults],
  ['Issuing CAs and roots', hierarchyFaults],
  ['The life of certificates', lifeFaults],
  ['LDAP', ldapFaults],
  ['OCSP and EST', standardFaults],
  ['Sessions and the directory', sessionFaults],
  ['Conversations', conversationFaults],
  ['Groups', groupFaults],
  ['Sealing', sealingFaults],
  ['Mailboxes', mailboxFaults],
  ['Peace', peaceFaults],
  ['History', historyFaults],
  ['Evidence', evidenceFaults],
  ['Data folders and files', storageFaults],
  ['The authority’s database', storeFaults],
  ['The console', consoleFaults],
  ['The command line', commandFaults],
]

const HEAD = `# Errors

Every refusal and failure of Parley has a code that keeps its meaning. With \`--json\` it is printed on stderr as
\`{"error":{"code","message"}}\`; in logs it is the field \`code\`. Exit status: 1 failed · 2 wrong usage · 3 refused by
the authority or by policy · 4 not reachable in time · 5 certificate or signature not trusted.

This page is made from \`shared/faults/\` by \`npm run generate\`; \`{name}\` stands for what the message fills in.
`

export function errorsPage(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const sections = AREAS.map(([title, entries]) => {
    const rows = Object.entries(entries)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { exit, en }]) => `| \`${code}\` | ${exit} | ${cell(en.what)} | ${cell(en.todo)} |`)
    return `## ${title}\n\n| code | exit | what happened | what to do |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
  })
  return [HEAD, ...sections].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../docs/ERRORS.md', import.meta.url)), errorsPage())
}
