// The JSON of the authority's HTTPS interface, for both sides. It checks shape and size only: what a login,
// a name or a certificate must be is decided by their own constructors.
import { z } from 'zod'
import { MAX_ANSWER_ITEMS, MAX_CSR_BASE64, MAX_DER_BASE64, MAX_TEXT_FIELD } from './constants.ts'

const text = z.string().max(MAX_TEXT_FIELD)
const der = z.base64().max(MAX_DER_BASE64)

/** POST /v1/enrol. Unknown fields are refused: a typing fault must not pass silently. */
export const enrolmentRequest = z.strictObject({
  invitation: text,
  login: text,
  password: text,
  csr: z.base64().max(MAX_CSR_BASE64),
  firstName: text.optional(),
  lastName: text.optional(),
  email: text.optional(),
  cardNumber: text.optional(),
  deviceName: text.optional(),
})
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>

/** POST /v1/renew: the request is signed by the key whose certificate is renewed; that is the proof. */
export const renewalRequest = z.strictObject({ csr: z.base64().max(MAX_CSR_BASE64) })
export type RenewalRequest = z.infer<typeof renewalRequest>

/** The optional facts about a person a realm may require. */
const personField = z.enum(['firstName', 'lastName', 'email', 'cardNumber'])

export const realmPolicy = z.object({
  /** Life of a device certificate, in seconds. */
  validitySeconds: z.int().positive(),
  required: z.array(personField).max(MAX_ANSWER_ITEMS),
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
  root: der,
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
