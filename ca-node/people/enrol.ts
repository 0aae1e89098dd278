// Enrolment: a person, their first device or one more, and its certificate, from top to bottom. Either all of it is in
// the database when the answer leaves, or nothing. Where somebody has to act first, the answer says who and how.
import type { ProvenKey } from '@parley/shared/certificates/csr.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import type {
  EnrolmentRequest,
  Membership,
  RealmPolicy,
  Unfinished,
} from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { type Person, validPerson } from '@parley/shared/people/person.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { needsSecondFactor } from '../accounts/second-factor.ts'
import { attempted, claimedLogin } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { keepRequest, requestOf, sweepRequests, waiting } from '../enrolment/requests.ts'
import { beginSecondFactor, openSetup } from '../enrolment/second-factor.ts'
import { assertUsable, findInvitation, spendInvitation } from '../invitations/consume.ts'
import { readPolicy } from '../realm/policy.ts'
import type { EnrolmentRow, InvitationRow } from '../store/tables.ts'
import { type Admission, admit, type NewFactor } from './admit.ts'
import { deviceKey } from './device-key.ts'
import { expectedOf } from './expected.ts'
import { assertCardFree, assertDeviceFree, assertLoginFree } from './free.ts'
import { knownPerson } from './known.ts'
import { approvedPerson } from './person.ts'
import { repeatedEnrolment } from './repeat.ts'

export interface Enrolled {
  readonly state: 'enrolled'
  readonly membership: Membership
  /** Of the second factor that was set up with it. Shown once. */
  readonly recoveryCodes?: readonly string[]
}

export type Enrolment = Enrolled | Unfinished

/** What is known of who asks once the cheap checks are over. */
export interface Asking {
  readonly login: Login
  readonly key: ProvenKey
  readonly peerId: PeerIdText
  readonly request: EnrolmentRequest
  readonly policy: RealmPolicy
  readonly source: string
  readonly now: Date
}

/** @throws Fault of the first thing that does not hold: see each step */
export function enrol(authority: Authority, request: EnrolmentRequest, asker: Asker): Promise<Enrolment> {
  const detail = {
    login: claimedLogin(request.login),
    device: request.deviceName?.slice(0, 64),
    // Known at the end: being let in, waiting, and having to set up a second factor are three things.
    state: undefined as string | undefined,
  }
  return attempted(authority, { act: 'enrol', asker, detail }, async () => {
    const enrolment = await enrolOrWait(authority, request, asker)
    detail.state = enrolment.state
    return enrolment
  })
}

async function enrolOrWait(
  authority: Authority,
  request: EnrolmentRequest,
  { source }: Asker,
): Promise<Enrolment> {
  const { store } = authority
  const now = authority.now()

  // 1. A login, and a key whose owner asks: nothing is hashed or signed for a request that cannot succeed.
  const login = unreservedLogin(typedLogin(request.login))
  const { key, peerId } = deviceKey(request.csr)
  const repeated = await repeatedEnrolment(authority, { login, password: request.password, source }, peerId)
  if (repeated) return repeated

  // 2. By what they come in: an invitation, for themselves or for one more device; or the person's own proofs.
  await sweepRequests(authority)
  const asking = { login, key, peerId, request, policy: await readPolicy(store.db), source, now }
  if (request.invitation === undefined) return oneMoreDevice(authority, asking, undefined)
  const invitation = await findInvitation(store.db, request.invitation, login)
  return invitation.purpose === 'device'
    ? oneMoreDevice(authority, asking, invitation)
    : somebodyNew(authority, asking, invitation)
}

