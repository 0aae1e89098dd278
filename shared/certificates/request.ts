// What one asks the authority's signer for: every name is built from these fields, none comes from a CSR.
import type { Primitives } from '../crypto/primitives.ts'
import type { Serial } from '../identity/ids.ts'
import type { Login, RealmName } from '../identity/login.ts'
import type { ProvenKey } from './csr.ts'
import type { Issuer } from './issuer.ts'
import type { Role } from './role.ts'

interface Common {
  readonly serial: Serial
  /** Whole seconds; date it back by BACK_DATING. */
  readonly notBefore: Date
  readonly notAfter: Date
  readonly key: ProvenKey
  readonly primitives: Primitives
}

/** Where a checker without Parley finds the list, the answer and the issuer: plain http, as RFC 5280 advises. */
export interface Locations {
  readonly revocationList: string
  readonly ocsp: string
  readonly issuer: string
}

export interface RootRequest extends Common {
  readonly kind: 'root'
  readonly realm: RealmName
}

/** A root certified by another root of the realm: the NewWithOld and OldWithNew of RFC 4210 section 4.4, for stock tools. */
export interface CrossRequest extends Common {
  readonly kind: 'cross'
  /** The root that signs. */
  readonly issuer: Issuer
}

export interface IssuingRequest extends Common {
  readonly kind: 'issuing'
  readonly issuer: Issuer
  /** Tells several issuing CAs of one realm apart: 1-16 of a-z 0-9 -. */
  readonly label: string
  readonly locations?: Omit<Locations, 'ocsp'>
}

/** A person's device, or a CA node's own peer (login and role `authority`). */
export interface DeviceRequest extends Common {
  readonly kind: 'device'
  readonly issuer: Issuer
  readonly login: Login
  readonly role: Role
  readonly locations: Locations
}

export interface HttpsRequest extends Common {
  readonly kind: 'https'
  readonly issuer: Issuer
  /** Lower-case DNS names and textual IPv4 or IPv6 addresses: at least one in all. */
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly locations: Locations
}

/** Who answers OCSP for the issuing CA (RFC 6960 section 4.2.2.2). */
export interface OcspRequest extends Common {
  readonly kind: 'ocsp'
  readonly issuer: Issuer
}

export type CertificateRequest =
  | RootRequest
  | CrossRequest
  | IssuingRequest
  | DeviceRequest
  | HttpsRequest
  | OcspRequest
