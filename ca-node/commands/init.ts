// parley ca init: makes a realm in the data folder.
import { join } from 'node:path'
import { DEVICE_VALIDITY } from '@parley/shared/certificates/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, list, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { nextCommand } from '@parley/shared/host/cli/folder.ts'
import { duration, oneOf, path } from '@parley/shared/host/cli/parse.ts'
import { readSecret, takeBack } from '@parley/shared/host/cli/secret.ts'
import { exists } from '@parley/shared/host/files.ts'
import { realmName } from '@parley/shared/identity/login.ts'
import { authorityFolder } from '../folder.ts'
import { init } from '../realm/init.ts'
import { say } from '../words.ts'
import { databaseGiven, databaseOptions } from './database.ts'
import { passphraseFile } from './options.ts'

const FIELDS = ['firstName', 'lastName', 'email', 'cardNumber'] as const

export const initCommand = defineCommand({
  name: 'init',
  summary: { en: 'make a realm', fr: 'créer un domaine' },
  options: {
    realm: value('--realm <name>', { en: 'its name', fr: 'son nom' }, realmName),
    rootOut: value(
      '--root-out <file>',
      {
        en: 'keep the root’s key off this machine, in this file',
        fr: 'garder la clé racine hors de cette machine, dans ce fichier',
      },
      path,
    ),
    validity: valueOr(
      '--validity <time>',
      { en: 'life of device certificates', fr: 'durée des certificats d’appareil' },
      duration,
      `${DEVICE_VALIDITY / 86_400_000}d`,
    ),
    required: list(
      '--require <field...>',
      {
        en: `what everybody must say about themselves: ${FIELDS.join(', ')}`,
        fr: `ce que chacun doit dire de soi : ${FIELDS.join(', ')}`,
      },
      oneOf(...FIELDS),
    ),
    ...databaseOptions,
    passphraseFile,
  },
  async run({ options, folder: path, folderGiven, host, out }) {
    const { realm, rootOut, validity, required } = options
    if (realm === undefined) throw new Fault('OPTION_MISSING', { option: '--realm' })
    const place = databaseGiven(options)
    const folder = authorityFolder(path)
    // Before a passphrase is asked for, or made and kept.
    if (await exists(folder.vault)) throw new Fault('DATA_EXISTS', { path: folder.vault })
    const wasKept = await exists(join(path, 'passphrase'))
    const passphrase = await readSecret(host, out, {
      kind: 'passphrase',
      file: options.passphraseFile,
      folder: path,
      purpose: 'create',
    })
    try {
      const made = await init({
        folder,
        realm,
        passphrase,
        validity,
        required,
        rootOut,
        place,
        now: new Date(),
      })
      await out.result({ ...made, folder: path }, () =>
        [
          ...(rootOut === undefined ? [] : [say(host.language)('rootAway', { file: rootOut })]),
          say(host.language)('realmMade', {
            realm: made.realm,
            folder: path,
            fingerprint: made.rootFingerprint,
            next: nextCommand('parley ca start', { folder: path, folderGiven }),
          }),
        ].join('\n'),
      )
    } catch (error) {
      // There is nothing that a passphrase made for it would open.
      if (!wasKept && !(await exists(folder.vault))) await takeBack(host, out, path, 'passphrase')
      throw error
    } finally {
      passphrase.fill(0)
    }
  },
})
