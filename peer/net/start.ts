// A person's device on the network: trust from what is enrolled and remembered, the certified node, the directory.
import { type OwnCertificate, ownCertificate, type VerifiedCert } from '@parley/shared/certificates/check.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import type { RefusedConnection } from '@parley/shared/host/net/refusals.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import type { CertifiedNode, Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import { bundleRootLists } from '@parley/shared/roots/root-list.ts'
import { createDirectory } from '../directory/directory.ts'
import type { Directory } from '../directory/types.ts'
import type { Store } from '../store/open.ts'
import { NetMemory } from './remember.ts'

export interface PeerNodeOptions {
  /** DER PrivateKeyInfo of the device's key. Zero it after this returns. */
  readonly pkcs8: Uint8Array
  readonly peerId: PeerIdText
  /** Leaf, issuing CA, DER: the newest; read again at each handshake. */
  chain(): readonly Uint8Array[]
  /** Other issuing CAs of the realm, DER: lists of theirs are believed although nobody of theirs was met yet. */
  readonly issuers?: readonly Uint8Array[]
  /** The realm's roots as last kept; read again after a renewal. */
  roots(): RealmRoots
  /** The realm changed its roots, as a session told. Must not throw. */
  keepRoots?(roots: RealmRoots): void
  /** Revocation lists that came with the membership, DER; newer ones from the database win. */
  readonly lists: readonly Uint8Array[]
  readonly authorities: readonly { readonly peerId: PeerIdText; readonly addresses: readonly string[] }[]
  /** What the owner calls this device now. */
  deviceName(): string
  readonly store: Store
  readonly listen: readonly string[]
  readonly mdns: boolean
  readonly dht?: boolean
  /** A connection did not become a session. Must not throw. */
  onRefused?(refused: RefusedConnection): void
  /** False: the authority is neither dialled nor asked. */
  readonly directory: boolean
  now(): Date
  readonly log: Log
}

export interface PeerNode {
  readonly node: CertifiedNode
  readonly trust: Trust
  readonly directory: Directory
  /** Who this device is: its newest certificate, also while that does not hold. */
  own(): OwnCertificate
  /** The same, checked like anybody's, now. @throws Fault CERT_*, REVOCATION_LIST_* */
  check(): VerifiedCert
  /** `chain()` gives a renewed one from now on: tell everybody connected. */
  renewed(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts also with a certificate that does not hold: others will refuse it until it is renewed.
 * @throws Fault PORT_IN_USE, ADDRESS_MALFORMED; CERT_* when this device's chain is not one at all
 */
export async function startPeerNode(options: PeerNodeOptions): Promise<PeerNode> {
  const { store, log, now, peerId } = options
  const memory = new NetMemory(store)
  const trust = createTrust({
    roots: options.roots(),
    keepRoots: (roots) => options.keepRoots?.(roots),
    primitives,
    issuers: [...options.chain().slice(1), ...(options.issuers ?? [])],
    lists: [...memory.lists(), ...options.lists],
    acquaintance: (peer) => (peer === peerId || memory.hasMet(peer) ? 'known' : 'new'),
    keep: (list) => memory.keepList(list, (err) => log.error({ err }, 'a revocation list could not be kept')),
  })
  const readOwn = () =>
    ownCertificate({ presented: options.chain(), roots: trust.pastRoots, expectedPeerId: peerId, primitives })
  let own = readOwn()
  const node = await startNode({
    privateKey: libp2pKey(options.pkcs8),
    ownChain: options.chain,
    trust,
    listen: options.listen,
    mdns: options.mdns,
    dht: (options.dht ?? true) ? 'server' : 'off',
    kind: 'peer',
    onRefused: options.onRefused ?? (() => undefined),
    now,
    log,
  })
  const endings = [
    node.sessions.onOpened((session) => memory.met(session.peerId, now())),
    node.contacts.onProven((peer, address) => memory.reached(peer, address, now())),
  ]
  const directory = createDirectory({
    node,
    store,
    trust,
    on: options.directory,
    own: () => own,
    ownName: options.deviceName,
    now,
    log,
  })
  const unwanted = new Set(options.directory ? [] : options.authorities.map((authority) => authority.peerId))
  for (const known of memory.addresses()) {
    if (!unwanted.has(known.peerId)) node.contacts.learn(known.peerId, [known.address], 'remembered')
  }
  if (options.directory) {
    for (const authority of options.authorities) {
      node.contacts.learn(authority.peerId, authority.addresses, 'remembered')
    }
  }
  return {
    node,
    trust,
    directory,
    own: () => own,
    check: () => trust.check(options.chain(), peerId, now()),
    async renewed() {
      const { number, lists } = options.roots()
      if (number > 0) trust.offer(bundleRootLists(lists.map(({ bytes }) => bytes)))
      own = readOwn()
      await node.renewed()
      // Who refused the old one takes the new one.
      node.contacts.retryNow()
    },
    async stop() {
      directory.stop()
      for (const end of endings) end()
      await node.stop()
    },
  }
}
