// parley ca pending, approve and refuse: people whose request waits for an administrator.
import { defineCommand, required, value } from '@parley/shared/host/cli/command.ts'
import { text } from '@parley/shared/host/cli/parse.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { ask } from '../control/ask.ts'
import { MAX_REASON } from '../enrolment/constants.ts'
import type { PendingLine } from '../enrolment/list.ts'
import { authorityFolder } from '../folder.ts'
import { say, whoIn } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

const LOGIN = { en: 'whose', fr: 'de qui' }

export const pendingCommand = defineCommand({
  name: 'pending',
  summary: {
    en: 'list the people who wait for approval',
    fr: 'lister les personnes en attente d’approbation',
  },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    let after: string | undefined
    let shown = 0
    do {
      const page = await ask(authorityFolder(call.folder), 'pending', { after }, passphrase)
      for (const line of page.pending) {
        await call.out.result(line, () => pendingText(line, call.host.language))
      }
      shown += page.pending.length
      after = page.next ?? undefined
    } while (after !== undefined)
    if (shown === 0 && !call.out.json) call.out.note(say(call.host.language)('nobodyWaits'))
  },
})

function pendingText(line: PendingLine, language: 'en' | 'fr'): string {
  const words = say(language)
  const moment = (at: string) => clockIn(language).moment(new Date(at))
  const name = [line.firstName, line.lastName].filter((part) => part !== null).join(' ')
  const state = line.state === 'approved' ? words('approvedComesBack') : words('waitsForYou')
  const about = [name, line.email, line.cardNumber, line.device].filter(
    (part) => part !== null && part !== '',
  )
  return [
    [line.login.padEnd(20), line.role.padEnd(10), state].join(' '),
    ...(about.length > 0 ? [`  ${about.join(' · ')}`] : []),
    `  ${[
      words('askedAt', { when: moment(line.asked), source: line.source }),
      words('invitedBy', { who: whoIn(language, line.invitedBy) }),
      words('until', { when: moment(line.expires) }),
    ].join(' · ')}`,
  ]
    .map(visible)
    .join('\n')
}

export const approveCommand = defineCommand({
  name: 'approve',
  summary: { en: 'let somebody in who waits', fr: 'laisser entrer une personne en attente' },
  args: { login: required('login', LOGIN, word) },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const done = await ask(authorityFolder(call.folder), 'approve', { login: call.args.login }, passphrase)
    await call.out.result(done, () => say(call.host.language)('approved', { login: done.login }))
  },
})

export const refuseCommand = defineCommand({
  name: 'refuse',
  summary: { en: 'refuse somebody who waits', fr: 'refuser une personne en attente' },
  args: { login: required('login', LOGIN, word) },
  options: {
    reason: value(
      '--reason <text>',
      { en: 'why; the person reads it', fr: 'pourquoi ; la personne le lira' },
      text(MAX_REASON),
    ),
    passphraseFile,
  },
  async run(call) {
    const { reason, passphraseFile: file } = call.options
    const input = { login: call.args.login, ...(reason === undefined ? {} : { reason }) }
    const done = await ask(authorityFolder(call.folder), 'refuse', input, passphraseOf(call, file))
    await call.out.result(done, () => say(call.host.language)('refused', { login: done.login }))
  },
})
