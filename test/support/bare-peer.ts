// A peer without a daemon: certified node, SQLCipher database on disk, conversations; for processes that tests and
// measurements drive. Everything it is comes as one value that travels over IPC.
import { join } from 'node:path'
import { startConversations } from '@parley/peer/conversations/conversations.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { primitives, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'

/** DER in base64, as IPC takes it. */
export interface BareDevice {
  readonly root: string
  readonly lists: readonly string[]
  readonly chain: readonly string[]
  readonly pkcs8: string
}

export interface BarePeerOptions extends BareDevice {
  readonly folder: string
  /** 32 bytes: the key of the database. */
  readonly storeKey: Uint8Array
  /** Default: a free port of this machine. */
  readonly listen?: string
}

export const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

export type BarePeer = Awaited<ReturnType<typeof startBarePeer>>

/** A certified node and nothing else, with what it is checked by. */
export async function startBareNode(
  { root, lists, chain, pkcs8 }: BareDevice,
  listen = '/ip4/127.0.0.1/tcp/0',
) {
  const own = chain.map(bytesOf)
  const now = () => new Date()
  const trust = createTrust({
    roots: [trustedRoot(bytesOf(root), primitives)],
    primitives,
    issuers: own.slice(1),
    lists: lists.map(bytesOf),
    acquaintance: () => 'known',
    keep: () => undefined,
  })
  const node = await startNode({
    privateKey: libp2pKey(bytesOf(pkcs8)),
    ownChain: () => own,
    trust,
    listen: [listen],
    mdns: false,
    dht: 'off',
    kind: 'peer',
    dialFound: false,
    now,
    log: silentLog,
  })
  return { node, trust, own, now, address: node.addresses[0] ?? '' }
}

export async function startBarePeer({ folder, storeKey, listen, ...device }: BarePeerOptions) {
  const { node, trust, own, now, address } = await startBareNode(device, listen)
  const signer = signerFromPkcs8(bytesOf(device.pkcs8))
  const certificate = trust.check(own, peerIdOfSpki(signer.spki, primitives), now())
  const store = openStore(join(folder, 'parley.db'), storeKey)
  const conversations = await startConversations({
    store,
    sessions: node.sessions,
    directory: {
      known: () => [],
      show: () => undefined,
      onChange: () => () => undefined,
      devicesOf: async () => [],
      keepers: () => [],
    },
    trust,
    signer,
    own: () => certificate,
    primitives,
    now,
    log: silentLog,
  })
  return { node, store, conversations, address }
}
