// parley ca users, suspend, restore-user: people, as an administrator sees and handles them.
import { defineCommand, required } from '@parley/shared/host/cli/command.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { say } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

const LOGIN = { en: 'whose', fr: 'de qui' }

export const usersCommand = defineCommand({
  name: 'users',
  summary: { en: 'list the users', fr: 'lister les utilisateurs' },
  options: { passphraseFile },
  async run(call) {
    const users = await ask(authorityFolder(call.folder), 'users', {}, passphraseOf(call, undefined))
    for (const user of users) {
      const name = [user.firstName, user.lastName].filter((part) => part !== null).join(' ')
      await call.out.result(user, () => {
        const words = say(call.host.language)
        const status = words(user.status === 'active' ? 'statusActive' : 'statusSuspended').padEnd(10)
        const devices = words('deviceCount', { count: user.devices }).padEnd(11)
        return visible(
          [user.login.padEnd(20), user.role.padEnd(10), status, devices, name].join(' ').trimEnd(),
        )
      })
    }
  },
})

export const suspendCommand = defineCommand({
  name: 'suspend',
  summary: { en: 'suspend a user', fr: 'suspendre un utilisateur' },
  args: { login: required('login', LOGIN, word) },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const done = await ask(authorityFolder(call.folder), 'suspend', { login: call.args.login }, passphrase)
    await call.out.result(done, () => say(call.host.language)('userSuspended', { login: done.login }))
  },
})

export const restoreUserCommand = defineCommand({
  name: 'restore-user',
  summary: { en: 'let a suspended user come back', fr: 'rétablir un utilisateur suspendu' },
  args: { login: required('login', LOGIN, word) },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const done = await ask(
      authorityFolder(call.folder),
      'restore-user',
      { login: call.args.login },
      passphrase,
    )
    await call.out.result(done, () => say(call.host.language)('userRestored', { login: done.login }))
  },
})
