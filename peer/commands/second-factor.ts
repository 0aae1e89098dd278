// `parley second-factor`: shows the second factor that is kept in the data folder because nobody could be asked, so that
// its owner can sign in with it and take it over to a telephone; with --new sets one up.
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, value } from '@parley/shared/host/cli/command.ts'
import { path } from '@parley/shared/host/cli/parse.ts'
import { qrLines } from '@parley/shared/host/cli/qr.ts'
import { accountWords } from '@parley/shared/text/account.ts'
import { cliWords } from '@parley/shared/text/cli.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { enrolmentWords } from '@parley/shared/text/enrolment.ts'
import { codeOf, readSecondFactor } from '../enrol/second-factor.ts'
import { secondFactorPath } from './codes.ts'

export const secondFactor = defineCommand({
  name: 'second-factor',
  summary: enrolmentWords.secondFactor,
  options: {
    secondFactorFile: value('--second-factor-file <file>', enrolmentWords.secondFactorFileOption, path),
    qr: flag('--no-qr', enrolmentWords.noQrOption),
    new: flag('--new', accountWords.newOption),
    passwordFile: value('--password-file <file>', cliWords.passwordFileOption, path),
  },
  async run({ options, folder, host, out }) {
    if (options.new) {
      const { newSecondFactor } = await import('./new-second-factor.ts')
      return newSecondFactor({ folder, host, out }, options)
    }
    const say = sayIn(enrolmentWords, host.language)
    const file = options.secondFactorFile ?? secondFactorPath(folder)
    const kept = await readSecondFactor(file)
    if (!kept) throw new Fault('SECOND_FACTOR_FILE_MISSING', { path: file })
    const { code, seconds } = codeOf(kept.link, new Date(), file)
    await out.result({ code, seconds, link: kept.link }, () => {
      const qr = options.qr ? qrLines(host, host.stdout, kept.link) : undefined
      const more = qr ? ['', say('scanThis'), '', ...qr] : []
      return [say('codeNow', { code, seconds }), ...more].join('\n')
    })
  },
})
