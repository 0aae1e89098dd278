// `parley ca invite`: makes a one-time secret and the link that carries it. The secret is kept as a hash only.
import { randomUUID } from 'node:crypto'
import type { Role } from '@parley/shared/certificates/role.ts'
import { SECRET_BYTES } from '@parley/shared/enrolment/constants.ts'
import {
  formatInvitation,
  type InvitationSecret,
  invitationSecret,
} from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { attempted } from '../attempts/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { assertLoginFree } from '../people/free.ts'

export interface InviteRequest {
  /** Fixes who may use it. Of somebody who exists: the link admits one more device of theirs. */
  readonly login?: string | undefined
  readonly role: Exclude<Role, 'authority'>
  readonly uses: number
  /** Milliseconds from now. */
  readonly life: number
}

export interface NewInvitation {
  readonly id: string
  /** The link: the only place where the secret is. */
  readonly invite: string
  readonly role: Role
  readonly login: Login | undefined
  readonly uses: number
  readonly expires: string
}

/** @throws Fault LOGIN_MALFORMED, LOGIN_RESERVED, LOGIN_CONFUSABLE, USER_SUSPENDED */
export function invite(authority: Authority, request: InviteRequest, asker: Asker): Promise<NewInvitation> {
  const { role, uses } = request
  return attempted(
    authority,
    { act: 'invite', asker, detail: { login: request.login, role, uses } },
    async () => {
      const { store, realm, live } = authority
      const login = request.login === undefined ? undefined : unreservedLogin(typedLogin(request.login))
      const known = login && (await knownUser(authority, login))
      if (login && !known) await assertLoginFree(store.db, login)

      const secret = invitationSecret(Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url'))
      const now = authority.now().getTime()
      const row = {
        id: randomUUID(),
        secret_hash: secretHash(secret),
        purpose: known ? ('device' as const) : ('person' as const),
        login: login ?? null,
        // One more device does not change what its person may do.
        role: known?.role ?? role,
        uses,
        uses_left: uses,
        created_at: now,
        expires_at: now + request.life,
      }
      await store.db.insertInto('invitations').values(row).execute()
      return {
        id: row.id,
        invite: formatInvitation({
          addresses: live.httpsAddresses(),
          root: realm.root.fingerprint,
          secret,
          forDevice: known !== undefined,
          login,
        }),
        role: row.role,
        login,
        uses,
        expires: new Date(row.expires_at).toISOString(),
      }
    },
  )
}

/** 128 random bits: a fast hash hides them well enough. */
export function secretHash(secret: InvitationSecret): string {
  return Buffer.from(primitives.sha256(new TextEncoder().encode(secret))).toString('hex')
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
