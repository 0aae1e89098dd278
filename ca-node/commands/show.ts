// parley ca root and crl: the root and the revocation lists, for stock tools.
import { defineCommand } from '@parley/shared/host/cli/command.ts'
import { writeAtomically } from '@parley/shared/host/files.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { say } from '../words.ts'
import { outFile, passphraseOf } from './options.ts'

/** Meant for others: readable by all. */
const PUBLIC_FILE = 0o644

export const rootCommand = defineCommand({
  name: 'root',
  summary: { en: 'show the root certificate', fr: 'montrer le certificat racine' },
  options: { out: outFile },
  async run(call) {
    const root = await ask(authorityFolder(call.folder), 'root', {}, passphraseOf(call, undefined))
    const file = call.options.out
    if (file !== undefined) await writeAtomically(file, root.pem, { mode: PUBLIC_FILE })
    await call.out.result(file === undefined ? root : { ...root, out: file }, () =>
      file === undefined ? root.pem.trimEnd() : say(call.host.language)('written', { file }),
    )
  },
})

export const crlCommand = defineCommand({
  name: 'crl',
  summary: { en: 'show the revocation lists', fr: 'montrer les listes de révocation' },
  options: { out: outFile },
  async run(call) {
    const lists = await ask(authorityFolder(call.folder), 'crl', {}, passphraseOf(call, undefined))
    const file = call.options.out
    if (file !== undefined) await writeAtomically(file, lists.pem, { mode: PUBLIC_FILE })
    await call.out.result(file === undefined ? lists : { ...lists, out: file }, () =>
      file === undefined ? lists.pem.trimEnd() : say(call.host.language)('written', { file }),
    )
  },
})
