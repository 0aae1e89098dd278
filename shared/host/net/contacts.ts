// The address book and the one dialler: every way of finding a peer feeds it, and whoever is found and not connected
// is dialled, at once the first time and after a loss, then ever more seldom. Knows addresses, never names.
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import type { FaultCode } from '../../faults/catalogue.ts'
import { Fault } from '../../faults/fault.ts'
import { type PeerIdText, peerIdText } from '../../identity/ids.ts'
import type { Log } from '../log.ts'
import {
  ADDRESS_CHARACTERS_MAX,
  ADDRESSES_DIALLED_MAX,
  ADDRESSES_PER_CONTACT_MAX,
  CONTACTS_MAX,
  FAILURES_MAX,
  PEER_DIAL_MS,
  REDIAL_FIRST_MS,
  REDIAL_HEARD_MS,
  REDIAL_LAST_MS,
  SECOND_DIALLER_MS,
  SESSIONS_DIALLED_MAX,
} from './constants.ts'
import { Listeners } from './listeners.ts'
import type { Pace } from './pace.ts'
import type { ContactSource, Contacts, Session, Sessions } from './types.ts'

interface Contact {
  /** Text without /p2p/, oldest first. */
  readonly addresses: Map<string, ContactSource>
  failures: number
  /** performance.now() of the last failed dial. */
  failedAt: number
  /** performance.now() from which it may be dialled again. */
  dialFrom: number
  dialling: boolean
  /** The last dial was answered with a no: who was refused will be refused again. */
  refused: boolean
}

export interface ContactsInit {
  readonly self: PeerIdText
  readonly sessions: Pick<Sessions, 'of' | 'connect' | 'list' | 'onOpened' | 'onClosed'>
  readonly dialFound: boolean
  readonly pace: Pace
  readonly log: Log
}

export class AddressBook implements Contacts {
  readonly #init: ContactsInit
  readonly #contacts = new Map<PeerIdText, Contact>()
  readonly #proven: Listeners<[PeerIdText, string]>
  readonly #abort = new AbortController()
  readonly #endings: (() => void)[]
  #dialling = 0
  #timer: NodeJS.Timeout | undefined

