// The JSON of the authority's HTTPS interface, for both sides. It checks shape and size only: what a login,
// a name or a certificate must be is decided by their own constructors.
import { z } from 'zod'
import { ROLES } from '../certificates/role.ts'
import { ROOT_LISTS_MAX } from '../roots/constants.ts'
import {
  MAX_ANSWER_ITEMS,
  MAX_CSR_BASE64,
  MAX_DER_BASE64,
  MAX_DEVICES_LISTED,
  MAX_SETUP_LENGTH,
  MAX_TEXT_FIELD,
} from './constants.ts'

const text = z.string().max(MAX_TEXT_FIELD)
const der = z.base64().max(MAX_DER_BASE64)

/** POST /v1/enrol. Unknown fields are refused: a typing fault must not pass silently. */
export const enrolmentRequest = z.strictObject({
  /** The secret of a link; none for one more device of somebody known. */
  invitation: text.optional(),
  login: text,
  password: text,
  csr: z.base64().max(MAX_CSR_BASE64),
  firstName: text.optional(),
  lastName: text.optional(),
  email: text.optional(),
  cardNumber: text.optional(),
  deviceName: text.optional(),
  /** A code of the second factor, or a recovery code. */
  code: text.optional(),
  /** What the authority gave with a new second factor: `code` is then its first. */
  setup: z.string().max(MAX_SETUP_LENGTH).optional(),
})
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>

/** POST /v1/renew: the request is signed by the key whose certificate is renewed; that is the proof. */
export const renewalRequest = z.strictObject({ csr: z.base64().max(MAX_CSR_BASE64) })
export type RenewalRequest = z.infer<typeof renewalRequest>

/** The optional facts about a person a realm may require. */
const personField = z.enum(['firstName', 'lastName', 'email', 'cardNumber'])

/** The roles people have: `authority` is no one's. */
export const humanRole = z.enum(ROLES).exclude(['authority'])

export const realmPolicy = z.object({
  /** Life of a device certificate, in seconds. */
  validitySeconds: z.int().positive(),
  required: z.array(personField).max(MAX_ANSWER_ITEMS),
  /** Whose sign-in and new devices need a second factor. Admins need one whatever this says. */
  secondFactor: z.array(humanRole).max(MAX_ANSWER_ITEMS).default([]),
  /** Whether an administrator looks at everybody new, or at those only whose invitation says so. */
  approval: z.enum(['never', 'always']).default('never'),
})
export type RealmPolicy = z.infer<typeof realmPolicy>

/** What a device needs to take part: answer of both enrolment and renewal. DER in base64. */
export const membership = z.object({
  realm: text,
  login: text,
  serial: text,
  notAfter: z.iso.datetime(),
  /** Leaf, then the issuing CA. */
  chain: z.array(der).min(2).max(MAX_ANSWER_ITEMS),
  /** The newest root that is in use. */
  root: der,
  /** The signed lists of the realm's roots, from the first on (shared/roots); none while it has its first root only. */
  rootLists: z.array(der).max(ROOT_LISTS_MAX).default([]),
  /** Certificates of the realm's issuing CAs. */
  issuers: z.array(der).max(MAX_ANSWER_ITEMS).default([]),
  /** Newest revocation list of every issuer under the root. */
  lists: z.array(der).max(MAX_ANSWER_ITEMS),
  authority: z.object({
    peerId: text,
    /** Multiaddrs of the authority's libp2p node. */
    p2p: z.array(text).max(MAX_ANSWER_ITEMS),
    /** host:port of its HTTPS. */
    https: z.array(text).max(MAX_ANSWER_ITEMS),
  }),
  policy: realmPolicy,
})
export type Membership = z.infer<typeof membership>

/** 201 of POST /v1/enrol. */
export const enrolled = membership.extend({
  /** Of the second factor that was set up with it: shown once. */
  recoveryCodes: z.array(text).max(MAX_ANSWER_ITEMS).optional(),
})

/** 202 of POST /v1/enrol: the request holds, and somebody has to do something first. */
export const unfinished = z.discriminatedUnion('state', [
  z.object({
    /** An administrator has to approve. Nothing is left to do here but to ask again. */
    state: z.literal('waiting'),
    realm: text,
    login: text,
    since: z.iso.datetime(),
    /** Unless somebody decides before, the request ends then. */
    expires: z.iso.datetime(),
    /** Asking more often than this changes nothing. */
    againSeconds: z.number().positive(),
  }),
  z.object({
    /** The person has to set up a second factor, and show its first code with `setup`. */
    state: z.literal('second-factor'),
    realm: text,
    login: text,
    /** Base 32, for who cannot scan. */
    secret: text,
    /** otpauth://totp/... */
    link: text,
    setup: z.string().max(MAX_SETUP_LENGTH),
  }),
])
export type Unfinished = z.infer<typeof unfinished>
export type Waiting = Extract<Unfinished, { state: 'waiting' }>
export type SecondFactorSetup = Extract<Unfinished, { state: 'second-factor' }>

/** POST /v1/enrolment: how a request stands. The key that asked proves itself again; nothing personal is told. */
export const standingRequest = z.strictObject({ csr: z.base64().max(MAX_CSR_BASE64) })
export const standing = z.object({
  /** `none`: there is no such request, any more or yet. */
  state: z.enum(['none', 'waiting', 'approved', 'refused', 'enrolled']),
  /** What the administrator wrote who refused. */
  reason: text.optional(),
  againSeconds: z.number().positive(),
})
export type Standing = z.infer<typeof standing>

/** One of a person's devices, as the person sees it. */
export const ownDevice = z.object({
  peerId: text,
  name: text,
  since: z.iso.datetime(),
  /** When the authority last heard of it; undefined when never since it was enrolled. */
  lastSeen: z.iso.datetime().optional(),
  online: z.boolean(),
  certificate: z.enum(['valid', 'expired', 'suspended', 'revoked']),
  serial: text,
  notAfter: z.iso.datetime(),
  /** Peer ID of the device that admitted it. */
  admittedBy: text.optional(),
})
export type OwnDevice = z.infer<typeof ownDevice>
/** GET /v1/devices and the answers of the others below; who asks is proved by the TLS connection's certificate. */
export const ownDevices = z.object({ devices: z.array(ownDevice).max(MAX_DEVICES_LISTED) })
/** POST /v1/devices/link: a link that admits one more device of the person. */
export const deviceLink = z.object({ invite: z.string().max(2048), expires: z.iso.datetime() })
export type DeviceLink = z.infer<typeof deviceLink>
/** POST /v1/devices/name: of the device that asks. */
export const deviceNameRequest = z.strictObject({ name: text })
/** POST /v1/devices/revoke: any of the person's own; a thief with one of them does not know the password. */
export const deviceRevokeRequest = z.strictObject({
  peerId: text,
  password: text,
  reason: z.enum(['keyCompromise', 'cessationOfOperation']),
})
export type DeviceRevokeRequest = z.infer<typeof deviceRevokeRequest>

/** GET /v1/realm: what a person may know before joining. */
export const realmInfo = z.object({ realm: text, policy: realmPolicy })

/** RFC 9457 problem document; `code` and `parameters` are those of the fault. */
export const problem = z.object({
  type: text,
  title: text,
  status: z.int(),
  detail: z.string().max(4096).optional(),
  code: z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/),
  parameters: z.record(z.string().max(64), z.union([text, z.number()])).optional(),
})
export type Problem = z.infer<typeof problem>

/** GET /roots.json: for whoever knows one root of the realm and slept while it changed. Proves itself. */
export const realmRootLists = z.object({ lists: z.array(der).max(ROOT_LISTS_MAX) })
