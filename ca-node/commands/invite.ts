// parley ca invite: a link for the next person, or for one more device.

import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { duration, integer, oneOf } from '@parley/shared/host/cli/parse.ts'
import { DEFAULT_INVITATION_LIFE, MAX_INVITATION_LIFE, MAX_INVITATION_USES } from '../constants.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { HUMAN_ROLES } from '../invitations/verbs.ts'
import { say } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

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
    passphraseFile,
  },
  async run(call) {
    const { login, role, uses, expires: life } = call.options
    if (life > MAX_INVITATION_LIFE) {
      throw new Fault('VALUE_INVALID', {
        name: '--expires',
        value: `${life / 1000}s`,
        expected: '10m … 365d',
      })
    }
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const made = await ask(authorityFolder(call.folder), 'invite', { login, role, uses, life }, passphrase)
    await call.out.result(
      made,
      () => `${made.invite}\n${say(call.host.language)('invitationMade', { ...made })}`,
    )
  },
})
