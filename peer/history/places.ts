// Conversations, devices, chains and certificates, and the small numbers the database knows them by.
// New ones are written at once, outside group commits, so that what is remembered here is always on disk.
import { hex } from '@parley/shared/certificates/bytes.ts'
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import { deviceBytes, deviceText } from '@parley/shared/events/device.ts'
import {
  chainTagOf,
  directConversation,
  everyoneConversation,
  groupConversation,
} from '@parley/shared/events/hash.ts'
import { type ChainTag, type ConversationId, conversationId } from '@parley/shared/events/ids.ts'
import { CertificateChain } from '@parley/shared/events/wire/event.gen.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Fingerprint, PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login, RealmName } from '@parley/shared/identity/login.ts'
import { storeFault } from '../store/faults.ts'
import type { Store } from '../store/open.ts'

/**
 * Devices of one person this device has ever met, count: eight at a time (MAX_DEVICES_PER_PERSON, which the authority holds
 * people to), each replaced once a year for a working life. Whoever brings more is not taken in.
 */
export const DEVICES_MAX = 256

interface AnyPlace {
  readonly row: number
  readonly id: ConversationId
  /** The 32 bytes. */
  readonly name: Uint8Array
}

/** @property login the other person; oneself for notes */
export type DirectPlace = AnyPlace & { readonly kind: 'direct'; readonly login: Login }
export type EveryonePlace = AnyPlace & { readonly kind: 'everyone' }
/** What its name is made of: the device that wrote its first event, and chance. */
export type GroupPlace = AnyPlace & GroupOrigin & { readonly kind: 'group' }
export type ConversationPlace = DirectPlace | EveryonePlace | GroupPlace

export interface GroupOrigin {
  readonly creator: PeerIdText
  /** 16 bytes. */
  readonly nonce: Uint8Array
}

export interface DevicePlace {
  readonly row: number
  readonly peerId: PeerIdText
  readonly login: Login
}

export interface ChainPlace {
  readonly row: number
  readonly tag: ChainTag
  readonly conversation: ConversationPlace
  readonly device: DevicePlace
}

interface Row {
  readonly id: number
}

interface ConversationRow extends Row {
  readonly name: Uint8Array
  readonly kind: string
  readonly login: Login | null
  readonly creator: Uint8Array | null
  readonly nonce: Uint8Array | null
}

type What =
  | { readonly kind: 'direct'; readonly login: Login }
  | { readonly kind: 'everyone' }
  | ({ readonly kind: 'group' } & GroupOrigin)

export class Places {
  readonly #store: Store
  readonly #primitives: Primitives
  readonly #conversations = new Map<ConversationId, ConversationPlace>()
  readonly #devices = new Map<PeerIdText, DevicePlace>()
  readonly #chains = new Map<ChainTag, ChainPlace>()
  readonly #chainRows = new Map<number, ChainPlace>()
  readonly #devicesOf = new Map<Login, DevicePlace[]>()
  readonly #chainsOf = new Map<ConversationPlace, ChainPlace[]>()
  readonly #certificates = new Map<Fingerprint, number>()

  /** Reads all names: some hundred bytes for each person one has talked with. */
  constructor(store: Store, primitives: Primitives) {
    this.#store = store
    this.#primitives = primitives
    const { db } = store
    const devices = new Map<number, DevicePlace>()
    const conversations = new Map<number, ConversationPlace>()
    for (const { id, peer, login } of db
      .prepare<[], Row & { peer: PeerIdText; login: Login }>('SELECT id, peer, login FROM device')
      .iterate()) {
      const device = { row: id, peerId: peer, login }
      devices.set(id, device)
      this.#keepDevice(device)
    }
    for (const row of db
      .prepare<[], ConversationRow>('SELECT id, name, kind, login, creator, nonce FROM conversation')
      .iterate()) {
      const conversation = placeOf(row)
      if (conversation === undefined) continue
      conversations.set(row.id, conversation)
      this.#conversations.set(conversation.id, conversation)
    }
    for (const row of db
      .prepare<[], Row & { tag: ChainTag; conversation: number; device: number }>(
        'SELECT id, tag, conversation, device FROM chain',
      )
      .iterate()) {
      const conversation = conversations.get(row.conversation)
      const device = devices.get(row.device)
      if (conversation === undefined || device === undefined) continue
      this.#keepChain({ row: row.id, tag: row.tag, conversation, device })
    }
  }