async function somebodyNew(
  authority: Authority,
  asking: Asking,
  invitation: InvitationRow,
): Promise<Enrolment> {
  const { store, realm, passwords } = authority
  const { login, peerId, request, policy, now } = asking

  // 1. This device may have asked before, by the same invitation: then it spends no other use of it.
  const earlier = await requestOf(store.db, peerId, now)
  const asked = earlier?.invitation_id === invitation.id ? earlier : undefined
  if (asked?.state === 'refused')
    throw new Fault('ENROLMENT_REFUSED', { reason: asked.reason || 'NO_REASON' })
  if (asked?.login === login) {
    await passwords.verify(asked.password_hash, approvedPerson(asked, request.password).password)
    if (asked.state === 'waiting') return waiting(authority, asked)
    return letIn(authority, asking, {
      person: approvedPerson(asked, request.password),
      role: asked.role,
      invitation,
      asked,
    })
  }
  if (!asked) assertUsable(invitation, now)

  // 2. Every field, what the organisation knows instead of what is said; and nobody else has the login or the card.
  const person = validPerson(
    { ...request, ...(await expectedOf(store.db, invitation.id)) },
    policy.required,
    realm.name,
  )
  await assertLoginFree(store.db, login, peerId)
  await assertCardFree(store.db, person.cardNumber, peerId)

  // 3. Where an administrator has to look, it waits, with everything checked and the login reserved.
  if (invitation.approval === 1 || policy.approval === 'always') {
    const passwordHash = await passwords.hash(person.password)
    return settled(authority, asking, person, async () => {
      const row = await store.transaction(async (db) => {
        if (!asked) await spendInvitation(db, invitation, { login, peerId, now })
        return keepRequest(db, { person, peerId, passwordHash, invitation, source: asking.source, now })
      })
      return waiting(authority, row)
    })
  }
  return letIn(authority, asking, { person, role: invitation.role, invitation, asked })
}

interface Newcomer {
  readonly person: Person
  readonly role: Role
  readonly invitation: InvitationRow
  readonly asked: EnrolmentRow | undefined
}

async function letIn(
  authority: Authority,
  asking: Asking,
  { person, role, invitation, asked }: Newcomer,
): Promise<Enrolment> {
  const factor = needsSecondFactor(asking.policy, role) ? secondFactor(authority, asking) : undefined
  if (factor && 'state' in factor) return factor
  const passwordHash = asked?.password_hash ?? (await authority.passwords.hash(person.password))
  const admission: Admission = {
    role,
    invitation: asked ? undefined : invitation,
    newUser: { person, passwordHash, invitation },
    deviceName: person.deviceName,
    factor,
    admittedBy: null,
  }
  return settled(authority, asking, person, () => admit(authority, asking, admission))
}

async function oneMoreDevice(
  authority: Authority,
  asking: Asking,
  invitation: InvitationRow | undefined,
): Promise<Enrolment> {
  if (invitation) assertUsable(invitation, asking.now)
  const { role, deviceName, needsFactor } = await knownPerson(authority, asking, invitation)
  const factor = needsFactor ? secondFactor(authority, asking) : undefined
  if (factor && 'state' in factor) return factor
  const admission: Admission = {
    role,
    invitation,
    newUser: undefined,
    deviceName,
    factor,
    admittedBy: invitation?.by_device ?? null,
  }
  return settled(authority, asking, undefined, () => admit(authority, asking, admission))
}

/** What the person set up and shows the first code of, or what they have to set up first. */
function secondFactor(authority: Authority, { login, peerId, request }: Asking): NewFactor | Unfinished {
  const { setup, code } = request
  const secret = setup === undefined ? undefined : openSetup(authority, { login, peerId }, setup)
  return secret === undefined ? beginSecondFactor(authority, { login, peerId }) : { secret, code: code ?? '' }
}

/** Where two ask at once, the database's own uniqueness decides; here it is said which one it was. */
async function settled(
  authority: Authority,
  { login, peerId, now }: Asking,
  person: Person | undefined,
  work: () => Promise<Enrolment>,
): Promise<Enrolment> {
  const { store } = authority
  try {
    return await work()
  } catch (error) {
    if (!store.isDuplicate(error)) throw error
    if (person) {
      await assertLoginFree(store.db, login, peerId)
      await assertCardFree(store.db, person.cardNumber, peerId)
    }
    await assertDeviceFree(store.db, peerId)
    const row = await requestOf(store.db, peerId, now)
    if (row?.state === 'waiting') return waiting(authority, row)
    throw error
  }
}
