// Joining a realm, from the invitation to an enrolled device folder. Nothing is kept that was not checked; a join that
// was interrupted goes on with the same key.

import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import { parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import type { EnrolmentRequest } from '@parley/shared/enrolment/schema.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { ensureFolder } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { confirmBySecondReader } from '@parley/shared/host/second-reader.ts'
import type { PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import type { Login, RealmName } from '@parley/shared/identity/login.ts'
import { type RawPerson, validPerson } from '@parley/shared/people/person.ts'
import { checkedMembership } from './check.ts'
import { ASK_TIMEOUT } from './constants.ts'
import { makeCsr } from './csr.ts'
import { assertNotEnrolled, writeDeviceFile } from './device-file.ts'
import { assertClock, findAuthority } from './find.ts'
import { postPinned } from './https.ts'
import { pendingKey } from './key.ts'

/** What is happening, in this order. */
export type JoinStep =
  | 'finding'
  | 'checking-root'
  | 'making-key'
  | 'asking'
  | 'checking-certificate'
  | 'keeping'

export interface JoinRequest {
  /** The link, as it was given. */
  readonly invitation: string
  readonly person: RawPerson
  readonly key: 'ed25519' | 'rsa'
  readonly folder: string
  /** Of the device's own secrets; never leaves this machine. */
  readonly passphrase: Uint8Array
  now(): Date
  readonly signal?: AbortSignal
  onStep?(step: JoinStep): void
}

export interface Joined {
  readonly realm: RealmName
  readonly login: Login
  readonly peerId: PeerIdText
  readonly serial: Serial
  readonly notAfter: Date
}

/**
 * @throws Fault INVITATION_MALFORMED, the person's fields', ALREADY_ENROLLED, DATA_IN_USE, AUTHORITY_UNREACHABLE,
 * ROOT_MISMATCH, CLOCK_WRONG, AUTHORITY_UNTRUSTED, whatever the authority refuses with, CERT_*, DISK_FULL
 */
export async function join(request: JoinRequest): Promise<Joined> {
  const { folder, now, signal } = request
  const step = (name: JoinStep) => request.onStep?.(name)

  // 1. What can be refused here is refused here, before anybody hears of it.
  const invitation = parseInvitation(request.invitation)
  const person = validPerson(request.person, [], '')
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
    const key = await pendingKey(folder, request.passphrase, request.key)
    const peerId = peerIdOfSpki(key.spki, primitives)

    // 4. The request. Only the key and what the person said leave this machine.
    step('asking')
    const body: EnrolmentRequest = {
      invitation: invitation.secret,
      login: person.login,
      password: person.password,
      csr: Buffer.from(makeCsr(key, person.login)).toString('base64'),
      firstName: person.firstName,
      lastName: person.lastName,
      email: person.email,
      cardNumber: person.cardNumber,
      deviceName: person.deviceName,
    }
    const limits = [AbortSignal.timeout(ASK_TIMEOUT), ...(signal ? [signal] : [])]
    const answer = await postPinned(authority.address, PATHS.enrol, body, {
      root: authority.root.der,
      signal: AbortSignal.any(limits),
    })

    // 5. The answer is checked like a stranger's certificate.
    step('checking-certificate')
    const { login } = person
    const { address, root } = authority
    const { membership, cert } = checkedMembership(answer, { address, login, peerId, root, now: now() })
    await confirmBySecondReader([...cert.chain, root.der])

    // 6. From here on the device is enrolled.
    step('keeping')
    await writeDeviceFile(folder, { peerId, name: person.deviceName, enrolledAt: now(), membership })
    return { realm: cert.realm, login, peerId, serial: cert.serial, notAfter: cert.notAfter }
  } finally {
    await lock.release()
  }
}
