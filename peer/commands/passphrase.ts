// `parley passphrase`: another passphrase for this device, and other keys behind it. Works on the folder of a stopped peer.
import { join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, value } from '@parley/shared/host/cli/command.ts'
import { path } from '@parley/shared/host/cli/parse.ts'
import { createProgress } from '@parley/shared/host/cli/progress.ts'
import { assertOneReadsInput, readNewSecret, readSecret } from '@parley/shared/host/cli/secret.ts'
import { holderOf } from '@parley/shared/host/lock.ts'
import { cliWords } from '@parley/shared/text/cli.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { historyWords } from '@parley/shared/text/history.ts'
import { isEnrolled } from '../enrol/device-file.ts'

const COMMAND = 'parley passphrase'

export const passphrase = defineCommand({
  name: 'passphrase',
  summary: historyWords.passphrase,
  options: {
    passphraseFile: value('--passphrase-file <file>', cliWords.passphraseFileOption, path),
    newPassphraseFile: value('--new-passphrase-file <file>', historyWords.newPassphraseFileOption, path),
  },
  async run({ options, folder, host, out }) {
    const say = sayIn(historyWords, host.language)
    const { passphraseFile: file, newPassphraseFile } = options
    assertOneReadsInput(host, COMMAND, file, newPassphraseFile)
    if (!(await isEnrolled(folder))) throw new Fault('DATA_MISSING', { path: folder })
    // Before anybody is asked for anything.
    const pid = await holderOf(folder)
    if (pid !== undefined) throw new Fault('DATA_IN_USE', { path: folder, pid: String(pid) })
    const { changePassphrase, settleKept } = await import('../daemon/passphrase.ts')
    await settleKept(folder)
    const current = await readSecret(host, out, { kind: 'passphrase', file, folder, purpose: 'open' })
    const next = await readNewSecret(host, {
      file: newPassphraseFile,
      option: '--new-passphrase-file',
      prompt: say('askNewPassphrase'),
    })
    const progress = createProgress(host, out)
    try {
      if (Buffer.compare(current, next) === 0)
        throw new Fault('USAGE', { reason: say('samePassphrase'), command: COMMAND })
      progress.step(say('encrypting'))
      const { kept } = await changePassphrase({ folder, current, next })
      progress.done()
      await out.result({ changed: true, kept }, () => say('passphraseChanged'))
      if (kept) out.note(say('passphraseKept', { path: join(folder, 'passphrase') }))
    } finally {
      progress.clear()
      current.fill(0)
      next.fill(0)
    }
  },
})
