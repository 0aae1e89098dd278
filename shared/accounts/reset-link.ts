// The link by which somebody chooses a new password, beginning like an invitation:
// https://HOST:PORT/reset#v=1&root=<64 hex>&secret=<base64url>[&also=HOST:PORT,...]
// Everything secret stands behind the `#`, which browsers never send.
import { MAX_LINK_ADDRESSES, MAX_LINK_LENGTH } from '../enrolment/constants.ts'
import { type HostPort, hostPort } from '../enrolment/invitation.ts'
import { Fault } from '../faults/fault.ts'
import type { Brand } from '../identity/brand.ts'
import { type Fingerprint, fingerprint } from '../identity/ids.ts'

const VERSION = '1'

/** In base64url: 128 bits and more. */
export type ResetSecret = Brand<string, 'ResetSecret'>

export interface ResetLink {
  /** At least one; to be tried in this order. */
  readonly addresses: readonly [HostPort, ...HostPort[]]
  readonly root: Fingerprint
  readonly secret: ResetSecret
}

/** @throws Fault RESET_LINK_MALFORMED */
export function resetSecret(raw: string): ResetSecret {
  if (!/^[A-Za-z0-9_-]{22,86}$/.test(raw)) throw new Fault('RESET_LINK_MALFORMED')
  return raw as ResetSecret
}

export function formatResetLink({ addresses: [first, ...others], root, secret }: ResetLink): string {
  const also = others.length > 0 ? `&also=${others.slice(0, MAX_LINK_ADDRESSES - 1).join(',')}` : ''
  return `https://${first}/reset#v=${VERSION}&root=${root}&secret=${secret}${also}`
}

/** @throws Fault RESET_LINK_MALFORMED */
export function parseResetLink(raw: string): ResetLink {
  const text = raw.trim()
  const match = text.length > MAX_LINK_LENGTH ? null : /^https:\/\/([^/?#@\s]+)\/reset#(\S+)$/.exec(text)
  const [, host = '', fragment = ''] = match ?? []
  const fields = new URLSearchParams(fragment)
  if (fields.get('v') !== VERSION || new Set(fields.keys()).size !== [...fields.keys()].length)
    throw new Fault('RESET_LINK_MALFORMED')
  try {
    const also = fields.get('also')?.split(',') ?? []
    if (also.length >= MAX_LINK_ADDRESSES) throw new Fault('RESET_LINK_MALFORMED')
    return {
      addresses: [hostPort(/:\d+$/.test(host) ? host : `${host}:443`), ...also.map(hostPort)],
      root: fingerprint(fields.get('root') ?? ''),
      secret: resetSecret(fields.get('secret') ?? ''),
    }
  } catch (cause) {
    throw new Fault('RESET_LINK_MALFORMED', {}, { cause })
  }
}
