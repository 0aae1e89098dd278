// parley ca reset-password, reset-second-factor, sessions, end-session: people's accounts.
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, optional, required, value } from '@parley/shared/host/cli/command.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { defineWords, type Language, sayIn } from '@parley/shared/text/define.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

const words = defineWords({
  resetMade: {
    en: '{login} can choose a new password with this link, once, until {expires}. Whoever has it can do so: give it to nobody else.',
    fr: '{login} peut choisir un nouveau mot de passe avec ce lien, une fois, jusqu’au {expires}. Qui l’a le peut : ne le donnez à personne d’autre.',
  },
  factorRemoved: {
    en: 'The second factor of {login} is removed and their sessions are ended. They set up a new one when they next sign in.',
    fr: 'Le second facteur de {login} est retiré et ses sessions sont fermées. Un nouveau se configure à la prochaine connexion.',
  },
  ended: {
    en: { one: '{count} session ended.', other: '{count} sessions ended.' },
    fr: { one: '{count} session fermée.', other: '{count} sessions fermées.' },
  },
  none: { en: 'Nobody is signed in.', fr: 'Personne n’est connecté.' },
  withFactor: { en: 'two factors', fr: 'deux facteurs' },
  withoutFactor: { en: 'password', fr: 'mot de passe' },
})
const say = (language: Language) => sayIn(words, language)

const LOGIN = { en: 'whose', fr: 'de qui' }

export const resetPasswordCommand = defineCommand({
  name: 'reset-password',
  summary: {
    en: 'make a link by which a user chooses a new password',
    fr: 'faire un lien pour choisir un nouveau mot de passe',
  },
  args: { login: required('login', LOGIN, word) },
  options: { passphraseFile },
  async run(call) {
    const { host, out, folder, args } = call
    const input = { login: args.login }
    const made = await ask(
      authorityFolder(folder),
      'reset-password',
      input,
      passphraseOf(call, call.options.passphraseFile),
    )
    const expires = clockIn(host.language).moment(new Date(made.expires))
    await out.result(
      made,
      () => `${made.link}\n${say(host.language)('resetMade', { login: made.login, expires })}`,
    )
  },
})

export const resetSecondFactorCommand = defineCommand({
  name: 'reset-second-factor',
  summary: { en: 'take off a user’s lost second factor', fr: 'retirer le second facteur perdu' },
  args: { login: required('login', LOGIN, word) },
  options: { passphraseFile },
  async run(call) {
    const { host, out, folder, args } = call
    const input = { login: args.login }
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const done = await ask(authorityFolder(folder), 'reset-second-factor', input, passphrase)
    await out.result(done, () => say(host.language)('factorRemoved', { login: done.login }))
  },
})

export const sessionsCommand = defineCommand({
  name: 'sessions',
  summary: { en: 'list who is signed in over HTTPS', fr: 'lister qui est connecté par HTTPS' },
  args: { login: optional('login', LOGIN, word) },
  options: { passphraseFile },
  async run(call) {
    const { host, out, folder, args } = call
    const input = args.login === undefined ? {} : { login: args.login }
    const sessions = await ask(
      authorityFolder(folder),
      'sessions',
      input,
      passphraseOf(call, call.options.passphraseFile),
    )
    if (sessions.length === 0) out.note(say(host.language)('none'))
    for (const each of sessions) {
      const factor = say(host.language)(each.secondFactor ? 'withFactor' : 'withoutFactor')
      const seen = clockIn(host.language).moment(new Date(each.lastSeen))
      await out.result(each, () =>
        visible(
          [each.id, each.login.padEnd(20), seen, factor.padEnd(13), each.source, each.agent].join('  '),
        ),
      )
    }
  },
})

export const endSessionCommand = defineCommand({
  name: 'end-session',
  summary: { en: 'end a session, or all of a user', fr: 'fermer une session, ou toutes celles de quelqu’un' },
  args: {
    id: optional(
      'id',
      { en: 'as `parley ca sessions` lists it', fr: 'comme `parley ca sessions` le donne' },
      word,
    ),
  },
  options: {
    login: value('--login <login>', { en: 'all of this user', fr: 'toutes celles de cet utilisateur' }, word),
    passphraseFile,
  },
  async run(call) {
    const { host, out, folder, args, options } = call
    if ((args.id === undefined) === (options.login === undefined))
      throw new Fault('OPTION_MISSING', { option: '--login' })
    const input = args.id === undefined ? { login: options.login } : { id: args.id }
    const done = await ask(
      authorityFolder(folder),
      'end-session',
      input,
      passphraseOf(call, call.options.passphraseFile),
    )
    await out.result(done, () => say(host.language)('ended', { count: done.ended }))
  },
})
