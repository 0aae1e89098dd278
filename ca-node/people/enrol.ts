// Enrolment: a person, their first device and its certificate, from top to bottom. Either all of it is in the
// database when the answer leaves, or nothing.
import { parseCsr } from '@parley/shared/certificates/csr.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import type { EnrolmentRequest, Membership } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { passwordText } from '@parley/shared/people/password.ts'
import { type Person, validPerson } from '@parley/shared/people/person.ts'
import { skeleton } from '@parley/shared/people/skeleton.ts'
import { attempted } from '../attempts/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { type Issued, issueDevice } from '../certificates/issue.ts'
import { keepDeviceCertificate } from '../certificates/keep.ts'
import { membershipOf } from '../certificates/membership.ts'
import { findInvitation, spendInvitation } from '../invitations/consume.ts'
import type { Db } from '../store/open.ts'
import type { InvitationRow } from '../store/tables.ts'
import { assertCardFree, assertDeviceFree, assertLoginFree } from './free.ts'
import { repeatedEnrolment } from './repeat.ts'
import { keepWords } from './words.ts'

/** @throws Fault of the first thing that does not hold: see each step */
export function enrol(authority: Authority, request: EnrolmentRequest, asker: Asker): Promise<Membership> {
  const detail = { login: request.login.slice(0, 64), device: request.deviceName?.slice(0, 64) }
  return attempted(authority, { act: 'enrol', asker, detail }, async () => {
    const { store, realm } = authority
    const now = authority.now()

    // 1. Every field, the cheap ones first: nothing is hashed or signed for a request that cannot succeed.
    const person = validPerson(request, realm.policy.required, realm.name)
    const key = parseCsr(Buffer.from(request.csr, 'base64'), primitives)
    const peerId = peerIdOfSpki(key.spki, primitives)
    const repeated = await repeatedEnrolment(authority, person, peerId)
    if (repeated) return repeated
    const invitation = await findInvitation(store.db, request.invitation ?? '', person.login, now)

    // 2. Who it is: somebody new, or somebody known who proves it by their password.
    const passwordHash =
      invitation.purpose === 'device'
        ? await provenUser(authority, person, request.password)
        : await newUser(authority, person)

    // 3. The certificate. Its every name comes from here; the request gave a key only.
    const issued = issueDevice(authority, {
      login: person.login,
      role: invitation.role,
      key,
      life: realm.policy.validitySeconds * 1000,
    })

    // 4. All or nothing. Where two ask at once, the database's own uniqueness decides.
    try {
      await store.transaction(async (db) => {
        await spendInvitation(db, invitation)
        if (invitation.purpose === 'person') await insertUser(db, person, passwordHash, invitation, now)
        await insertDevice(db, authority, { person, peerId, issued, invitation, now })
      })
    } catch (error) {
      if (!store.isDuplicate(error)) throw error
      if (invitation.purpose === 'person') await assertLoginFree(store.db, person.login)
      await assertCardFree(store.db, person.cardNumber)
      await assertDeviceFree(store.db, peerId)
      throw error
    }

    // 5. The others hear of it; the device gets everything it needs to take part.
    authority.live.personChanged(person.login)
    return membershipOf(authority, person.login, issued)
  })
}

/** @returns the hash of a new person's password. @throws Fault LOGIN_TAKEN, LOGIN_CONFUSABLE, CARD_NUMBER_TAKEN */
async function newUser({ store, passwords }: Authority, person: Person): Promise<string> {
  await assertLoginFree(store.db, person.login)
  await assertCardFree(store.db, person.cardNumber)
  return passwords.hash(person.password)
}

/** @returns the kept hash. @throws Fault PASSWORD_WRONG, USER_UNKNOWN, USER_SUSPENDED */
async function provenUser(
  { store, passwords }: Authority,
  { login }: Person,
  password: string,
): Promise<string> {
  const user = await store.db
    .selectFrom('users')
    .select(['password_hash', 'status'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!user) throw new Fault('USER_UNKNOWN', { login })
  await passwords.verify(user.password_hash, passwordText(password))
  if (user.status === 'suspended') throw new Fault('USER_SUSPENDED', { login })
  return user.password_hash
}

async function insertUser(
  db: Db,
  person: Person,
  passwordHash: string,
  invitation: InvitationRow,
  now: Date,
): Promise<void> {
  const { login } = person
  await db
    .insertInto('users')
    .values({
      login,
      skeleton: skeleton(login),
      role: invitation.role,
      status: 'active',
      first_name: person.firstName ?? null,
      last_name: person.lastName ?? null,
      email: person.email ?? null,
      card_number: person.cardNumber ?? null,
      password_hash: passwordHash,
      invitation_id: invitation.id,
      created_at: now.getTime(),
      changed_at: now.getTime(),
    })
    .execute()
  await keepWords(db, login, person.firstName, person.lastName)
}

interface NewDevice {
  readonly person: Person
  readonly peerId: PeerIdText
  readonly issued: Issued
  readonly invitation: InvitationRow
  readonly now: Date
}

async function insertDevice(
  db: Db,
  authority: Authority,
  { person, peerId, issued, invitation, now }: NewDevice,
): Promise<void> {
  const { login } = person
  await keepDeviceCertificate(db, authority, issued, { kind: 'device', login, peerId, role: invitation.role })
  await db
    .insertInto('devices')
    .values({
      peer_id: peerId,
      login,
      name: person.deviceName ?? `${login}-${peerId.slice(-6)}`,
      serial: issued.serial,
      status: 'active',
      created_at: now.getTime(),
      changed_at: now.getTime(),
    })
    .execute()
}
