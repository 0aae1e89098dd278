// Joining a realm, from the invitation to an enrolled device folder. Nothing is kept that was not checked; a join that
// was interrupted, at whatever step, goes on with the same key.

import { setTimeout as delay } from 'node:timers/promises'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import { type Invitation, parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import {
  type EnrolmentRequest,
  enrolled,
  type SecondFactorSetup,
  type Unfinished,
  unfinished,
  type Waiting,
} from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { ensureFolder } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { confirmBySecondReader } from '@parley/shared/host/second-reader.ts'
import type { PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import { type Login, type RealmName, typedLogin } from '@parley/shared/identity/login.ts'
import { type DeviceName, deviceName } from '@parley/shared/people/name.ts'
import { passwordText } from '@parley/shared/people/password.ts'
import { type RawPerson, validPerson } from '@parley/shared/people/person.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { checkedMembership } from './check.ts'
import { ASK_TIMEOUT, CODE_ATTEMPTS_MAX, CROWD_ATTEMPTS_MAX, CROWD_WAIT } from './constants.ts'
import { makeCsr } from './csr.ts'
import { assertNotEnrolled, writeDeviceFile } from './device-file.ts'
import { assertClock, type FoundAuthority, findAuthority } from './find.ts'
import { isRefusal, postPinned } from './https.ts'
import { openPending, type PendingDevice } from './key.ts'
import { decision, passes } from './wait.ts'

/** What is happening, in this order; `waiting` and `second-factor` only where they are asked for. */
export type JoinStep =
  | 'finding'
  | 'checking-root'
  | 'making-key'
  | 'asking'
  | 'waiting'
  | 'second-factor'
  | 'checking-certificate'
  | 'keeping'

/** Who can be asked for codes: a person, or a file. */
export interface CodeSource {
  /** A code of the second factor the person has. @param refused why the last one was not taken */
  code(refused: Fault | undefined, time: Date): Promise<string>
  /** Shows and keeps a new second factor. @returns its first code */
  setUp(setup: SecondFactorSetup, refused: Fault | undefined, time: Date): Promise<string>
}

export interface JoinRequest {
  /** The link, as it was given. */
  readonly invitation: string
  readonly person: RawPerson
  readonly key: 'ed25519' | 'rsa'
  readonly folder: string
  /** Of the device's own secrets; never leaves this machine. */
  readonly passphrase: Uint8Array
  /** Nobody when it is left out: who needs a second factor is refused. */
  readonly codes?: CodeSource
  /** Whether to stay until an administrator decided; otherwise ENROLMENT_WAITING says that one has to. */
  readonly wait?: boolean
  now(): Date
  readonly signal?: AbortSignal
  onStep?(step: JoinStep): void
  onWaiting?(waiting: Waiting): void
}

export interface Joined {
  readonly realm: RealmName
  readonly login: Login
  readonly peerId: PeerIdText
  readonly serial: Serial
  readonly notAfter: Date
  /** Of a second factor that was set up: not kept here. */
  readonly recoveryCodes?: readonly string[]
}

/**
 * @throws Fault INVITATION_MALFORMED, the person's fields', ALREADY_ENROLLED, DATA_IN_USE, AUTHORITY_UNREACHABLE,
 * ROOT_MISMATCH, CLOCK_WRONG, AUTHORITY_UNTRUSTED, whatever the authority refuses with, ENROLMENT_WAITING,
 * ENROLMENT_EXPIRED, CERT_*, DISK_FULL
 */
export async function join(request: JoinRequest): Promise<Joined> {
  const { folder, now, signal } = request
  /** Whether there is something to go on with. */
  let begun = false
  const step = (name: JoinStep) => {
    begun ||= name === 'waiting' || name === 'second-factor'
    request.onStep?.(name)
  }

  // 1. What can be refused here is refused here, before anybody hears of it.
  const invitation = parseInvitation(request.invitation)
  const person = personOf(invitation, request.person)
  await assertNotEnrolled(folder)

  // 2. The authority, known by its root.
  step('finding')
  const authority = await findAuthority(invitation, signal)
  step('checking-root')
  assertClock(authority, now())

  await ensureFolder(folder)
  const lock = await lockFolder(folder)
  try {
    await assertNotEnrolled(folder)

    // 3. The device's key, on disk before anybody knows its public half: a lost answer must not lose the device.
    step('making-key')
    const pending = await openPending(folder, request.passphrase, request.key)
    try {
      const peerId = peerIdOfSpki(pending.signer.spki, primitives)

      // 4. The request. Only the key and what the person said leave this machine.
      step('asking')
      const csr = Buffer.from(makeCsr(pending.signer, person.login)).toString('base64')
      const body = { ...person, invitation: invitation.secret, csr }
      const { answer, address } = await asked(request, { authority, invitation, body, pending, step })

      // 5. The answer is checked like a stranger's certificate.
      step('checking-certificate')
      const { login } = person
      const { root } = authority
      const expected = { address, login, peerId, root, now: now() }
      const { membership, cert, root: above } = checkedMembership(answer, expected)
      await confirmBySecondReader([...cert.chain, above.der])

      // 6. From here on the device is enrolled.
      step('keeping')
      await writeDeviceFile(folder, { peerId, name: person.deviceName, enrolledAt: now(), membership })
      await pending.forgetSetup()
      const recoveryCodes = enrolled.safeParse(answer).data?.recoveryCodes
      const { realm, serial, notAfter } = cert
      return { realm, login, peerId, serial, notAfter, ...(recoveryCodes ? { recoveryCodes } : {}) }
    } catch (error) {
      // Who was only ever refused begins anew, with another passphrase if they like.
      if (!begun && isRefusal(error)) await pending.forget()
      throw error
    } finally {
      pending.close()
    }
  } finally {
    await lock.release()
  }
}

type Said = Omit<RawPerson, 'login' | 'deviceName'> & {
  readonly login: Login
  readonly deviceName: DeviceName | undefined
}

/** Who is known already says no more than who they are; their password is what it is. */
function personOf({ forDevice, login }: Invitation, raw: RawPerson): Said {
  if (!forDevice) return validPerson(raw, [], '')
  const said = unreservedLogin(typedLogin(raw.login))
  if (login !== undefined && login !== said) throw new Fault('INVITATION_FOR_OTHER')
  return {
    login: said,
    password: passwordText(raw.password),
    deviceName: raw.deviceName ? deviceName(raw.deviceName) : undefined,
  }
}

interface Asking {
  readonly authority: FoundAuthority
  readonly invitation: Invitation
  readonly body: EnrolmentRequest
  readonly pending: PendingDevice
  step(name: JoinStep): void
}

/** Asks, does what the answer says has to be done first, and asks again, until there is a certificate. */
async function asked(request: JoinRequest, asking: Asking) {
  const { invitation, body, pending, step } = asking
  const { signal, wait = true } = request
  const codes = codesOf(request, asking)
  let { authority } = asking
  let waited: Waiting | undefined
  let crowds = 0
  let more: Pick<EnrolmentRequest, 'code' | 'setup'> = {}
  for (;;) {
    let answer: unknown
    try {
      const limits = [AbortSignal.timeout(ASK_TIMEOUT), ...(signal ? [signal] : [])]
      const roots = authority.roots.trusted.map(({ der }) => der)
      const pinned = { roots, signal: AbortSignal.any(limits) }
      answer = await postPinned(authority.address, PATHS.enrol, { ...body, ...more }, pinned)
    } catch (error) {
      if (waited && passes(error)) {
        authority = await decision(authority, { invitation, csr: body.csr, waiting: waited, signal })
        continue
      }
      // In a crowd the authority asks for patience: nobody is sent away for coming together with others.
      if (crowded(error) && ++crowds <= CROWD_ATTEMPTS_MAX) {
        await delay(CROWD_WAIT * (1 + Math.random()), undefined, signal && { signal })
        continue
      }
      more = await codes.after(error, more)
      continue
    }
    const first = unfinishedIn(answer, authority)
    if (!first) return { answer, address: authority.address }
    if (first.state === 'waiting') {
      if (!wait) {
        request.onWaiting?.(first)
        throw new Fault('ENROLMENT_WAITING', { login: first.login, realm: first.realm })
      }
      if (!waited) {
        step('waiting')
        request.onWaiting?.(first)
      }
      waited = first
      authority = await decision(authority, { invitation, csr: body.csr, waiting: first, signal })
    } else {
      step('second-factor')
      // Kept before anybody sees it: who breaks off here has scanned it already.
      const begun = keptOr(first, pending, more.setup)
      await pending.keepSetup(new TextEncoder().encode(JSON.stringify(begun)))
      more = await codes.setUp(begun)
    }
  }
}

const crowded = (error: unknown): boolean =>
  error instanceof Fault && (error.code === 'RATE_LIMITED' || error.code === 'AUTHORITY_BUSY')

function unfinishedIn(answer: unknown, { address }: FoundAuthority): Unfinished | undefined {
  if (typeof answer !== 'object' || answer === null || !('state' in answer)) return undefined
  const shape = unfinished.safeParse(answer)
  if (!shape.success) throw new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: shape.error })
  return shape.data
}

