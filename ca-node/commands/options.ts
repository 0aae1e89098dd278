// Options that several `parley ca` commands share, described once.

import { MAX_TEXT_FIELD } from '@parley/shared/enrolment/constants.ts'
import { type Option, value } from '@parley/shared/host/cli/command.ts'
import type { Host } from '@parley/shared/host/cli/host.ts'
import type { Output } from '@parley/shared/host/cli/output.ts'
import { path, text } from '@parley/shared/host/cli/parse.ts'
import { readSecret } from '@parley/shared/host/cli/secret.ts'
import { cliWords } from '@parley/shared/text/cli.ts'

export const passphraseFile: Option<string | undefined> = value(
  '--passphrase-file <file>',
  cliWords.passphraseFileOption,
  path,
)

export const outFile: Option<string | undefined> = value(
  '--out <file>',
  { en: 'write it there as PEM', fr: 'l’écrire dans ce fichier, en PEM' },
  path,
)

/** Short text; its meaning is checked by the verb. */
export const word = text(MAX_TEXT_FIELD)

/**
 * Asks for the passphrase of an existing authority, when a verb needs it: once, however many verbs a command runs. Each
 * gets bytes of its own, and wipes them.
 */
export function passphraseOf(
  { host, out, folder }: { host: Host; out: Output; folder: string },
  file: string | undefined,
): () => Promise<Uint8Array> {
  let read: Promise<Uint8Array> | undefined
  return async () => {
    read ??= readSecret(host, out, { kind: 'passphrase', file, folder, purpose: 'open' })
    return new Uint8Array(await read)
  }
}
