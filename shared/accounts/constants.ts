// What both sides know of accounts over HTTPS.

export const ACCOUNT_PATHS = {
  session: '/v1/session',
  sessions: '/v1/sessions',
  secondFactor: '/v1/second-factor',
  confirmSecondFactor: '/v1/second-factor/confirm',
  password: '/v1/password',
  passwordReset: '/v1/password-reset',
} as const

/** `__Host-`: bound to this very host, to HTTPS and to the whole of it (RFC 6265bis section 4.1.3.2). */
export const SESSION_COOKIE = '__Host-parley-session'
/** By which a browser is known again, so that others' wrong tries do not slow it down. Proves nothing. */
export const BROWSER_COOKIE = '__Host-parley-browser'
/** Carries the session's token with every request that changes something. */
export const CSRF_HEADER = 'x-csrf'
