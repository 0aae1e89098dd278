// `parley join`: enrols this device with an invitation; asks for what is missing where somebody can answer.
import { readdir } from 'node:fs/promises'
import type { Waiting } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Call, defineCommand, flag, required, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { nextCommand } from '@parley/shared/host/cli/folder.ts'
import { isInteractive } from '@parley/shared/host/cli/host.ts'
import { oneOf, path, text } from '@parley/shared/host/cli/parse.ts'
import { createProgress } from '@parley/shared/host/cli/progress.ts'
import { ask } from '@parley/shared/host/cli/prompt.ts'
import { assertOneReadsInput, readSecret, takeBack } from '@parley/shared/host/cli/secret.ts'
import { exists } from '@parley/shared/host/files.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import { cardNumber } from '@parley/shared/people/card.ts'
import { emailAddress } from '@parley/shared/people/email.ts'
import { deviceName, firstName, lastName } from '@parley/shared/people/name.ts'
import { strongPassword } from '@parley/shared/people/password.ts'
import type { RawPerson } from '@parley/shared/people/person.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { cliWords } from '@parley/shared/text/cli.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { enrolmentWords } from '@parley/shared/text/enrolment.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import type { Joined, JoinStep } from '../enrol/join.ts'
import { codesFor } from './codes.ts'
import { LINK_BYTES_MAX } from './constants.ts'

const wantedLogin = (raw: string) => unreservedLogin(typedLogin(raw))

export const join = defineCommand({
  name: 'join',
  summary: peerWords.join,
  args: { invitation: required('invitation', peerWords.invitationArgument, text(LINK_BYTES_MAX)) },
  options: {
    login: value('--login <login>', peerWords.loginOption, wantedLogin),
    firstName: value('--first-name <name>', peerWords.firstNameOption, firstName),
    lastName: value('--last-name <name>', peerWords.lastNameOption, lastName),
    card: value('--card <number>', peerWords.cardOption, cardNumber),
    email: value('--email <address>', peerWords.emailOption, emailAddress),
    key: valueOr('--key <kind>', peerWords.keyOption, oneOf('ed25519', 'rsa'), 'ed25519'),
    deviceName: value('--device-name <name>', peerWords.deviceNameOption, deviceName),
    passwordFile: value('--password-file <file>', cliWords.passwordFileOption, path),
    passphraseFile: value('--passphrase-file <file>', cliWords.passphraseFileOption, path),
    secondFactorFile: value('--second-factor-file <file>', enrolmentWords.secondFactorFileOption, path),
    wait: flag('--no-wait', enrolmentWords.noWaitOption),
    qr: flag('--no-qr', enrolmentWords.noQrOption),
  },
  async run(call) {
    const { args, options, folder, host, out } = call
    const say = sayIn(peerWords, host.language)
    assertOneReadsInput(host, 'parley join', options.passwordFile, options.passphraseFile)
    // What can be refused without asking anybody anything comes first.
    const [{ parseInvitation }, { assertNotEnrolled, deviceVaultPath }] = await Promise.all([
      import('@parley/shared/enrolment/invitation.ts'),
      import('../enrol/device-file.ts'),
    ])
    const invitation = parseInvitation(args.invitation)
    await assertNotEnrolled(folder)
    const login =
      options.login ??
      invitation.login ??
      (await askFor(call, invitation.forDevice ? 'askOwnLogin' : 'askLogin', wantedLogin))
    const interrupted = await exists(deviceVaultPath(folder))
    const here = new Set(await readdir(folder).catch(() => []))
    if (interrupted && isInteractive(host)) out.note(sayIn(enrolmentWords, host.language)('resuming'))

    // Who is known has a password already, and a join that was interrupted a vault.
    const password = await readSecret(host, out, {
      kind: 'password',
      file: options.passwordFile,
      folder,
      ...(invitation.forDevice
        ? { purpose: 'open', prompt: sayIn(enrolmentWords, host.language)('ownPassword', { login }) }
        : { purpose: 'create', prompt: say('askPassword'), accept: (secret) => goodPassword(secret, login) }),
    })
    const passphrase = await readSecret(host, out, {
      kind: 'passphrase',
      file: options.passphraseFile,
      folder,
      ...(interrupted ? { purpose: 'open' } : { purpose: 'create', prompt: say('askPassphrase') }),
    })
    try {
      const { firstName: first, lastName: last, email, card, deviceName: device } = options
      const person: RawPerson = {
        login,
        password: new TextDecoder().decode(password),
        firstName: first,
        lastName: last,
        email,
        cardNumber: card,
        deviceName: device,
      }
      const { recoveryCodes: _, ...joined } = await enrol(call, person, passphrase)
      await out.result({ ...joined, notAfter: joined.notAfter.toISOString() }, () =>
        say('joined', {
          login: joined.login,
          until: clockIn(host.language).moment(joined.notAfter),
          next: nextCommand('parley up', call),
        }),
      )
    } catch (error) {
      // Nothing is left to go on with: nor are the secrets that were made for it.
      const isOver = !(await exists(deviceVaultPath(folder)))
      for (const made of ['password', 'passphrase'] as const)
        if (isOver && !here.has(made)) await takeBack(host, out, folder, made)
      throw error
    } finally {
      password.fill(0)
      passphrase.fill(0)
    }
  },
})

