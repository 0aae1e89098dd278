// `parley ca invite`: makes a one-time secret and the link that carries it. The secret is kept as a hash only.
import type { Role } from '@parley/shared/certificates/role.ts'
import { SECRET_BYTES } from '@parley/shared/enrolment/constants.ts'
import {
  formatInvitation,
  type InvitationSecret,
  invitationSecret,
} from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { INVITATION_ID_LENGTH } from '../constants.ts'
import { assertLoginFree } from '../people/free.ts'
import { gravely } from '../rights/gravely.ts'
import { assertRight } from '../rights/rights.ts'
import type { Db } from '../store/open.ts'

export interface InviteRequest {
  /** Fixes who may use it. Of somebody who exists: the link admits one more device of theirs. */
  readonly login?: string | undefined
  readonly role: Exclude<Role, 'authority'>
  readonly uses: number
  /** Milliseconds from now. */
  readonly life: number
  /** Whoever uses it waits for an administrator, whatever the realm's policy says. */
  readonly approval?: boolean | undefined
}

export interface NewInvitation {
  /** For `parley ca revoke-invitation`. No secret. */
  readonly id: string
  /** The link: the only place where the secret is. */
  readonly invite: string
  readonly role: Role
  readonly login: Login | undefined
  readonly uses: number
  readonly approval: boolean
  readonly expires: string
}

/**
 * @throws Fault LOGIN_MALFORMED, LOGIN_RESERVED, LOGIN_CONFUSABLE, USER_SUSPENDED, INVITATION_DEVICE_APPROVAL,
 * RIGHT_MISSING, SECOND_ADMIN_NEEDED
 */
export function invite(authority: Authority, request: InviteRequest, asker: Asker): Promise<NewInvitation> {
  const { role, uses, life, approval = false } = request
  const detail = { login: request.login, role, uses, approval }
  return attempted(authority, { act: 'invite', asker, detail }, async () => {
    const { store } = authority
    const login = request.login === undefined ? undefined : unreservedLogin(typedLogin(request.login))
    const known = login && (await knownUser(authority, login))
    if (login && known && approval) throw new Fault('INVITATION_DEVICE_APPROVAL', { login })
    if (!known) assertMayGive(asker, role)
    if (login && !known) await assertLoginFree(store.db, login)
    const keep = () =>
      keepInvitation(authority, {
        purpose: known ? 'device' : 'person',
        login,
        // One more device does not change what its person may do.
        role: known?.role ?? role,
        uses,
        life,
        approval,
        by: asker.who ?? '',
      })
    // Whoever uses it is an administrator: two voices.
    if (known || role !== 'admin') return keep()
    return gravely(authority, { act: 'invite', input: { login, role, uses, life, approval }, asker }, keep)
  })
}

/** Who lets in somebody who may do more than others has to be an administrator. @throws Fault RIGHT_MISSING */
export function assertMayGive(asker: Asker, role: Role): void {
  if (role !== 'member' && role !== 'guest') assertRight(asker, 'roles.change')
}

export interface InvitationTerms {
  readonly purpose: 'person' | 'device'
  readonly login: Login | undefined
  readonly role: Role
  readonly uses: number
  readonly life: number
  readonly approval: boolean
  readonly by: string
  readonly byDevice?: PeerIdText
}

/** Whether it may be made is the caller's business. @param db the transaction it belongs to, where there is one */
export async function keepInvitation(
  authority: Authority,
  { purpose, login, role, uses, life, approval, by, byDevice }: InvitationTerms,
  db: Db = authority.store.db,
): Promise<NewInvitation> {
  const { realm, live } = authority
  const secret = invitationSecret(Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url'))
  const now = authority.now().getTime()
  const row = {
    id: newId(),
    secret_hash: secretHash(secret),
    purpose,
    login: login ?? null,
    role,
    uses,
    uses_left: uses,
    created_at: now,
    expires_at: now + life,
    created_by: by,
    approval: approval ? 1 : 0,
    by_device: byDevice ?? null,
  }
  await db.insertInto('invitations').values(row).execute()
  const link = {
    addresses: live.httpsAddresses(),
    root: realm.standing.newest.fingerprint,
    secret,
    forDevice: purpose === 'device',
    login,
  }
  return {
    id: row.id,
    invite: formatInvitation(link),
    role,
    login,
    uses,
    approval,
    expires: new Date(row.expires_at).toISOString(),
  }
}

/** The link of the realm itself, for one more device of anybody who has a second factor. Carries no secret. */
export function realmLink({ live, realm }: Authority): { readonly link: string } {
  const addresses = live.httpsAddresses()
  return { link: formatInvitation({ addresses, root: realm.standing.newest.fingerprint, forDevice: true }) }
}

/** 128 random bits: a fast hash hides them well enough. */
export function secretHash(secret: InvitationSecret): string {
  return Buffer.from(primitives.sha256(new TextEncoder().encode(secret))).toString('hex')
}

/** Short enough to be typed; the database refuses the one in 10^15 that is taken. */
function newId(): string {
  const letters = 'abcdefghjkmnpqrstvwxyz0123456789'
  return Array.from(randomBytes(INVITATION_ID_LENGTH), (byte) => letters[byte % letters.length]).join('')
}

async function knownUser({ store }: Authority, login: Login) {
  const user = await store.db
    .selectFrom('users')
    .select(['role', 'status'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (user?.status === 'suspended') throw new Fault('USER_SUSPENDED', { login })
  return user
}
