// The other authorities on the same database: what they did since the last look is carried out here, too. The database
// is the only thing they share; none ever connects to another, and any may be gone at any moment.
import { type HostPort, hostPort } from '@parley/shared/enrolment/invitation.ts'
import { type Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { z } from 'zod'
import { type Authority, keysOf } from '../authority.ts'
import { heldIssuers, signNextList } from '../certificates/list.ts'
import type { AuthorityNode } from '../net/start.ts'
import { isBehind } from '../running/hierarchy.ts'
import type { Db } from '../store/open.ts'
import {
  ADDRESSES_OF_OTHERS_MAX,
  CLOCKS_APART,
  GONE_AFTER,
  HANDED_ON_FOR,
  HANDED_ON_MAX,
  LOOK_PERIOD,
} from './constants.ts'
import { isListDue, unlistedRevocations } from './due-lists.ts'
import { SharedPresences } from './shared-presences.ts'
import { giveStoreKey } from './store-key-handover.ts'

const addressesKept = z.array(z.string())

interface Neighbour {
  beat: number
  /** Of our own clock: theirs may be wrong. */
  beatAt: number
  https: readonly HostPort[]
  p2p: readonly string[]
}

export interface Neighbours {
  /** Where the others can be reached: those that live first, then those that were there lately and may be back. */
  httpsAddresses(): readonly HostPort[]
  p2pAddresses(): readonly string[]
  /** Others that live now, by the key of their issuing CA. */
  living(): readonly string[]
  /** This node itself has told of that change. */
  told(login: Login): void
  /** Looks now, as it does twice a second. Never throws. */
  look(): Promise<void>
  end(): Promise<void>
}

/** Where there are none: a database in the data folder is for one. */
export const noNeighbours: Neighbours = {
  httpsAddresses: () => [],
  p2pAddresses: () => [],
  living: () => [],
  told: () => undefined,
  look: async () => undefined,
  end: async () => undefined,
}

export interface OwnPart {
  /** Addresses of this node, read again at each look. */
  https(): readonly HostPort[]
  p2p(): readonly string[]
  /** A newer Parley has taken the database over: this node writes nothing there any more. Called once. */
  outdated(fault: Fault): void
}

export async function watchNeighbours(
  authority: Authority,
  node: AuthorityNode,
  own: OwnPart,
): Promise<Neighbours> {
  const { store, log, now } = authority
  const { db } = store
  const ownKeyId = authority.realm.issuing.keyId
  const presences = new SharedPresences(db, ownKeyId)
  const others = new Map<string, Neighbour>()
  const lists = new Map<string, string>()
  /** Whose change was told here already, as of when. */
  const told = new Map<Login, number>()
  let lookedAt = now().getTime()
  let beat = now().getTime()
  let isWell = true
  let isOutdated = false

  /** Says that we live and where. */
  async function announce(): Promise<void> {
    beat = Math.max(beat + 1, now().getTime())
    const said = { beat, https: JSON.stringify(own.https()), p2p: JSON.stringify(own.p2p()) }
    await db
      .insertInto('nodes')
      .values({ issuer_key_id: ownKeyId, ...said, key_wanted: null, key_given: null, key_giver: null })
      .onConflict((conflict) => conflict.column('issuer_key_id').doUpdateSet(said))
      .execute()
  }

  async function lookAtNodes(): Promise<void> {
    const rows = await db
      .selectFrom('nodes')
      .select(['issuer_key_id', 'beat', 'https', 'p2p'])
      .where('issuer_key_id', '!=', ownKeyId)
      .execute()
    const at = performance.now()
    for (const row of rows) {
      const known = others.get(row.issuer_key_id)
      if (known?.beat === row.beat) continue
      others.set(row.issuer_key_id, {
        beat: row.beat,
        // The first time it may be the last word of one that is long gone: it lives when the beat goes on.
        beatAt: known ? at : at - GONE_AFTER + 2 * LOOK_PERIOD,
        https: addressesKept.parse(JSON.parse(row.https)).map(hostPort),
        p2p: addressesKept.parse(JSON.parse(row.p2p)),
      })
    }
  }

  async function owesList(on: Db): Promise<boolean> {
    for (const { issuer } of heldIssuers(authority)) if (await isListDue(on, issuer.keyId)) return true
    return false
  }

  /** Lists that others signed, and the one we owe. */
  async function lookAtLists(): Promise<void> {
    if (await owesList(db)) {
      const der = await store.transaction(async (transaction) =>
        (await owesList(transaction)) ? signNextList(transaction, authority) : undefined,
      )
      if (der) authority.live.pushList(der)
    }
    const rows = await db.selectFrom('lists').select(['issuer_key_id', 'number']).execute()
    const newer = rows.filter((row) => lists.get(row.issuer_key_id) !== row.number)
    if (newer.length === 0) return
    const found = await db
      .selectFrom('lists')
      .select(['issuer_key_id', 'number', 'der'])
      .where(
        'issuer_key_id',
        'in',
        newer.map((row) => row.issuer_key_id),
      )
      .execute()
    const issuers = await db.selectFrom('issuers').select('der').execute()
    for (const row of found) {
      lists.set(row.issuer_key_id, row.number)
      try {
        node.pushList(
          row.der,
          issuers.map(({ der }) => der),
        )
      } catch (error) {
        // Of an issuing CA that no root here vouches for: the others must still be heard of.
        log.warn({ act: 'neighbours', code: faultIn(error)?.code ?? 'INTERNAL' }, 'list not taken')
      }
    }
  }

  /** People and devices that others changed: watchers of the directory hear of them. */
  async function lookAtPeople(): Promise<void> {
    const at = now().getTime()
    const since = lookedAt - CLOCKS_APART
    const changes = (table: 'users' | 'devices') =>
      db.selectFrom(table).select(['login', 'changed_at']).where('changed_at', '>', since)
    const rows = await changes('users').union(changes('devices')).orderBy('changed_at').execute()
    for (const { login, changed_at: changedAt } of rows) {
      if ((told.get(login) ?? 0) >= changedAt) continue
      told.set(login, changedAt)
      node.personChanged(login)
    }
    lookedAt = at
    for (const [login, changedAt] of told) if (changedAt < since) told.delete(login)
  }

  async function lookAtPresences(): Promise<void> {
    await presences.tell(node.presencesHere(), now())
    const at = performance.now()
    for (const [keyId, { beatAt }] of others) {
      if (at - beatAt > GONE_AFTER) {
        presences.forget(keyId)
        node.presencesElsewhere(keyId, 'gone')
      } else node.presencesElsewhere(keyId, await presences.heard(keyId))
    }
  }

  async function lookAround(): Promise<void> {
    if (isOutdated) return
    try {
      await store.assertForm()
      await announce()
      await lookAtNodes()
      // A root or an issuing CA that another authority brought in: whom it enrols must be known here, too.
      if (await isBehind(db, authority.realm)) await authority.live.realmChanged()
      await lookAtLists()
      node.refuse(await unlistedRevocations(db))
      await lookAtPeople()
      await lookAtPresences()
      await giveStoreKey({ store, realm: authority.realm, log, now, keys: keysOf(authority) })
      if (!isWell) log.info({ act: 'neighbours' }, 'the database is back')
      isWell = true
    } catch (error) {
      const fault = faultIn(error)
      if (fault?.code === 'DATA_TOO_NEW' && !isOutdated) {
        isOutdated = true
        own.outdated(fault)
        return
      }
      // The same thing twice a second helps nobody.
      if (isWell) log.error({ act: 'neighbours', code: fault?.code ?? 'INTERNAL', err: error }, 'look failed')
      isWell = false
    }
  }

  await announce()
  await presences.begin(now())
  for (const row of await db.selectFrom('lists').select(['issuer_key_id', 'number']).execute())
    lists.set(row.issuer_key_id, row.number)
  let looking = lookAround()
  let waiting: Promise<void> | undefined
  const look = () => {
    // Who asks while one is under way wants to know what happened since it began: the next one tells.
    waiting ??= looking.then(() => {
      waiting = undefined
      looking = lookAround()
      return looking
    })
    return waiting
  }
  await looking
  const timer = setInterval(() => void look(), LOOK_PERIOD)
  const trimming = setInterval(() => void presences.trim(now()).catch(() => undefined), 60_000)
  timer.unref()
  trimming.unref()

  const lives = ({ beatAt }: Neighbour) => performance.now() - beatAt <= GONE_AFTER
  // Whoever is told only of those that live now finds nobody when these are gone and the others are back.
  const handedOn = () => {
    const since = now().getTime() - HANDED_ON_FOR
    const lately = [...others.values()].filter(({ beat }) => beat > since)
    return [...lately.filter(lives), ...lately.filter((other) => !lives(other))].slice(0, HANDED_ON_MAX)
  }
  return {
    httpsAddresses: () => handedOn().flatMap(({ https }) => https.slice(0, ADDRESSES_OF_OTHERS_MAX)),
    p2pAddresses: () => handedOn().flatMap(({ p2p }) => p2p.slice(0, ADDRESSES_OF_OTHERS_MAX)),
    living: () => [...others].filter(([, other]) => lives(other)).map(([keyId]) => keyId),
    told: (login) => void told.set(login, now().getTime()),
    look,
    async end() {
      clearInterval(timer)
      clearInterval(trimming)
      await (waiting ?? looking)
      if (!isOutdated) await presences.tell([], now()).catch(() => undefined)
    },
  }
}
