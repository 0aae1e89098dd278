// A person's device on the network: trust from what is enrolled and remembered, the certified node, the directory.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import type { CertifiedNode, Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
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
  readonly roots: readonly TrustedRoot[]
  /** Revocation lists that came with the membership, DER; newer ones from the database win. */
  readonly lists: readonly Uint8Array[]
  readonly authorities: readonly { readonly peerId: PeerIdText; readonly addresses: readonly string[] }[]
  readonly deviceName: string
  readonly store: Store
  readonly listen: readonly string[]
  readonly mdns: boolean
  readonly dht?: boolean
  /** False: the authority is neither dialled nor asked. */
  readonly directory: boolean
  now(): Date
  readonly log: Log
}

export interface PeerNode {
  readonly node: CertifiedNode
  readonly trust: Trust
  readonly directory: Directory
  /** This device's own certificate, checked like anybody's. @throws Fault CERT_*, REVOCATION_LIST_* */
  own(): VerifiedCert
  /** `chain()` gives a renewed one from now on: tell everybody connected. */
  renewed(): Promise<void>
  stop(): Promise<void>
}

/** @throws Fault PORT_IN_USE, ADDRESS_MALFORMED; CERT_* when this device's own certificate does not hold */
export async function startPeerNode(options: PeerNodeOptions): Promise<PeerNode> {
  const { store, log, now, peerId } = options
  const memory = new NetMemory(store)
  const trust = createTrust({
    roots: options.roots,
    primitives,
    issuers: options.chain().slice(1),
    lists: [...memory.lists(), ...options.lists],
    acquaintance: (peer) => (peer === peerId || memory.hasMet(peer) ? 'known' : 'new'),
    keep: (list) => memory.keepList(list, (err) => log.error({ err }, 'a revocation list could not be kept')),
  })
  let own = trust.check(options.chain(), peerId, now())
  const node = await startNode({
    privateKey: libp2pKey(options.pkcs8),
    ownChain: options.chain,
    trust,
    listen: options.listen,
    mdns: options.mdns,
    dht: (options.dht ?? true) ? 'server' : 'off',
    kind: 'peer',
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
  for (const known of memory.addresses()) node.contacts.learn(known.peerId, [known.address], 'remembered')
  if (options.directory) {
    for (const authority of options.authorities) {
      node.contacts.learn(authority.peerId, authority.addresses, 'remembered')
    }
  }
  return {
    node,
    trust,
    directory,
    own: () => {
      own = trust.recheck(own, now())
      return own
    },
    async renewed() {
      own = trust.check(options.chain(), peerId, now())
      await node.renewed()
    },
    async stop() {
      directory.stop()
      for (const end of endings) end()
      await node.stop()
    },
  }
}
