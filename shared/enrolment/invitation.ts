// The invitation link: where the authority is, which root it must prove, and the one-time secret.
// https://HOST:PORT/join#v=1&root=<64 hex>&secret=<base64url>[&for=device][&login=LOGIN][&also=HOST:PORT,...]
// Everything secret stands behind the `#`, which browsers never send. `for=device` is for one more device of somebody
// known; only then may the secret be missing: such a link is of the realm, not of a person, and no secret at all.
import { Fault } from '../faults/fault.ts'
import type { Brand } from '../identity/brand.ts'
import { type Fingerprint, fingerprint } from '../identity/ids.ts'
import { type Login, login } from '../identity/login.ts'
import { INVITATION_VERSION, MAX_LINK_ADDRESSES, MAX_LINK_LENGTH } from './constants.ts'

/** `host:port`, an IPv6 host in brackets. */
export type HostPort = Brand<string, 'HostPort'>
/** The one-time secret of an invitation in base64url. */
export type InvitationSecret = Brand<string, 'InvitationSecret'>

export interface Invitation {
  /** At least one; to be tried in this order. */
  readonly addresses: readonly [HostPort, ...HostPort[]]
  readonly root: Fingerprint
  readonly secret?: InvitationSecret | undefined
  /** Whether it is for one more device of somebody known. */
  readonly forDevice: boolean
  /** Whose it is, when it is one person's. */
  readonly login?: Login | undefined
}

const FOR_DEVICE = 'device'
/** 128 to 512 bits. */
const SECRET = /^[A-Za-z0-9_-]{22,86}$/
const HOST_PORT = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?):(\d{1,5})$/

/** @throws Fault HOST_PORT_MALFORMED */
export function hostPort(raw: string): HostPort {
  const plain = raw.slice(0, 300).toLowerCase()
  const match = HOST_PORT.exec(plain)
  const port = Number(match?.[2])
  if (!match || port < 1 || port > 65535) throw new Fault('HOST_PORT_MALFORMED', { value: raw.slice(0, 96) })
  return plain as HostPort
}

/** @throws Fault INVITATION_MALFORMED */
export function invitationSecret(raw: string): InvitationSecret {
  if (!SECRET.test(raw)) throw new Fault('INVITATION_MALFORMED', { flaw: 'secret' })
  return raw as InvitationSecret
}

export function formatInvitation(invitation: Invitation): string {
  const [first, ...others] = invitation.addresses
  const fields = {
    v: INVITATION_VERSION,
    root: invitation.root,
    secret: invitation.secret,
    for: invitation.forDevice ? FOR_DEVICE : undefined,
    login: invitation.login,
    also: others.slice(0, MAX_LINK_ADDRESSES - 1).join(',') || undefined,
  }
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return `https://${first}/join#${given.map(([name, value]) => `${name}=${value}`).join('&')}`
}

/** @throws Fault INVITATION_MALFORMED */
export function parseInvitation(raw: string): Invitation {
  const malformed = (reason: string, cause?: unknown) =>
    new Fault('INVITATION_MALFORMED', { reason }, { cause })
  const text = raw.trim()
  if (text.length > MAX_LINK_LENGTH) throw malformed('length')
  const hash = text.indexOf('#')
  if (hash < 0) throw malformed('fragment')
  const front = /^https:\/\/([^/?#@\s]+)\/join$/.exec(text.slice(0, hash))
  if (!front?.[1]) throw malformed('beginning')

  const fields = new Map<string, string>()
  for (const part of text.slice(hash + 1).split('&')) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0))
    if (!name || fields.has(name)) throw malformed('fields')
    fields.set(name, part.slice(equals + 1))
  }
  if (fields.get('v') !== INVITATION_VERSION) throw malformed('version')
  try {
    const also = fields.get('also')?.split(',') ?? []
    if (also.length >= MAX_LINK_ADDRESSES) throw malformed('addresses')
    const purpose = fields.get('for')
    if (purpose !== undefined && purpose !== FOR_DEVICE) throw malformed('purpose')
    const [secret, whose] = [fields.get('secret'), fields.get('login')]
    if (secret === undefined && purpose === undefined) throw malformed('secret')
    return {
      addresses: [hostPort(withPort(front[1])), ...also.map(hostPort)],
      root: fingerprint(fields.get('root') ?? ''),
      forDevice: purpose === FOR_DEVICE,
      ...(secret === undefined ? {} : { secret: invitationSecret(secret) }),
      ...(whose === undefined ? {} : { login: login(whose) }),
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'INVITATION_MALFORMED') throw error
    throw malformed('address or root', error)
  }
}

/** `https://host/join` means port 443. */
function withPort(host: string): string {
  return /:\d+$/.test(host) ? host : `${host}:443`
}
