// People and devices on disk: read once at start, written as they change. What it gives is checked by who takes it.
import { type Role, role } from '@parley/shared/certificates/role.ts'
import { type PeerIdText, peerIdText } from '@parley/shared/identity/ids.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import type { Store } from '../store/open.ts'

export interface CachedPerson {
  readonly login: Login
  readonly firstName: string
  readonly lastName: string
  readonly role: Role
  readonly status: 'active' | 'suspended'
}

export interface CachedDevice {
  readonly peerId: PeerIdText
  readonly login: Login
  readonly name: string
  readonly source: 'directory' | 'session'
  /** Leaf, issuing CA. DER. */
  readonly chain: readonly [Uint8Array, Uint8Array]
  /** As the directory tells it, not looked at. */
  readonly prekey: Uint8Array | undefined
}

interface PersonRow {
  login: string
  first_name: string
  last_name: string
  role: string
  status: string
}

interface DeviceRow {
  peer: string
  login: string
  name: string
  source: string
  leaf: Uint8Array
  issuing: Uint8Array
  prekey: Uint8Array | null
}

export class DirectoryCache {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  people(): CachedPerson[] {
    const rows = this.#store.db.prepare<[], PersonRow>('SELECT * FROM directory_person').all()
    return rows.map((row) => ({
      login: login(row.login),
      firstName: row.first_name,
      lastName: row.last_name,
      role: role(row.role),
      status: row.status === 'suspended' ? 'suspended' : 'active',
    }))
  }

  devices(): CachedDevice[] {
    const rows = this.#store.db.prepare<[], DeviceRow>('SELECT * FROM directory_device').all()
    return rows.map((row) => ({
      peerId: peerIdText(row.peer),
      login: login(row.login),
      name: row.name,
      source: row.source === 'session' ? 'session' : 'directory',
      chain: [row.leaf, row.issuing],
      prekey: row.prekey ?? undefined,
    }))
  }

  putPerson({ login, firstName, lastName, role, status }: CachedPerson): void {
    this.#write(
      `INSERT INTO directory_person (login, first_name, last_name, role, status) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (login) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
         role = excluded.role, status = excluded.status`,
      [login, firstName, lastName, role, status],
    )
  }

  putDevice({ peerId, login, name, source, chain, prekey }: CachedDevice): void {
    this.#write(
      `INSERT INTO directory_device (peer, login, name, source, leaf, issuing, prekey) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (peer) DO UPDATE SET login = excluded.login, name = excluded.name, source = excluded.source,
         leaf = excluded.leaf, issuing = excluded.issuing, prekey = excluded.prekey`,
      [peerId, login, name, source, chain[0], chain[1], prekey ?? null],
    )
  }

  dropDevice(peerId: PeerIdText): void {
    this.#write('DELETE FROM directory_device WHERE peer = ?', [peerId])
  }

  /** The moment up to which that authority has told everything; 0 when it was never asked. */
  asOf(authority: PeerIdText): number {
    const read = this.#store.db.prepare<[string], { as_of: number }>(
      'SELECT as_of FROM directory_as_of WHERE authority = ?',
    )
    return read.get(authority)?.as_of ?? 0
  }

  putAsOf(authority: PeerIdText, asOf: number): void {
    this.#write(
      `INSERT INTO directory_as_of (authority, as_of) VALUES (?, ?)
       ON CONFLICT (authority) DO UPDATE SET as_of = excluded.as_of`,
      [authority, asOf],
    )
  }

  /** May be lost in a crash, and all together: then the directory tells it again. */
  #write(sql: string, values: (string | number | Uint8Array | null)[]): void {
    this.#store.writer.writeLazily(() => this.#store.db.prepare(sql).run(...values))
  }
}
