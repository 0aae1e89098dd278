// The JSON of accounts over HTTPS, for both sides. It checks shape and size only.
import { z } from 'zod'
import { MAX_ANSWER_ITEMS, MAX_TEXT_FIELD } from '../enrolment/constants.ts'
import { humanRole } from '../enrolment/schema.ts'

const text = z.string().max(MAX_TEXT_FIELD)

/** POST /v1/session. */
export const signInRequest = z.strictObject({
  login: text,
  password: text,
  /** Of the authenticator app, or a recovery code. */
  code: text.optional(),
})

/** Who is signed in: answer of POST and GET /v1/session and of whatever gives the session a new secret. */
export const sessionInfo = z.object({
  realm: text,
  login: text,
  firstName: text.optional(),
  lastName: text.optional(),
  role: humanRole,
  /** To be sent as `x-csrf` with every request that changes something. */
  csrf: text,
  /** Good for setting up a second factor, and for nothing else. */
  limited: z.boolean(),
  secondFactor: z.object({
    set: z.boolean(),
    required: z.boolean(),
    recoveryCodesLeft: z.int(),
  }),
  id: text,
  since: z.iso.datetime(),
  ends: z.iso.datetime(),
})
export type SessionInfo = z.infer<typeof sessionInfo>

/** POST /v1/second-factor. After five minutes of a session: the code of the one there is, or where there is none the password. */
export const secondFactorBegin = z.strictObject({ code: text.optional(), password: text.optional() })
export const secondFactorBegun = z.object({ secret: text, link: text })
/** POST /v1/second-factor/confirm. */
export const secondFactorConfirm = z.strictObject({ code: text })
export const secondFactorConfirmed = z.object({
  /** Shown once. */
  recoveryCodes: z.array(text).max(MAX_ANSWER_ITEMS),
  session: sessionInfo,
})

/** POST /v1/password. */
export const passwordChange = z.strictObject({ old: text, password: text })
/** POST /v1/password-reset. */
export const passwordReset = z.strictObject({ secret: text, password: text })
export const passwordResetDone = z.object({ login: text })

/** GET /v1/sessions: one's own. */
export const ownSessions = z.object({
  sessions: z.array(
    z.object({
      id: text,
      current: z.boolean(),
      secondFactor: z.boolean(),
      since: z.iso.datetime(),
      lastSeen: z.iso.datetime(),
      ends: z.iso.datetime(),
      source: text,
      agent: text,
    }),
  ),
})