type JoinCall = Call<
  {
    readonly key: 'ed25519' | 'rsa'
    readonly secondFactorFile: string | undefined
    readonly wait: boolean
    readonly qr: boolean
  },
  { readonly invitation: string }
>
type Question = 'askLogin' | 'askOwnLogin' | 'askFirstName' | 'askLastName' | 'askEmail' | 'askCard'

/** @throws Fault USAGE where nobody can be asked */
async function askFor<T>({ host }: JoinCall, question: Question, parse: (raw: string) => T): Promise<T> {
  const say = sayIn(peerWords, host.language)
  if (!isInteractive(host)) throw new Fault('USAGE', { reason: say('loginMissing'), command: 'parley join' })
  return ask(host, say(question), parse)
}

/** Told while it is chosen, not after everything else was typed. @throws Fault PASSWORD_* */
function goodPassword(secret: Uint8Array, login: string): void {
  strongPassword(new TextDecoder().decode(secret), [login])
}

/** What a realm may demand beside a login, and how to ask for it. */
const FIELDS: Readonly<Record<string, readonly [Question, (raw: string) => string]>> = {
  firstName: ['askFirstName', firstName],
  lastName: ['askLastName', lastName],
  email: ['askEmail', emailAddress],
  cardNumber: ['askCard', cardNumber],
}

/** One attempt; where somebody sits, what the realm asks for or refuses is asked and tried again. */
async function enrol(call: JoinCall, person: RawPerson, passphrase: Uint8Array): Promise<Joined> {
  const { args, options, folder, host, out } = call
  const { join: joinRealm } = await import('../enrol/join.ts')
  const progress = createProgress(host, out)
  const say = sayIn(peerWords, host.language)
  let current: string | undefined
  const goOn = (label: string | undefined) => {
    if (current !== undefined) progress.done()
    current = label
    if (label !== undefined) progress.step(label)
  }
  const codes = await codesFor({
    host,
    out,
    folder,
    file: options.secondFactorFile,
    qr: options.qr && !out.json,
    quiet: () => goOn(undefined),
  })
  try {
    const joined = await joinRealm({
      invitation: args.invitation,
      person,
      key: options.key,
      folder,
      passphrase,
      codes,
      wait: options.wait,
      now: () => new Date(),
      onStep: (step) => goOn(step === 'waiting' || step === 'second-factor' ? undefined : say(STEPS[step])),
      onWaiting: (waiting) => goOn(tellWaiting(call, waiting)),
    })
    goOn(undefined)
    if (joined.recoveryCodes) await codes.recovery(joined.recoveryCodes)
    return joined
  } catch (error) {
    progress.clear()
    const again = isInteractive(host) ? await amended(call, person, error) : undefined
    if (again === undefined) throw error
    return enrol(call, again, passphrase)
  }
}

/** Says who has to act now, to people and to programs. @returns the words of the waiting itself */
function tellWaiting({ host, out }: JoinCall, { realm, login, since, expires }: Waiting): string {
  const say = sayIn(enrolmentWords, host.language)
  const until = clockIn(host.language).moment(new Date(expires))
  if (out.json) void out.result({ state: 'waiting', for: 'approval', realm, login, since, expires }, '')
  else out.note(say('waitingHow', { realm, login, until }))
  return say('waiting', { realm, login })
}

async function amended(call: JoinCall, person: RawPerson, error: unknown): Promise<RawPerson | undefined> {
  if (!(error instanceof Fault)) return undefined
  if (error.code === 'FIELD_REQUIRED') {
    const field = String(error.parameters.field)
    const asked = FIELDS[field]
    return asked === undefined ? undefined : { ...person, [field]: await askFor(call, ...asked) }
  }
  if (error.code !== 'LOGIN_TAKEN' && error.code !== 'LOGIN_CONFUSABLE') return undefined
  call.out.fault(error)
  return { ...person, login: await askFor(call, 'askLogin', wantedLogin) }
}

const STEPS = {
  finding: 'stepFinding',
  'checking-root': 'stepRoot',
  'making-key': 'stepKey',
  asking: 'stepAsking',
  'checking-certificate': 'stepChecking',
  keeping: 'stepKeeping',
} as const satisfies Record<Exclude<JoinStep, 'waiting' | 'second-factor'>, keyof typeof peerWords>
