// parley ca certs and revoke: certificates, and their end.
import { REVOCATION_REASONS, revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { defineCommand, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { say } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

export const certsCommand = defineCommand({
  name: 'certs',
  summary: { en: 'list the certificates', fr: 'lister les certificats' },
  options: {
    login: value('--login <login>', { en: 'of this user only', fr: 'de cet utilisateur seulement' }, word),
    passphraseFile,
  },
  async run(call) {
    const { login } = call.options
    const certificates = await ask(
      authorityFolder(call.folder),
      'certs',
      { login },
      passphraseOf(call, undefined),
    )
    for (const each of certificates) {
      await call.out.result(each, () =>
        [
          each.serial,
          (each.login ?? '').padEnd(20),
          each.status.padEnd(10),
          each.notAfter,
          each.device ?? '',
        ].join(' '),
      )
    }
  },
})

const reasons = Object.keys(REVOCATION_REASONS).join(', ')

export const revokeCommand = defineCommand({
  name: 'revoke',
  summary: { en: 'revoke certificates', fr: 'révoquer des certificats' },
  options: {
    serial: value('--serial <serial>', { en: 'this certificate', fr: 'ce certificat' }, word),
    login: value('--login <login>', { en: 'all of this user', fr: 'tous ceux de cet utilisateur' }, word),
    device: value('--device <peerid>', { en: 'all of this device', fr: 'tous ceux de cet appareil' }, word),
    reason: valueOr('--reason <reason>', { en: reasons, fr: reasons }, revocationReason, 'unspecified'),
    passphraseFile,
  },
  async run(call) {
    const { serial, login, device, reason, passphraseFile: file } = call.options
    const input = { serial, login, device, reason }
    const done = await ask(authorityFolder(call.folder), 'revoke', input, passphraseOf(call, file))
    await call.out.result(done, () =>
      say(call.host.language)('revoked', { count: done.revoked.length, reason: done.reason }),
    )
  },
})
