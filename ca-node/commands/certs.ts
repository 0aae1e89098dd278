// parley ca certs and revoke: certificates, and their end.
import { REVOCATION_REASONS, revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { defineCommand, flag, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { duration, integer, oneOf } from '@parley/shared/host/cli/parse.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import type { Bilingual, Language } from '@parley/shared/text/define.ts'
import { CERTIFICATE_KINDS, CERTIFICATE_STATUSES, type CertificateLine } from '../certificates/list-issued.ts'
import { MAX_PAGE } from '../constants.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { say } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

/** More than any realm has: everything. */
const LIMIT_MAX = 1_000_000_000

export const certsCommand = defineCommand({
  name: 'certs',
  summary: { en: 'list the certificates', fr: 'lister les certificats' },
  options: {
    login: value('--login <login>', { en: 'of this user only', fr: 'de cet utilisateur seulement' }, word),
    device: value('--device <peerid>', { en: 'of this device only', fr: 'de cet appareil seulement' }, word),
    status: value('--status <status>', same(CERTIFICATE_STATUSES), oneOf(...CERTIFICATE_STATUSES)),
    kind: value('--kind <kind>', same(CERTIFICATE_KINDS), oneOf(...CERTIFICATE_KINDS)),
    expiring: value(
      '--expiring <time>',
      { en: 'devices whose newest ends within that time', fr: 'appareils dont le dernier finit d’ici là' },
      duration,
    ),
    overdue: flag('--overdue', {
      en: 'devices that should have renewed by now',
      fr: 'appareils qui auraient déjà dû renouveler',
    }),
    limit: value('--limit <n>', { en: 'at most that many', fr: 'au plus ce nombre' }, integer(1, LIMIT_MAX)),
    passphraseFile,
  },
  async run(call) {
    const { login, device, status, kind, expiring, overdue, limit = LIMIT_MAX } = call.options
    const query = { login, device, status, kind, expiring, overdue }
    const folder = authorityFolder(call.folder)
    let after: string | undefined
    let shown = 0
    for (let left = limit; left > 0; ) {
      const wanted = { ...query, after, limit: Math.min(left, MAX_PAGE) }
      const page = await ask(folder, 'certs', wanted, passphraseOf(call, undefined))
      for (const each of page.certificates)
        await call.out.result(each, () => certificateText(each, call.host.language))
      shown += page.certificates.length
      left -= page.certificates.length
      after = page.next
      if (after === undefined) break
    }
    if (shown === 0 && !call.out.json) call.out.note(say(call.host.language)('noCertificates'))
  },
})

function same(words: readonly string[]): Bilingual {
  return { en: words.join(', '), fr: words.join(', ') }
}

function certificateText(each: CertificateLine, language: Language): string {
  const words = say(language)
  const when = clockIn(language).moment(new Date(each.notAfter))
  const status = {
    valid: () => words('statusValid', { when }),
    expired: () => words('statusExpired', { when }),
    suspended: () => words('statusSuspended'),
    revoked: () => words('statusRevoked', { reason: each.reason ?? 'unspecified' }),
  }[each.status]()
  const who = (each.login ?? each.kind).padEnd(20)
  const about = [each.serial, ...(each.device === null ? [] : [each.device])].join(' · ')
  return `${who} ${(each.role ?? '').padEnd(10)} ${status}\n  ${about}`
}

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
