// Where `parley join` gets the codes of a second factor: from a person at a terminal, or from a file of the data folder
// where nobody can be asked.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { SecondFactorSetup } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { wordsOf } from '@parley/shared/faults/words.ts'
import { type Host, isInteractive } from '@parley/shared/host/cli/host.ts'
import type { Output } from '@parley/shared/host/cli/output.ts'
import { text } from '@parley/shared/host/cli/parse.ts'
import { ask } from '@parley/shared/host/cli/prompt.ts'
import { qrLines } from '@parley/shared/host/cli/qr.ts'
import { exists } from '@parley/shared/host/files.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { enrolmentWords } from '@parley/shared/text/enrolment.ts'
import type { CodeSource } from '../enrol/join.ts'
import { codeOf, readSecondFactor, writeSecondFactor } from '../enrol/second-factor.ts'
import { CODE_BYTES_MAX, SECOND_FACTOR_FILE } from './constants.ts'

export interface Codes extends CodeSource {
  /** What the authority gave with a new second factor: shown or kept, once. */
  recovery(codes: readonly string[]): Promise<void>
}

export interface CodesOptions {
  readonly host: Host
  readonly out: Output
  readonly folder: string
  /** What --second-factor-file says. */
  readonly file: string | undefined
  readonly qr: boolean
  /** Before anything is written to the terminal. */
  quiet(): void
}

export async function codesFor(options: CodesOptions): Promise<Codes> {
  const { host, file, folder } = options
  const path = file ?? join(folder, SECOND_FACTOR_FILE)
  const fromFile = file !== undefined || !isInteractive(host) || (await exists(path))
  return fromFile ? fileCodes(path, options) : askedCodes(options)
}

export const secondFactorPath = (folder: string): string => join(folder, SECOND_FACTOR_FILE)

function askedCodes({ host, qr, quiet }: CodesOptions): Codes {
  const say = sayIn(enrolmentWords, host.language)
  const write = (...lines: readonly string[]) => host.stderr.write(`${lines.join('\n')}\n`)
  const refusal = (refused: Fault) => {
    const { what, todo } = wordsOf(refused, host.language)
    write(`  ${what} ${todo}`)
  }
  const typed = text(CODE_BYTES_MAX)
  return {
    async code(refused) {
      quiet()
      if (refused) refusal(refused)
      return ask(host, say('askCode'), typed)
    },
    async setUp({ realm, login, secret, link }, refused) {
      quiet()
      if (refused) refusal(refused)
      else {
        const code = qr ? qrLines(host, host.stderr, link) : undefined
        write('', say(code ? 'setUpSecondFactor' : 'setUpSecondFactorNoQr', { realm, login }), '')
        if (code) write(...code, '')
        write(say('typeInstead', { secret: grouped(secret) }), say('openInstead', { link }), '')
      }
      return ask(host, say('askFirstCode'), typed)
    },
    async recovery(codes) {
      quiet()
      write('', say('recoveryCodes'), '', ...columns(codes), '')
    },
  }
}

function fileCodes(path: string, { host, out, quiet }: CodesOptions): Codes {
  const say = sayIn(enrolmentWords, host.language)
  /** A code counts once: after a refusal the next one is waited for. */
  const current = async (link: string, refused: Fault | undefined, time: Date) => {
    const { code, seconds } = codeOf(link, time, path)
    if (!refused) return code
    await delay(seconds * 1000)
    return codeOf(link, new Date(time.getTime() + seconds * 1000), path).code
  }
  let kept: SecondFactorSetup | undefined
  return {
    async code(refused, time) {
      const factor = await readSecondFactor(path)
      if (!factor) throw refused ?? new Fault('SECOND_FACTOR_NEEDED')
      return current(factor.link, refused, time)
    },
    async setUp(setup, refused, time) {
      await writeSecondFactor(path, { link: setup.link, recoveryCodes: [] })
      kept = setup
      return current(setup.link, refused, time)
    },
    async recovery(recoveryCodes) {
      const link = kept?.link ?? (await readSecondFactor(path))?.link
      if (link === undefined) return
      await writeSecondFactor(path, { link, recoveryCodes })
      quiet()
      out.note(say('secondFactorKept', { path }))
    },
  }
}

const grouped = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret

function columns(codes: readonly string[]): readonly string[] {
  const half = Math.ceil(codes.length / 2)
  return codes.slice(0, half).map((code, at) => `  ${code}    ${codes[half + at] ?? ''}`.trimEnd())
}
