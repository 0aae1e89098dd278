// What one asker of the directory may see. Most see everybody; a guest sees who they ask for by login, a few at a time.
import type { ClaimedPerson, Presence } from '@parley/shared/directory/person.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { assertRight } from '../rights/rights.ts'
import { GUEST_LOOKUPS, GUEST_WINDOW_MS } from './constants.ts'

/** Of one stream. The role is read from the session's certificate each time: it can change while the stream is open. */
export class View {
  readonly #session: Pick<Session, 'cert'>
  readonly #asked = new Set<Login>()
  readonly #devices = new Set<PeerIdText>()
  #lookups = 0
  #since = performance.now()

  constructor(session: Pick<Session, 'cert'>) {
    this.#session = session
    this.#asked.add(session.cert.login)
  }

  /** Whether everybody may be shown. */
  get whole(): boolean {
    try {
      assertRight(this.#session.cert, 'directory.list')
      return true
    } catch {
      return false
    }
  }

  /** @throws Fault GUEST_LOOKUP_ONLY */
  assertListing(): void {
    if (!this.whole) throw new Fault('GUEST_LOOKUP_ONLY')
  }

  /** @throws Fault RIGHT_MISSING, RATE_LIMITED */
  assertLookup(): void {
    assertRight(this.#session.cert, 'directory.lookup')
    if (this.whole) return
    const now = performance.now()
    if (now - this.#since > GUEST_WINDOW_MS) {
      this.#since = now
      this.#lookups = 0
    }
    if (++this.#lookups > GUEST_LOOKUPS) throw new Fault('RATE_LIMITED')
  }

  /** Somebody was looked up: from now on this asker hears of their changes. */
  met({ login, devices }: ClaimedPerson): void {
    if (this.whole) return
    this.#asked.add(login)
    for (const { peerId } of devices) this.#devices.add(peerId)
  }

  people(all: readonly ClaimedPerson[]): readonly ClaimedPerson[] {
    if (this.whole) return all
    const shown = all.filter(({ login }) => this.#asked.has(login))
    for (const person of shown) this.met(person)
    return shown
  }

  presence(all: readonly Presence[]): readonly Presence[] {
    return this.whole ? all : all.filter(({ peerId }) => this.#devices.has(peerId))
  }
}
