// parley ca backup, restore, export: the authority kept and moved.
import { resolve } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, required } from '@parley/shared/host/cli/command.ts'
import { nextCommand } from '@parley/shared/host/cli/folder.ts'
import { path } from '@parley/shared/host/cli/parse.ts'
import { exists } from '@parley/shared/host/files.ts'
import { restore } from '../backup/restore.ts'
import { type BackupMade, backup } from '../backup/write.ts'
import { csvText } from '../console/web/parts/csv.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import type { UserLine } from '../people/list.ts'
import { say } from '../words.ts'
import { databaseGiven, databaseOptions } from './database.ts'
import { passphraseFile, passphraseOf } from './options.ts'

export const backupCommand = defineCommand({
  name: 'backup',
  summary: {
    en: 'the whole authority into one sealed file, while it runs',
    fr: 'toute l’autorité dans un fichier scellé, pendant qu’elle tourne',
  },
  args: { file: required('file', { en: 'a new file', fr: 'un nouveau fichier' }, path) },
  options: { passphraseFile },
  async run(call) {
    const folder = authorityFolder(call.folder)
    if (!(await exists(folder.vault))) throw new Fault('DATA_MISSING', { path: call.folder })
    const file = resolve(call.args.file)
    if (await exists(file)) throw new Fault('FILE_EXISTS', { path: file })
    const passphrase = await passphraseOf(call, call.options.passphraseFile)()
    let made: BackupMade
    try {
      made = await backup(folder, file, passphrase, new Date())
      const { sha256, rows } = made
      await ask(folder, 'note-backup', { sha256, rows }, async () => new Uint8Array(passphrase))
    } finally {
      passphrase.fill(0)
    }
    await call.out.result(made, () =>
      say(call.host.language)('backupMade', { file, rows: made.rows, bytes: made.bytes }),
    )
  },
})

export const restoreCommand = defineCommand({
  name: 'restore',
  summary: {
    en: 'an authority out of a backup, into an empty data folder',
    fr: 'une autorité depuis une sauvegarde, dans un dossier vide',
  },
  args: { file: required('file', { en: 'the backup', fr: 'la sauvegarde' }, path) },
  options: { ...databaseOptions, passphraseFile },
  async run(call) {
    const place = databaseGiven(call.options)
    const folder = authorityFolder(call.folder)
    const file = resolve(call.args.file)
    if (await exists(folder.vault)) throw new Fault('DATA_EXISTS', { path: folder.vault })
    const passphrase = await passphraseOf(call, call.options.passphraseFile)()
    try {
      const done = await restore({ folder, file, passphrase, place })
      await call.out.result({ ...done, folder: call.folder }, () =>
        say(call.host.language)(done.databaseKept ? 'keysRestored' : 'authorityRestored', {
          realm: done.realm,
          when: `${done.madeAt.slice(0, 16).replace('T', ' ')} UTC`,
          next: nextCommand('parley ca start', call),
        }),
      )
    } finally {
      passphrase.fill(0)
    }
  },
})

const COLUMNS = [
  'login',
  'first_name',
  'last_name',
  'email',
  'card_number',
  'role',
  'status',
  'devices',
  'created',
] as const

export const exportCommand = defineCommand({
  name: 'export',
  summary: { en: 'everybody, with every field', fr: 'tout le monde, avec tous les champs' },
  options: {
    csv: flag('--csv', {
      en: 'as a table for spreadsheets, not as JSON lines',
      fr: 'en tableau pour tableur, non en lignes JSON',
    }),
    passphraseFile,
  },
  async run(call) {
    const { csv } = call.options
    const folder = authorityFolder(call.folder)
    const line = (cells: readonly string[]) =>
      csvText([cells])
        .replace(/^\uFEFF/, '')
        .trimEnd()
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    for (let after: string | undefined, more = true; more; ) {
      const page = await ask(folder, 'export-people', after === undefined ? {} : { after }, passphrase)
      if (csv && after === undefined) call.host.stdout.write(`${line(COLUMNS)}\r\n`)
      for (const user of page.people)
        if (csv) call.host.stdout.write(`${line(cellsOf(user))}\r\n`)
        else await call.out.result(user, () => JSON.stringify(user))
      after = page.next
      more = after !== undefined
    }
  },
})

function cellsOf(user: UserLine): readonly string[] {
  const { login, firstName, lastName, email, cardNumber, role, status, devices, created } = user
  return [login, firstName, lastName, email, cardNumber, role, status, devices, created].map((cell) =>
    String(cell ?? ''),
  )
}