/** What was scanned before a break still counts, unless the authority has just refused it. */
function keptOr(
  fresh: SecondFactorSetup,
  pending: PendingDevice,
  refused: string | undefined,
): SecondFactorSetup {
  const bytes = pending.setup()
  if (!bytes) return fresh
  const kept = unfinished.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
  bytes.fill(0)
  if (!kept.success || kept.data.state !== 'second-factor') return fresh
  const { login, setup } = kept.data
  return login === fresh.login && setup !== refused ? kept.data : fresh
}

type More = Pick<EnrolmentRequest, 'code' | 'setup'>

/** Codes are asked for when they are needed, and again when they are wrong: a few times. */
function codesOf({ codes, now }: JoinRequest, { authority }: Asking) {
  let attempts = 0
  let setup: SecondFactorSetup | undefined
  const offset = (authority.date?.getTime() ?? now().getTime()) - now().getTime()
  const time = () => new Date(now().getTime() + offset)
  return {
    async setUp(begun: SecondFactorSetup): Promise<More> {
      if (!codes) throw new Fault('SECOND_FACTOR_NEEDED')
      setup = begun
      return { setup: begun.setup, code: await codes.setUp(begun, undefined, time()) }
    },
    /** @throws `error` itself when no other code could help */
    async after(error: unknown, last: More): Promise<More> {
      const again = error instanceof Fault && AGAIN.has(error.code)
      if (!codes || !again || ++attempts > CODE_ATTEMPTS_MAX) throw error
      const refused = last.code === undefined ? undefined : error
      if (setup) return { setup: setup.setup, code: await codes.setUp(setup, refused, time()) }
      return { code: await codes.code(refused, time()) }
    },
  }
}

const AGAIN: ReadonlySet<string> = new Set([
  'SECOND_FACTOR_NEEDED',
  'SECOND_FACTOR_WRONG',
  'SECOND_FACTOR_USED',
])
