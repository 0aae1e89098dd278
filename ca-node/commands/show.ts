// parley ca root and crl: the root and the revocation lists, for stock tools.
import { defineCommand } from '@parley/shared/host/cli/command.ts'
import { writeOut } from '@parley/shared/host/files.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { say } from '../words.ts'
import { outFile, passphraseOf } from './options.ts'

/** Meant for others: readable by all. */
const PUBLIC_FILE = 0o644

/** An earlier one of the same kind is replaced (cron fetches lists); anything else in that place is kept. */
const only = (label: string) => ({
  mode: PUBLIC_FILE,
  isOurs: (earlier: string) => {
    const labels = earlier.match(/(?<=^-----BEGIN )[^-\n]+(?=-----)/gm) ?? []
    return labels.length > 0 && labels.every((found) => found === label)
  },
})

export const rootCommand = defineCommand({
  name: 'root',
  summary: { en: 'show the root certificate', fr: 'montrer le certificat racine' },
  options: { out: outFile },
  async run(call) {
    const root = await ask(authorityFolder(call.folder), 'root', {}, passphraseOf(call, undefined))
    const file = call.options.out
    if (file !== undefined) await writeOut(file, root.pem, only('CERTIFICATE'))
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
    if (file !== undefined) await writeOut(file, lists.pem, only('X509 CRL'))
    await call.out.result(file === undefined ? lists : { ...lists, out: file }, () =>
      file === undefined ? lists.pem.trimEnd() : say(call.host.language)('written', { file }),
    )
  },
})
