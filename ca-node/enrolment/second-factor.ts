// A second factor that is set up while joining. The authority makes it and keeps nothing: the joining device holds it,
// sealed for its own login and key, and brings it back with its first code.
import type { SecondFactorSetup } from '@parley/shared/enrolment/schema.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { z } from 'zod'
import { newSecondFactor } from '../accounts/second-factor.ts'
import { type Authority, keysOf } from '../authority.ts'
import { openSecret, sealSecret } from '../keys/store-key.ts'
import { SETUP_LIFE } from './constants.ts'

export interface Bearer {
  readonly login: Login
  readonly peerId: PeerIdText
}

const ticket = z.strictObject({ secret: z.string(), at: z.number() })

export function beginSecondFactor(authority: Authority, bearer: Bearer): SecondFactorSetup {
  const { secret, link } = newSecondFactor(authority.realm, bearer.login)
  const sealed = sealSecret(
    keysOf(authority),
    contextOf(bearer),
    new TextEncoder().encode(JSON.stringify({ secret, at: authority.now().getTime() })),
  )
  const setup = Buffer.from(sealed).toString('base64url')
  return { state: 'second-factor', realm: authority.realm.name, login: bearer.login, secret, link, setup }
}

/** @returns the secret; undefined for what is not of this authority, for somebody else, or too old */
export function openSetup(authority: Authority, bearer: Bearer, setup: string): string | undefined {
  try {
    const opened = openSecret(keysOf(authority), contextOf(bearer), Buffer.from(setup, 'base64url'))
    const { secret, at } = ticket.parse(JSON.parse(new TextDecoder().decode(opened)))
    opened.fill(0)
    return at + SETUP_LIFE > authority.now().getTime() ? secret : undefined
  } catch (error) {
    if (faultIn(error)?.code === 'STORED_SECRET_BROKEN') return undefined
    throw error
  }
}

const contextOf = ({ login, peerId }: Bearer): string => `second factor of ${login} being set up on ${peerId}`
