// parley ca invite, invitations, revoke-invitation and link: who may come in, and by which link.

import { Fault } from '@parley/shared/faults/fault.ts'
import { type Call, defineCommand, flag, required, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { duration, integer, oneOf } from '@parley/shared/host/cli/parse.ts'
import { qrLines } from '@parley/shared/host/cli/qr.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { enrolmentWords } from '@parley/shared/text/enrolment.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { DEFAULT_INVITATION_LIFE, MAX_INVITATION_LIFE, MAX_INVITATION_USES } from '../constants.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import type { InvitationLine } from '../invitations/list.ts'
import { HUMAN_ROLES } from '../invitations/verbs.ts'
import { say, whoIn } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

const noQr = flag('--no-qr', enrolmentWords.noQrOption)

export const inviteCommand = defineCommand({
  name: 'invite',
  summary: { en: 'make an invitation', fr: 'faire une invitation' },
  options: {
    login: value(
      '--login <login>',
      {
        en: 'for this login only; of somebody known: for one more device',
        fr: 'pour cet identifiant seulement ; s’il existe : pour un appareil de plus',
      },
      word,
    ),
    role: valueOr(
      '--role <role>',
      { en: HUMAN_ROLES.join(', '), fr: HUMAN_ROLES.join(', ') },
      oneOf(...HUMAN_ROLES),
      'member',
    ),
    uses: valueOr(
      '--uses <n>',
      { en: 'how many may use it', fr: 'combien de personnes peuvent s’en servir' },
      integer(1, MAX_INVITATION_USES),
      '1',
    ),
    expires: valueOr(
      '--expires <time>',
      { en: 'how long it is good', fr: 'durée de validité' },
      duration,
      `${DEFAULT_INVITATION_LIFE / 3_600_000}h`,
    ),
    approval: flag('--approval', {
      en: 'who uses it waits for `parley ca approve`',
      fr: 'qui s’en sert attend `parley ca approve`',
    }),
    qr: noQr,
    passphraseFile,
  },
  async run(call) {
    const { login, role, uses, expires: life, approval } = call.options
    if (life > MAX_INVITATION_LIFE) {
      throw new Fault('VALUE_INVALID', {
        name: '--expires',
        value: `${life / 1000}s`,
        expected: '10m … 365d',
      })
    }
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const input = { login, role, uses, life, ...(approval ? { approval } : {}) }
    const made = await ask(authorityFolder(call.folder), 'invite', input, passphrase)
    const { language } = call.host
    await call.out.result(made, () =>
      [
        made.invite,
        ...qrOf(call, made.invite),
        say(language)('invitationMade', {
          id: made.id,
          role: made.role,
          uses: made.uses,
          expires: clockIn(language).moment(new Date(made.expires)),
        }),
        ...(made.approval ? [say(language)('invitationApproval')] : []),
      ].join('\n'),
    )
  },
})

/** With an empty line on both sides; nothing where nobody could scan it. */
function qrOf(
  { host, options }: Pick<Call<{ readonly qr: boolean }, unknown>, 'host' | 'options'>,
  link: string,
) {
  const lines = options.qr ? qrLines(host, host.stdout, link) : undefined
  return lines ? ['', ...lines, ''] : []
}

export const linkCommand = defineCommand({
  name: 'link',
  summary: {
    en: 'the link for one more device of who has a second factor; no secret',
    fr: 'le lien pour un appareil de plus de qui a un second facteur ; sans secret',
  },
  options: { qr: noQr, passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const { link } = await ask(authorityFolder(call.folder), 'link', {}, passphrase)
    await call.out.result({ link }, () => [link, ...qrOf(call, link)].join('\n'))
  },
})

export const invitationsCommand = defineCommand({
  name: 'invitations',
  summary: { en: 'list the invitations', fr: 'lister les invitations' },
  options: {
    all: flag('--all', {
      en: 'also those that can be used no more',
      fr: 'aussi celles qui ne servent plus',
    }),
    passphraseFile,
  },
  async run(call) {
    const { all, passphraseFile: file } = call.options
    const passphrase = passphraseOf(call, file)
    let after: string | undefined
    let shown = 0
    do {
      const page = await ask(authorityFolder(call.folder), 'invitations', { all, after }, passphrase)
      for (const line of page.invitations) {
        await call.out.result(line, () => invitationText(line, call.host.language))
      }
      shown += page.invitations.length
      after = page.next ?? undefined
    } while (after !== undefined)
    if (shown === 0 && !call.out.json) call.out.note(say(call.host.language)('noInvitations'))
  },
})

function invitationText(line: InvitationLine, language: 'en' | 'fr'): string {
  const words = say(language)
  const moment = (at: string) => clockIn(language).moment(new Date(at))
  const whose = line.login === null ? words('forAnybody') : words('forLogin', { login: line.login })
  const first = [
    line.id,
    words(STATE[line.state]).padEnd(8),
    line.role.padEnd(9),
    words('usesOf', { used: line.uses - line.usesLeft, uses: line.uses }).padEnd(9),
    words('until', { when: moment(line.expires) }),
  ]
  const second = [
    line.purpose === 'device' ? words('oneMoreDevice', { login: line.login ?? '' }) : whose,
    words('madeBy', { who: whoIn(language, line.by) }),
    ...(line.approval ? [words('needsApproval')] : []),
    ...(line.revokedBy === null ? [] : [words('revokedBy', { who: whoIn(language, line.revokedBy) })]),
    ...(line.usedBy.length > 0
      ? [words('usedBy', { who: line.usedBy.map(({ login }) => login).join(', ') })]
      : []),
  ]
  return `${visible(first.join(' ').trimEnd())}\n  ${visible(second.join(' · '))}`
}

const STATE = {
  open: 'stateOpen',
  used: 'stateUsed',
  expired: 'stateExpired',
  revoked: 'stateRevoked',
} as const

export const revokeInvitationCommand = defineCommand({
  name: 'revoke-invitation',
  summary: { en: 'take an invitation back', fr: 'retirer une invitation' },
  args: {
    id: required(
      'id',
      { en: 'its name; see `parley ca invitations`', fr: 'son nom ; voir `parley ca invitations`' },
      word,
    ),
  },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const done = await ask(
      authorityFolder(call.folder),
      'revoke-invitation',
      { id: call.args.id },
      passphrase,
    )
    await call.out.result(done, () => say(call.host.language)('invitationRevoked', { id: done.id }))
  },
})