  /** The direct conversation between the owner of this device and another person. */
  direct(realm: RealmName, own: Login, other: Login): ConversationPlace {
    const name = directConversation(realm, own, other, this.#primitives)
    return this.#conversation({ kind: 'direct', login: other }, name)
  }

  everyone(realm: RealmName): ConversationPlace {
    return this.#conversation({ kind: 'everyone' }, everyoneConversation(realm, this.#primitives))
  }

  group({ creator, nonce }: GroupOrigin): ConversationPlace {
    const name = groupConversation(deviceBytes(creator), nonce, this.#primitives)
    return this.#conversation({ kind: 'group', creator, nonce }, name)
  }

  /** Undefined while nothing of it is on this disk. */
  knownGroup({ creator, nonce }: GroupOrigin): ConversationPlace | undefined {
    const name = groupConversation(deviceBytes(creator), nonce, this.#primitives)
    return this.#conversations.get(conversationId(hex(name)))
  }

  #conversation(what: What, name: Uint8Array): ConversationPlace {
    const id = conversationId(hex(name))
    const known = this.#conversations.get(id)
    if (known !== undefined) return known
    const row = this.#insert(
      'INSERT INTO conversation (name, kind, login, creator, nonce) VALUES (?, ?, ?, ?, ?)',
      name,
      what.kind,
      what.kind === 'direct' ? what.login : null,
      what.kind === 'group' ? deviceBytes(what.creator) : null,
      what.kind === 'group' ? what.nonce : null,
    )
    const conversation = { row, id, name, ...what }
    this.#conversations.set(id, conversation)
    return conversation
  }

  conversations(): readonly ConversationPlace[] {
    return [...this.#conversations.values()]
  }

  /** @throws Fault DEVICE_UNHEARD; EVENT_DEVICE_FOREIGN: a device stays with the person it was first met as */
  device(peerId: PeerIdText, login: Login): DevicePlace {
    const known = this.#devices.get(peerId)
    if (known !== undefined && known.login !== login)
      throw new Fault('EVENT_DEVICE_FOREIGN', { device: peerId })
    if (known !== undefined) return known
    if (this.devicesOf(login).length >= DEVICES_MAX)
      throw new Fault('DEVICE_UNHEARD', { login, limit: DEVICES_MAX })
    const row = this.#insert('INSERT INTO device (peer, login) VALUES (?, ?)', peerId, login)
    const device = { row, peerId, login }
    this.#keepDevice(device)
    return device
  }

  /** A device that was met. */
  knownDevice(peerId: PeerIdText): DevicePlace | undefined {
    return this.#devices.get(peerId)
  }

  devicesOf(login: Login): readonly DevicePlace[] {
    return this.#devicesOf.get(login) ?? []
  }

  chain(conversation: ConversationPlace, device: DevicePlace): ChainPlace {
    const tag = chainTagOf(conversation.name, deviceBytes(device.peerId), this.#primitives)
    const known = this.#chains.get(tag)
    if (known !== undefined) return known
    const sql = 'INSERT INTO chain (conversation, device, tag) VALUES (?, ?, ?)'
    const chain = { row: this.#insert(sql, conversation.row, device.row, tag), tag, conversation, device }
    this.#keepChain(chain)
    return chain
  }

  chains(conversation: ConversationPlace): readonly ChainPlace[] {
    return this.#chainsOf.get(conversation) ?? []
  }

  chainOf(tag: ChainTag): ChainPlace | undefined {
    return this.#chains.get(tag)
  }

  /** By the number the database knows it by. */
  chainAt(row: number): ChainPlace | undefined {
    return this.#chainRows.get(row)
  }

  /** Keeps what proves the author of events, also after it expired. */
  certificate({ fingerprint, peerId, login, chain }: OwnCertificate): number {
    const known = this.#certificates.get(fingerprint) ?? this.#certificateRow(fingerprint)
    if (known !== undefined) return known
    const row = this.#insert(
      'INSERT INTO certificate (fingerprint, device, chain) VALUES (?, ?, ?)',
      fingerprint,
      this.device(peerId, login).row,
      CertificateChain.encode({ certificates: [...chain] }),
    )
    this.#certificates.set(fingerprint, row)
    return row
  }

  /** What was kept of a certificate once seen, device and issuing CA. */
  keptChain(name: Fingerprint): readonly Uint8Array[] | undefined {
    const row = this.#certificates.get(name) ?? this.#certificateRow(name)
    return row === undefined ? undefined : this.certificateChain(row)
  }

  certificateChain(row: number): readonly Uint8Array[] {
    const bytes = this.#store.db
      .prepare<[number], Uint8Array>('SELECT chain FROM certificate WHERE id = ?')
      .pluck()
      .get(row)
    return bytes === undefined ? [] : CertificateChain.decode(bytes).certificates
  }

  /** Of every device that wrote in a conversation, oldest first. */
  certificatesIn(conversation: ConversationPlace): readonly (readonly Uint8Array[])[] {
    return this.#store.db
      .prepare<[number], Uint8Array>(
        `SELECT chain FROM certificate WHERE id IN (SELECT DISTINCT certificate FROM event WHERE chain IN
           (SELECT id FROM chain WHERE conversation = ?)) ORDER BY id`,
      )
      .pluck()
      .all(conversation.row)
      .map((bytes) => CertificateChain.decode(bytes).certificates)
  }

  #keepDevice(device: DevicePlace): void {
    this.#devices.set(device.peerId, device)
    this.#devicesOf.set(device.login, [...(this.#devicesOf.get(device.login) ?? []), device])
  }

  #keepChain(chain: ChainPlace): void {
    this.#chainRows.set(chain.row, chain)
    this.#chains.set(chain.tag, chain)
    this.#chainsOf.set(chain.conversation, [...(this.#chainsOf.get(chain.conversation) ?? []), chain])
  }

  #certificateRow(fingerprint: Fingerprint): number | undefined {
    const sql = 'SELECT id FROM certificate WHERE fingerprint = ?'
    const row = this.#store.db.prepare<[string], number>(sql).pluck().get(fingerprint)
    if (row !== undefined) this.#certificates.set(fingerprint, row)
    return row
  }

  #insert(sql: string, ...values: (string | number | Uint8Array | null)[]): number {
    try {
      return Number(this.#store.db.prepare(sql).run(...values).lastInsertRowid)
    } catch (error) {
      throw storeFault(this.#store.path, error)
    }
  }
}

/** @returns undefined for a kind of a later version */
function placeOf(row: ConversationRow): ConversationPlace | undefined {
  const name = new Uint8Array(row.name)
  const any = { row: row.id, id: conversationId(hex(name)), name }
  if (row.kind === 'everyone') return { ...any, kind: 'everyone' }
  if (row.kind === 'direct' && row.login !== null) return { ...any, kind: 'direct', login: row.login }
  if (row.kind === 'group' && row.creator !== null && row.nonce !== null) {
    const creator = deviceText(new Uint8Array(row.creator))
    return { ...any, kind: 'group', creator, nonce: new Uint8Array(row.nonce) }
  }
  return undefined
}
