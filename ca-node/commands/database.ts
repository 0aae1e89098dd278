// --database, for every command that may be told where the database is; the others find it by the data folder.
import { resolve } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { value } from '@parley/shared/host/cli/command.ts'
import { path, text } from '@parley/shared/host/cli/parse.ts'
import { type ServerPlace, serverPlace } from '../store/place.ts'

const URL_LENGTH_MAX = 2048

export const databaseOptions = {
  database: value(
    '--database <url>',
    {
      en: 'keep the data on a PostgreSQL server: postgres://user@host/name',
      fr: 'garder les données sur un serveur PostgreSQL : postgres://utilisateur@hôte/base',
    },
    text(URL_LENGTH_MAX),
  ),
  databasePasswordFile: value(
    '--database-password-file <file>',
    { en: 'its password is in this file', fr: 'son mot de passe est dans ce fichier' },
    path,
  ),
}

/** @throws Fault DATABASE_URL_MALFORMED, DATABASE_URL_SECRET, OPTION_MISSING */
export function databaseGiven(options: {
  readonly database: string | undefined
  readonly databasePasswordFile: string | undefined
}): ServerPlace | undefined {
  const { database, databasePasswordFile: file } = options
  if (database === undefined) {
    if (file !== undefined) throw new Fault('OPTION_MISSING', { option: '--database' })
    return undefined
  }
  return serverPlace(database, file === undefined ? undefined : resolve(file))
}
