// Makes certificates under the issuing CAs whose keys this node has: prepare, lint, sign. Writes nothing into the database.
import { BACK_DATING } from '@parley/shared/certificates/constants.ts'
import type { ProvenKey } from '@parley/shared/certificates/csr.ts'
import { issue, lint, prepare } from '@parley/shared/certificates/issue.ts'
import type { CertificateRequest } from '@parley/shared/certificates/request.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import type { Serial } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type Authority, keysOf } from '../authority.ts'
import type { HeldIssuer } from './list.ts'
import { locationsAt } from './locations.ts'

export interface Issued {
  readonly serial: Serial
  readonly notBefore: Date
  readonly notAfter: Date
  readonly der: Uint8Array
}

/** @param life milliseconds from now */
export function issueDevice(
  authority: Authority,
  { login, role, key, life }: { login: Login; role: Role; key: ProvenKey; life: number },
): Issued {
  const { issuing } = authority.realm
  return sign(keysOf(authority).issuing, {
    kind: 'device',
    issuer: issuing,
    login,
    role,
    key,
    locations: locationsAt(authority.live.httpsAddresses()[0], issuing.keyId),
    primitives,
    ...freshIdentity(authority.now(), life, issuing.notAfter, issuing.certificate.notBefore),
  })
}

/** @param life milliseconds from now */
export function issueHttps(
  authority: Authority,
  {
    names,
    addresses,
    key,
    life,
  }: { names: readonly string[]; addresses: readonly string[]; key: ProvenKey; life: number },
): Issued {
  const { issuing } = authority.realm
  return sign(keysOf(authority).issuing, {
    kind: 'https',
    issuer: issuing,
    names,
    addresses,
    key,
    locations: locationsAt(authority.live.httpsAddresses()[0], issuing.keyId),
    primitives,
    ...freshIdentity(authority.now(), life, issuing.notAfter, issuing.certificate.notBefore),
  })
}

/**
 * For a responder that speaks of one issuing CA's certificates: by that very CA, also where it is one of before.
 * @param life milliseconds from now
 */
export function issueOcsp(
  { issuer, signer }: HeldIssuer,
  { key, life, now }: { key: ProvenKey; life: number; now: Date },
): Issued {
  return sign(signer, {
    kind: 'ocsp',
    issuer,
    key,
    primitives,
    ...freshIdentity(now, life, issuer.notAfter, issuer.certificate.notBefore),
  })
}

/**
 * A new serial, and a validity that stays within the issuer's: a clock that is a little behind the one of whoever certified
 * this CA must not keep it from its work. Times have whole seconds.
 */
export function freshIdentity(now: Date, life: number, issuerNotAfter?: Date, issuerNotBefore = 0) {
  const second = Math.floor(now.getTime() / 1000) * 1000
  const end = Math.min(second + life, issuerNotAfter?.getTime() ?? Number.POSITIVE_INFINITY)
  return {
    serial: serialFromRandom(randomBytes(16)),
    notBefore: new Date(Math.max(second - BACK_DATING, issuerNotBefore)),
    notAfter: new Date(end),
  }
}

export function sign(signer: Signer, request: CertificateRequest): Issued {
  const der = issue(lint(prepare(request)), signer)
  return { serial: request.serial, notBefore: request.notBefore, notAfter: request.notAfter, der }
}
