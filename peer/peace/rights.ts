// Whose word counts when a message is hidden: the role in the certificate an event names, or the author's standing in the group,
// both as of the event. The same on every device, whatever came first.
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { hexKeyIdOf } from '@parley/shared/certificates/keys.ts'
import { readEntries, readRevocationList } from '@parley/shared/certificates/revocation-list-read.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { roleOf } from '@parley/shared/certificates/rules/device.ts'
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import type { Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { standing } from '@parley/shared/membership/standing.ts'
import type { Chat } from '../conversations/chat.ts'
import type { History } from '../history/history.ts'
import type { Store } from '../store/open.ts'
import { ROLES_REMEMBERED } from './constants.ts'

/** Roles that keep order in every room they are in. */
const KEEPERS: ReadonlySet<Role> = new Set<Role>(['moderator', 'admin'])

export const keepsOrder = (role: Role): boolean => KEEPERS.has(role)

/** An event that hides something, and what its author had seen. */
export interface Act {
  readonly login: Login
  readonly peer: PeerIdText
  readonly seq: number
  readonly time: number
  readonly count: number
  /** Row of the certificate it names. */
  readonly certificate: number
  readonly seen: ReadonlyMap<PeerIdText, number>
}

interface Spoken {
  readonly role: Role
  readonly serial: string
  readonly issuer: string
}

interface Here {
  readonly history: Pick<History, 'places'>
  readonly store: Pick<Store, 'db'>
  readonly trust: Pick<Trust, 'lists'>
  readonly primitives: Primitives
}

export class Rights {
  readonly #here: Here
  readonly #spoken = new Map<number, Spoken>()
  /** Revocations of older lists that newer ones no longer tell, by issuer and serial; read again when there are more. */
  #past: { readonly lists: number; readonly revoked: ReadonlyMap<string, number> } = {
    lists: 0,
    revoked: new Map(),
  }

  constructor(here: Here) {
    this.#here = here
  }

  /** In a direct conversation nobody hides anything: each of the two can block the other. */
  mayHide(chat: Chat, act: Act): boolean {
    const { place, group } = chat
    if (place.kind === 'direct') return false
    if (group === undefined) return this.#keptOrder(act)
    const { peer: device, seq, time, count, login } = act
    const seen = new Map(act.seen).set(device, seq - 1)
    const role = standing(group.resolution, login, { device, seq, time, count, seen })
    if (role === undefined) return false
    return role !== 'member' || this.#keptOrder(act)
  }

  /** Whether the certificate spoke for somebody who keeps order, when the event was written. */
  #keptOrder({ certificate, time }: Act): boolean {
    const spoken = this.#spokenBy(certificate)
    if (spoken === undefined || !keepsOrder(spoken.role)) return false
    const revoked = this.#revokedAt(spoken)
    // Whose role changed still has the old certificate, and its key: from that moment on it says nothing about roles.
    return revoked === undefined || revoked > time
  }

  #spokenBy(row: number): Spoken | undefined {
    const known = this.#spoken.get(row)
    if (known !== undefined) return known
    const [leaf, issuing] = this.#here.history.places.certificateChain(row)
    if (leaf === undefined || issuing === undefined) return undefined
    const certificate = readCertificate(leaf)
    const spoken = {
      role: roleOf(certificate),
      serial: certificate.serialHex,
      issuer: hexKeyIdOf(readCertificate(issuing).key, this.#here.primitives),
    }
    if (this.#spoken.size >= ROLES_REMEMBERED) this.#spoken.clear()
    this.#spoken.set(row, spoken)
    return spoken
  }

  /** Ms since 1970. A certificate that was only renewed spoke until the next one was there. */
  #revokedAt({ serial, issuer }: Spoken): number | undefined {
    const said = this.#here.trust.lists().of(issuer)?.lookUp(serial)
    if (said !== undefined) return said.reason === 'superseded' ? undefined : said.date.getTime()
    return this.#pastRevocations().get(`${issuer} ${serial}`)
  }

  #pastRevocations(): ReadonlyMap<string, number> {
    const { db } = this.#here.store
    const lists = db.prepare<[], number>('SELECT count(*) FROM past_list').pluck().get() ?? 0
    if (lists === this.#past.lists) return this.#past.revoked
    const revoked = new Map<string, number>()
    const rows = db.prepare<[], { issuer: string; der: Uint8Array }>('SELECT issuer, der FROM past_list')
    for (const { issuer, der } of rows.iterate()) {
      for (const [serial, { date, reason }] of readEntries(readRevocationList(new Uint8Array(der)))) {
        if (reason !== 'superseded') revoked.set(`${issuer} ${serial}`, date.getTime())
      }
    }
    this.#past = { lists, revoked }
    return revoked
  }
}
