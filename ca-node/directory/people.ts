// What the directory reads from the database, as the wire tells it. Adds who is connected and where.

import { DEVICES_MAX } from '@parley/shared/directory/constants.ts'
import type { ClaimedPerson } from '@parley/shared/directory/person.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type ListedPerson, listPeople, peopleByLogin, searchPeople } from '../people/read.ts'
import type { Db } from '../store/open.ts'
import type { Presences } from './presences.ts'

export class People {
  readonly #db: Db
  readonly #presences: Presences

  constructor(db: Db, presences: Presences) {
    this.#db = db
    this.#presences = presences
  }

  async byLogin(login: Login): Promise<ClaimedPerson | undefined> {
    return (await this.byLogins([login])).get(login)
  }

  /** Those there are of them. */
  async byLogins(logins: readonly Login[]): Promise<ReadonlyMap<Login, ClaimedPerson>> {
    const people = await peopleByLogin(this.#db, logins)
    return new Map(people.map((person) => [person.login, this.#claimed(person)]))
  }

  async search(words: string, limit: number): Promise<ClaimedPerson[]> {
    return (await searchPeople(this.#db, words, limit)).map((person) => this.#claimed(person))
  }

  /** One more than `limit` is read, to know whether a page follows. */
  async page(after: string, limit: number): Promise<{ people: ClaimedPerson[]; more: boolean }> {
    const options = after === '' ? { limit: limit + 1 } : { after, limit: limit + 1 }
    const found = await listPeople(this.#db, options)
    return {
      people: found.slice(0, limit).map((person) => this.#claimed(person)),
      more: found.length > limit,
    }
  }

  /** Logins whose entry or devices changed at or after `since`, milliseconds since 1970. */
  async changedSince(since: number): Promise<Login[]> {
    const users = this.#db.selectFrom('users').select('login').where('changed_at', '>=', since)
    const devices = this.#db.selectFrom('devices').select('login').where('changed_at', '>=', since)
    const rows = await users.union(devices).orderBy('login').execute()
    return rows.map((row) => row.login)
  }

  #claimed(person: ListedPerson): ClaimedPerson {
    return {
      login: person.login,
      firstName: person.firstName ?? '',
      lastName: person.lastName ?? '',
      role: person.role,
      status: person.status,
      devices: person.devices.slice(0, DEVICES_MAX).map(({ peerId, name, chain, prekey }) => ({
        peerId,
        name,
        chain,
        prekey,
        ...this.#where(peerId),
      })),
    }
  }

  #where(peerId: PeerIdText) {
    const { online, addresses } = this.#presences.of(peerId)
    return { online, addresses }
  }
}
