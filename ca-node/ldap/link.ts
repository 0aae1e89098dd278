// The running link to an LDAP directory: looks at it on a timer, takes people over, publishes, proves passwords. While the
// directory is away everything here goes on; what was missed is made up for when it is back.
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Asker, Authority } from '../authority.ts'
import { askerGone } from '../http/asker.ts'
import { turns } from '../people/turns.ts'
import { hostsOf, type LdapConfig } from './config.ts'
import { asAuthority } from './connection.ts'
import {
  LONGEST_PROOF_WAIT,
  LOOK_PERIOD,
  MAX_PROOFS_AT_ONCE,
  MAX_PROOFS_WAITING,
  PUBLISH_DELAY,
} from './constants.ts'
import { readEntries } from './entries.ts'
import { proveByLdap } from './prove.ts'
import { publishAuthorities } from './publish-authorities.ts'
import { publishPeople } from './publish-people.ts'
import { BY_LDAP, takeOver } from './take-over.ts'

export interface LdapLink {
  /** @throws Fault PASSWORD_WRONG, USER_SUSPENDED, AUTHORITY_BUSY, ASKER_GONE, LDAP_* */
  prove(login: Login, password: string): Promise<void>
  /** Something was issued or revoked: it is published soon. */
  nudge(): void
  /** Looks now and publishes now. @throws Fault LDAP_* */
  look(): Promise<void>
  /** How the last look went. */
  readonly state: LdapState
  end(): Promise<void>
}

export interface LdapState {
  readonly host: string
  /** Of the last look that went through. */
  readonly lookedAt: Date | undefined
  /** People in the directory at that look. */
  readonly people: number
  /** Code of what is wrong now. */
  readonly fault: string | undefined
}

export function linkLdap(authority: Authority, config: LdapConfig): LdapLink {
  const { log } = authority
  const asker: Asker = { who: BY_LDAP, role: 'keeper', source: hostsOf(config) }
  const turn = turns({
    atOnce: MAX_PROOFS_AT_ONCE,
    waiting: MAX_PROOFS_WAITING,
    longest: LONGEST_PROOF_WAIT,
  })
  let state: LdapState = { host: hostsOf(config), lookedAt: undefined, people: 0, fault: undefined }
  let said = ''
  let ended = false
  let wanted = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const work = () =>
    asAuthority(config, async (client) => {
      const at = authority.now()
      const entries = await readEntries(client, config, at)
      const taken = await takeOver(authority, entries, asker)
      const published = await publishPeople(client, authority, entries.people)
      const lists = config.lists === undefined ? 0 : await publishAuthorities(client, authority, config.lists)
      state = { ...state, lookedAt: at, people: entries.people.size, fault: undefined }
      const { added, changed, suspended, restored } = taken
      if (added + changed + suspended + restored + published.written + lists > 0)
        log.info(
          { act: 'ldap', added, changed, suspended, restored, published: published.written, lists },
          'taken over',
        )
      tellOnce([...taken.refused, ...published.refused])
    })

  /** The same entries are wrong at every look: said when it begins and when it changes. */
  const tellOnce = (refused: readonly { dn: string; code: string }[]) => {
    const now = refused.map(({ dn, code }) => `${code} ${dn}`).join('\n')
    if (now === said) return
    said = now
    for (const { dn, code } of refused.slice(0, 20))
      log.warn({ act: 'ldap', code, dn: dn.slice(0, 200) }, 'entry not taken over')
    if (refused.length > 20) log.warn({ act: 'ldap', entries: refused.length }, 'entries not taken over')
  }

  /** Never two at once: they would count the same people twice. */
  const look = () => {
    const next = running.catch(() => undefined).then(work)
    running = next
    return next
  }

  const plan = (after: number) => {
    if (ended) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      wanted = false
      look()
        .catch((error: unknown) => {
          const code = faultIn(error)?.code ?? 'INTERNAL'
          if (state.fault !== code) log.error({ act: 'ldap', code, err: error }, 'directory not looked at')
          state = { ...state, fault: code }
        })
        .finally(() => plan(wanted ? PUBLISH_DELAY : LOOK_PERIOD))
    }, after)
    timer.unref()
  }
  plan(0)

  return {
    prove: (login, password) =>
      turn(() => proveByLdap(config, login, password, authority.now()), askerGone()),
    nudge() {
      if (!wanted && timer !== undefined) plan(PUBLISH_DELAY)
      wanted = true
    },
    look,
    get state() {
      return state
    },
    async end() {
      ended = true
      clearTimeout(timer)
      await running.catch(() => undefined)
    },
  }
}
