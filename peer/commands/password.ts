// `parley password`: a new password at the authority, with the old one or by an administrator's link. Needs no running
// peer and no passphrase: the authority knows the person by password and code.
import { join } from 'node:path'
import { defineCommand, value } from '@parley/shared/host/cli/command.ts'
import { path, text } from '@parley/shared/host/cli/parse.ts'
import { assertOneReadsInput, readNewSecret } from '@parley/shared/host/cli/secret.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import { strongPassword } from '@parley/shared/people/password.ts'
import { accountWords } from '@parley/shared/text/account.ts'
import { cliWords } from '@parley/shared/text/cli.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { enrolmentWords } from '@parley/shared/text/enrolment.ts'
import { LINK_BYTES_MAX } from './constants.ts'
import { decoded, inAccount } from './own-account.ts'

export const password = defineCommand({
  name: 'password',
  summary: accountWords.password,
  options: {
    reset: value('--reset <link>', accountWords.resetOption, text(LINK_BYTES_MAX)),
    passwordFile: value('--password-file <file>', cliWords.passwordFileOption, path),
    newPasswordFile: value('--new-password-file <file>', accountWords.newPasswordFileOption, path),
    secondFactorFile: value('--second-factor-file <file>', enrolmentWords.secondFactorFileOption, path),
  },
  async run(call) {
    const { options, folder, host, out } = call
    const say = sayIn(accountWords, host.language)
    const { reset, passwordFile, newPasswordFile, secondFactorFile } = options
    assertOneReadsInput(host, 'parley password', passwordFile, newPasswordFile)
    const { changeOwnPassword, resetByLink } = await import('../account/change.ts')
    const readNew = () =>
      readNewSecret(host, {
        file: newPasswordFile,
        option: '--new-password-file',
        prompt: say('askNewPassword'),
        accept: (secret) => void strongPassword(decoded(secret), []),
      })
    const changed = (login: string) => out.result({ login }, () => say('passwordChanged', { login }))

    if (reset !== undefined) {
      const { parseResetLink } = await import('@parley/shared/accounts/reset-link.ts')
      // What can be refused without asking anybody anything comes first.
      parseResetLink(reset)
      const chosen = await readNew()
      await changed(await resetByLink(reset, decoded(chosen)).finally(() => chosen.fill(0)))
      return
    }
    await inAccount(
      call,
      { passwordFile, secondFactorFile, qr: false },
      async ({ session, login, password: old }) => {
        const chosen = await readNew()
        try {
          await changeOwnPassword(session, { old, password: decoded(chosen) })
          await replaceKept(folder, old, decoded(chosen))
        } finally {
          chosen.fill(0)
        }
        await changed(login)
      },
    )
  },
})

/** A password that lies in the data folder, because nobody could be asked when it was made, must not lie there stale. */
async function replaceKept(folder: string, old: string, chosen: string): Promise<void> {
  const kept = join(folder, 'password')
  if (!(await exists(kept))) return
  const was = decoded(await readBounded(kept, LINK_BYTES_MAX)).replace(/\r?\n$/, '')
  if (was === old) await writeAtomically(kept, `${chosen}\n`)
}