  constructor(init: ContactsInit) {
    this.#init = init
    this.#proven = new Listeners(init.log)
    this.#endings = [
      init.sessions.onOpened((session) => this.#opened(session)),
      init.sessions.onClosed((session, reason) => this.#closed(session, reason)),
    ]
  }

  end(): void {
    this.#abort.abort()
    clearTimeout(this.#timer)
    for (const end of this.#endings) end()
  }

  learn(peerId: PeerIdText, addresses: readonly string[], source: ContactSource): void {
    if (peerId === this.#init.self) return
    const usable = addresses.slice(0, ADDRESSES_PER_CONTACT_MAX).flatMap((text) => plain(text, peerId) ?? [])
    if (usable.length === 0) return
    const contact = this.#contacts.get(peerId) ?? this.#add(peerId)
    const news = usable.filter((address) => !contact.addresses.has(address))
    for (const address of usable) {
      contact.addresses.delete(address)
      contact.addresses.set(address, source)
    }
    while (contact.addresses.size > ADDRESSES_PER_CONTACT_MAX) dropFirst(contact.addresses)
    if (source === 'told') this.#toldBySession(peerId, usable)
    // A new address deserves a try at once; an old one heard again keeps its waiting time.
    if (news.length > 0 && contact.failures > 0) this.#dialSoon(peerId, contact, 0)
    else if (source === 'mdns' && !contact.refused) {
      contact.dialFrom = Math.min(contact.dialFrom, contact.failedAt + REDIAL_HEARD_MS)
    }
    this.#dialDue()
  }

  addressesOf(peerId: PeerIdText): readonly string[] {
    return [...(this.#contacts.get(peerId)?.addresses.keys() ?? [])].reverse().slice(0, ADDRESSES_DIALLED_MAX)
  }

  retryNow(): void {
    for (const [peerId, contact] of this.#contacts) this.#dialSoon(peerId, contact, 0)
    this.#dialDue()
  }

  onProven(listener: (peerId: PeerIdText, address: string) => void): () => void {
    return this.#proven.add(listener)
  }

  #add(peerId: PeerIdText): Contact {
    if (this.#contacts.size >= CONTACTS_MAX) this.#forgetOne()
    const contact: Contact = {
      addresses: new Map(),
      failures: 0,
      failedAt: 0,
      dialFrom: 0,
      dialling: false,
      refused: false,
    }
    this.#contacts.set(peerId, contact)
    this.#dialSoon(peerId, contact, 0)
    return contact
  }

  #forgetOne(): void {
    for (const peerId of this.#contacts.keys()) {
      if (this.#init.sessions.of(peerId) !== undefined) continue
      this.#contacts.delete(peerId)
      return
    }
  }

  /** Both sides hear of each other at the same time: the one with the larger ID lets the other go first. */
  #dialSoon(peerId: PeerIdText, contact: Contact, wait: number): void {
    const turn = this.#init.self < peerId ? 0 : SECOND_DIALLER_MS * (1 + Math.random())
    contact.dialFrom = performance.now() + wait + turn
  }

  #opened(session: Session): void {
    const contact = this.#contacts.get(session.peerId)
    if (contact !== undefined) Object.assign(contact, { failures: 0, refused: false })
    if (session.direction !== 'out') return
    const address = plain(session.remoteAddress, session.peerId)
    if (address === undefined) return
    this.learn(session.peerId, [address], 'proven')
    this.#proven.tell(session.peerId, address)
  }

  /** Who dialled this side is remembered by where it listens on the host it came from. */
  #toldBySession(peerId: PeerIdText, told: readonly string[]): void {
    const from = this.#init.sessions.of(peerId)
    const host = from === undefined ? undefined : plain(from.remoteAddress, peerId)?.replace(/\/tcp\/.*/, '/')
    const address = told.find((each) => host !== undefined && each.startsWith(host))
    if (address !== undefined) this.#proven.tell(peerId, address)
  }

  #closed(session: Session, reason: FaultCode | undefined): void {
    const contact = this.#contacts.get(session.peerId)
    if (contact === undefined || this.#init.sessions.of(session.peerId) !== undefined) return
    this.#dialSoon(session.peerId, contact, reason === undefined ? 0 : REDIAL_LAST_MS)
    this.#dialDue()
  }

  /** Starts what is due, whoever waited longest first, and wakes up for what comes next. */
  #dialDue(): void {
    if (!this.#init.dialFound || this.#abort.signal.aborted) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    const now = performance.now()
    let next = Number.POSITIVE_INFINITY
    const due: [PeerIdText, Contact][] = []
    for (const [peerId, contact] of this.#contacts) {
      if (contact.dialling || this.#init.sessions.of(peerId) !== undefined) continue
      if (contact.dialFrom <= now) due.push([peerId, contact])
      else next = Math.min(next, contact.dialFrom)
    }
    due.sort(([, a], [, b]) => a.dialFrom - b.dialFrom)
    for (const [peerId, contact] of due) {
      // Whoever ends a dial comes back here.
      if (this.#dialling >= this.#init.pace.atOnce) return
      if (this.#init.sessions.list().length >= SESSIONS_DIALLED_MAX) return
      void this.#dial(peerId, contact)
    }
    if (next < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.#dialDue(), Math.max(next - now, 1)).unref()
    }
  }

  async #dial(peerId: PeerIdText, contact: Contact): Promise<void> {
    contact.dialling = true
    this.#dialling++
    try {
      const limit = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(PEER_DIAL_MS)])
      await this.#init.sessions.connect(peerId, limit)
      contact.failures = 0
    } catch (error) {
      contact.failures++
      const code = error instanceof Fault ? error.code : 'PEER_UNREACHABLE'
      this.#init.log.debug({ code, peer: peerId, failures: contact.failures }, 'a found peer did not answer')
      if (contact.failures >= FAILURES_MAX) this.#contacts.delete(peerId)
      // Who was refused will be refused again; who did not answer may just be starting.
      contact.refused = !ANSWERED_NOT.has(code)
      contact.failedAt = performance.now()
      const first = contact.refused ? REDIAL_LAST_MS : REDIAL_FIRST_MS
      const wait = Math.min(first * 2 ** (contact.failures - 1), REDIAL_LAST_MS)
      contact.dialFrom = performance.now() + wait * (0.75 + Math.random() / 2)
    } finally {
      contact.dialling = false
      this.#dialling--
      this.#dialDue()
    }
  }
}

const ANSWERED_NOT: ReadonlySet<FaultCode> = new Set([
  'PEER_UNREACHABLE',
  'SESSION_TIMEOUT',
  'SESSION_TRUNCATED',
  'SESSION_CLOSED',
  'SESSION_LIMIT',
])

/** Addresses that were heard are numbers: a name would make this device ask a name server about it. */
const LEARNED_HOSTS: ReadonlySet<string> = new Set(['ip4', 'ip6'])
const TYPED_HOSTS: ReadonlySet<string> = new Set([...LEARNED_HOSTS, 'dns', 'dns4', 'dns6'])

/**
 * A host, a TCP port, and at most a peer ID behind them; nothing else before, between or after.
 * @throws for anything else
 */
function readAddress(
  text: string,
  hosts: ReadonlySet<string>,
): { bare: string; named: PeerIdText | undefined } {
  if (text.length > ADDRESS_CHARACTERS_MAX) throw new RangeError('too long')
  const [host, port, peer, ...rest] = multiaddr(text).getComponents()
  if (host === undefined || !hosts.has(host.name) || port?.name !== 'tcp' || rest.length > 0) {
    throw new TypeError('not a TCP address')
  }
  if (peer !== undefined && peer.name !== 'p2p') throw new TypeError('not a direct address')
  return {
    bare: `/${host.name}/${host.value}/tcp/${port.value}`,
    named: peer?.value === undefined ? undefined : peerIdText(peer.value),
  }
}

/** The address without its /p2p/ part; undefined when it is of another peer, or nothing one could dial. */
function plain(text: string, peerId: PeerIdText): string | undefined {
  try {
    const { bare, named } = readAddress(text, LEARNED_HOSTS)
    if (named !== undefined && named !== peerId) return undefined
    return bare.endsWith('/tcp/0') ? undefined : bare
  } catch {
    return undefined
  }
}

/** What somebody typed. @throws Fault ADDRESS_MALFORMED */
export function typedAddress(raw: string): Multiaddr {
  const text = raw.trim()
  try {
    readAddress(text, TYPED_HOSTS)
    return multiaddr(text)
  } catch (cause) {
    throw new Fault('ADDRESS_MALFORMED', { address: text.slice(0, ADDRESS_CHARACTERS_MAX) }, { cause })
  }
}

function dropFirst<K>(map: Map<K, unknown>): void {
  const first = map.keys().next()
  if (first.done !== true) map.delete(first.value)
}
