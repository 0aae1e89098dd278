// The authority's libp2p node: certified like everybody's, with the directory in it. It never dials by itself and
// carries no conversation.

import type { RevocationList } from '@parley/shared/certificates/revocation-list.ts'
import type { Presence } from '@parley/shared/directory/person.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import type { CertifiedNode, NodeOptions } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import { bundleRootLists } from '@parley/shared/roots/root-list.ts'
import type { ConnectedDevice, Live } from '../authority.ts'
import { DirectoryServer } from '../directory/serve.ts'
import type { Unlisted } from '../nodes/due-lists.ts'
import type { Db } from '../store/open.ts'
import { connectedDevices, watchConnected } from './connected.ts'
import { UnlistedGate } from './unlisted.ts'

export interface AuthorityNodeOptions {
  /** DER PrivateKeyInfo of the node's Ed25519 key. Zero it after this returns. */
  readonly pkcs8: Uint8Array
  /** The node's newest chain (role `authority`), DER; read again at each handshake. */
  ownChain(): readonly Uint8Array[]
  readonly roots: RealmRoots
  /** Certificates of the realm's issuing CAs, DER. */
  readonly issuers: readonly Uint8Array[]
  /** Newest revocation list of every issuer, DER. */
  readonly lists: readonly Uint8Array[]
  readonly db: Db
  readonly listen: readonly string[]
  readonly announce?: readonly string[]
  readonly mdns: boolean
  /** A connection did not become a session. */
  onRefused?: NodeOptions['onRefused']
  /** A list of another authority of this realm came in through a peer. */
  onList?(list: RevocationList): void
  now(): Date
  readonly log: Log
}

export interface AuthorityNode {
  readonly peerId: PeerIdText
  readonly node: CertifiedNode
  /** Multiaddrs with /p2p/. */
  readonly addresses: readonly string[]
  /** A list just signed: live sessions are looked at again, everybody connected gets it. */
  pushList(der: Uint8Array, issuers?: readonly Uint8Array[]): void
  /** The realm's roots changed: the same. */
  pushRoots(roots: RealmRoots): void
  /** Certificates that are revoked, though no list says so yet. Replaces those of before. */
  refuse(revoked: readonly Unlisted[]): void
  /** For the other authorities of the realm, and from them. */
  presencesHere(): readonly Presence[]
  presencesElsewhere(node: string, changes: readonly Presence[] | 'gone'): void
  closeUser(login: Login): void
  closeDevice(peerId: PeerIdText): void
  personChanged(login: Login): void
  connected(): readonly ConnectedDevice[]
  onConnected: Live['onConnected']
  /** The node's own certificate is new. */
  renewed(): Promise<void>
  stop(): Promise<void>
}

/** @throws Fault PORT_IN_USE, ADDRESS_MALFORMED, KEY_UNSUPPORTED */
export async function startAuthorityNode(options: AuthorityNodeOptions): Promise<AuthorityNode> {
  const { log, now } = options
  const unlisted = new UnlistedGate()
  const trust = unlisted.before(
    createTrust({
      roots: options.roots,
      primitives,
      issuers: options.issuers,
      lists: options.lists,
      // The authority knows everybody it enrolled; its own list is as fresh as it can be.
      acquaintance: () => 'known',
      keep: (list) => options.onList?.(list),
    }),
  )
  const node = await startNode({
    privateKey: libp2pKey(options.pkcs8),
    ownChain: options.ownChain,
    trust,
    listen: options.listen,
    announce: options.announce ?? [],
    mdns: options.mdns,
    dht: 'server',
    kind: 'authority',
    onRefused: (refused) => options.onRefused?.(refused),
    now,
    log,
  })
  const directory = new DirectoryServer({ db: options.db, sessions: node.sessions, primitives, now, log })
  await directory.begin()

  const close = (
    reason: 'CERT_SUSPENDED' | 'CERT_REVOKED',
    whose: (session: { peerId: PeerIdText; cert: { login: Login } }) => boolean,
  ) => {
    for (const session of node.sessions.list()) if (whose(session)) void session.close(reason)
  }
  return {
    peerId: node.peerId,
    node,
    get addresses() {
      return node.addresses
    },
    pushList: (der, issuers) => void trust.offer(der, issuers),
    pushRoots({ number, lists }) {
      if (number > 0) trust.offer(bundleRootLists(lists.map(({ bytes }) => bytes)))
    },
    refuse(revoked) {
      unlisted.set(revoked)
      for (const session of node.sessions.list()) {
        const code = unlisted.faultOf(session.cert)?.code
        if (code !== undefined) void session.close(code)
      }
    },
    presencesHere: () => directory.here(),
    presencesElsewhere: (from, changes) => directory.elsewhere(from, changes),
    closeUser: (login) => close('CERT_SUSPENDED', (session) => session.cert.login === login),
    closeDevice: (peerId) => close('CERT_REVOKED', (session) => session.peerId === peerId),
    personChanged: (login) => directory.personChanged(login),
    connected: () => connectedDevices(node.sessions),
    onConnected: (listener) => watchConnected(node.sessions, listener),
    renewed: () => node.renewed(),
    async stop() {
      directory.end()
      await node.stop()
    },
  }
}
