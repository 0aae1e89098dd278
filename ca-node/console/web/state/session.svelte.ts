// Who is signed in, and what they may do. The authority decides again at every request; the page only shows what it can.
import { ACCOUNT_PATHS } from '@parley/shared/accounts/constants.ts'
import type { SessionInfo } from '@parley/shared/accounts/schema.ts'
import type { Right } from '../../../rights/rights.ts'
import { call, problemIn, run, useProof, whenSignedOut } from '../api.ts'

export interface SecondFactorSetUp {
  /** Base 32. */
  readonly secret: string
  /** otpauth://totp/... */
  readonly link: string
}

class SessionState {
  /** Undefined while nobody knows yet; null when nobody is signed in. */
  now = $state.raw<SessionInfo | null | undefined>(undefined)
  /** It ended by itself or by somebody else: the sign-in says so. */
  over = $state(false)
  #rights = $state.raw<ReadonlySet<string>>(new Set())

  constructor() {
    whenSignedOut(() => this.#end())
  }

  may(right: Right): boolean {
    return this.#rights.has(right)
  }

  /** Asks whose session this is. A session that is only good for a second factor counts as none. */
  async look(): Promise<void> {
    try {
      const info = (await call('GET', ACCOUNT_PATHS.session)) as SessionInfo
      if (info.limited) this.#end()
      else await this.#is(info)
    } catch (error) {
      // An authority that is away for a moment has ended nothing.
      if (!this.now || problemIn(error).code !== 'AUTHORITY_UNREACHABLE') this.#end()
    }
  }

  /**
   * @param code of the second factor, where it was asked for
   * @returns what to set up first, where the role needs a second factor and there is none yet
   * @throws Refusal, SECOND_FACTOR_NEEDED among them
   */
  async enter(
    login: string,
    password: string,
    code: string | undefined,
  ): Promise<SecondFactorSetUp | undefined> {
    const body = code === undefined ? { login, password } : { login, password, code }
    const info = (await call('POST', ACCOUNT_PATHS.session, body)) as SessionInfo
    if (!info.limited) {
      await this.#is(info)
      return undefined
    }
    useProof(info.csrf)
    return (await call('POST', ACCOUNT_PATHS.secondFactor, {})) as SecondFactorSetUp
  }

  /** @returns the recovery codes; `look` goes on from there. @throws Refusal */
  async keepSecondFactor(code: string): Promise<readonly string[]> {
    const kept = (await call('POST', ACCOUNT_PATHS.confirmSecondFactor, { code })) as {
      readonly recoveryCodes: readonly string[]
      readonly session: SessionInfo
    }
    useProof(kept.session.csrf)
    return kept.recoveryCodes
  }

  /** After what gave the session a new secret. */
  renewed(info: SessionInfo): void {
    useProof(info.csrf)
    this.now = info
  }

  async leave(): Promise<void> {
    await call('DELETE', ACCOUNT_PATHS.session)
    this.over = false
    this.#leave()
  }

  /** Nobody was here for a long time. */
  async expire(): Promise<void> {
    try {
      await call('DELETE', ACCOUNT_PATHS.session)
    } catch {
      // It ends at the authority by itself, too.
    }
    this.#end()
  }

  async #is(info: SessionInfo): Promise<void> {
    useProof(info.csrf)
    const table = await run('rights', {})
    const mine = Object.entries(table).filter(([, roles]) => roles.some((role) => role === info.role))
    this.#rights = new Set(mine.map(([right]) => right))
    this.now = info
    this.over = false
  }

  #end(): void {
    if (this.now) this.over = true
    this.#leave()
  }

  #leave(): void {
    useProof('')
    this.#rights = new Set()
    this.now = null
  }
}

export const session = new SessionState()
