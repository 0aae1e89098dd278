// A libp2p node of one realm: TCP, certified Noise and nothing else, yamux; identify, ping, mDNS and the DHT run
// only inside sessions. Composition only: each part has its own file.
import { yamux } from '@chainsafe/libp2p-yamux'
import { identifyPush, identify as identifyService } from '@libp2p/identify'
import type { Connection, IdentifyResult, Libp2p, MultiaddrConnection } from '@libp2p/interface'
import { kadDHT, passthroughMapper } from '@libp2p/kad-dht'
import { ping } from '@libp2p/ping'
import { CODE_P2P } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2pOptions } from 'libp2p'
import { Fault } from '../../faults/fault.ts'
import { peerIdText } from '../../identity/ids.ts'
import { realmTag } from '../../sessions/realm-tag.ts'
import { primitives } from '../crypto.ts'
import { errnoOf } from '../files.ts'
import { certifiedNoise } from './certified-noise.ts'
import { closest } from './closest.ts'
import {
  ADDRESS_DIAL_MS,
  ADDRESSES_DIALLED_MAX,
  CONNECTIONS_MAX,
  IDENTIFY_AFTER_MS,
  INBOUND_PER_HOST_PER_SECOND,
  INBOUND_UPGRADE_MS,
  KEEP_ALIVE_MS,
  NETWORK_LOOK_MS,
  PEER_DIAL_MS,
  PENDING_INBOUND_MAX,
  READ_BUFFER_BYTES_MAX,
  STREAMS_PER_SESSION_MAX,
} from './constants.ts'
import { AddressBook } from './contacts.ts'
import { doorway } from './doorway.ts'
import { Handshakes } from './handshakes.ts'
import { watchInterfaces } from './interfaces.ts'
import { LocalDiscovery } from './local-discovery.ts'
import { nearAddresses } from './near.ts'
import { Pace } from './pace.ts'
import { quietLogger } from './quiet.ts'
import { Refusals } from './refusals.ts'
import { LiveSessions } from './sessions.ts'
import type { CertifiedNode, ContactSource, Finding, NodeOptions } from './types.ts'

/** @throws Fault PORT_IN_USE, ADDRESS_MALFORMED */
export async function startNode(options: NodeOptions): Promise<CertifiedNode> {
  const { trust, kind, log } = options
  const handshakes = new Handshakes()
  const listening = new Listening()
  const refusals = new Refusals(log, options.onRefused)
  const pace = new Pace()
  const mdnsFinding: Finding = { on: options.mdns, found: 0, last: undefined }

  const tag = realmTag(trust.realmId, primitives)
  let near = nearAddresses()
  const local = new LocalDiscovery(tag, ({ id, multiaddrs }) => {
    mdnsFinding.found++
    mdnsFinding.last = options.now()
    learn(
      contacts,
      id.toString(),
      multiaddrs.filter((address) => near(address)),
      'mdns',
    )
  })
  const { libp2p, dhtPeers, identify } = await createNode(
    libp2pOptions(options, { handshakes, refusals, pace, listening, local }),
    options.dht,
    tag,
  )
  const peerId = peerIdText(libp2p.peerId.toString())
  const sessions: LiveSessions = new LiveSessions({
    libp2p,
    trust,
    handshakes,
    kind,
    ownChain: options.ownChain,
    addressesOf: (peerId) => contacts.addressesOf(peerId),
    now: options.now,
    log,
  })
  const contacts: AddressBook = new AddressBook({
    self: peerId,
    sessions,
    dialFound: options.dialFound ?? kind === 'peer',
    pace,
    log,
  })

  libp2p.addEventListener('peer:discovery', ({ detail: { id, multiaddrs } }) =>
    learn(
      contacts,
      id.toString(),
      multiaddrs.filter((address) => near(address)),
      'dht',
    ),
  )
  libp2p.addEventListener('connection:open', ({ detail: connection }) => {
    // A moment later: when a crowd comes, its handshakes go first.
    setTimeout(() => {
      if (connection.status !== 'open') return
      identify(connection).catch((err) => log.debug({ err }, 'identify failed'))
    }, IDENTIFY_AFTER_MS).unref()
  })
  libp2p.addEventListener('peer:identify', (event: CustomEvent<IdentifyResult>) => {
    const { peerId: who, listenAddrs } = event.detail
    learn(contacts, who.toString(), listenAddrs, 'told')
  })

  // A newer list may let somebody back in who was refused.
  const endings = [trust.onChange(() => contacts.retryNow())]
  const networkChanged = async () => {
    log.info({ addresses: libp2p.getMultiaddrs().map(String) }, 'the network changed')
    // Sessions may have died without a word; whoever was out of reach may be in it now.
    near = nearAddresses()
    void sessions.probeAll()
    contacts.retryNow()
    await local.restart()
    // Others hear where this device is now: identify push, and the directory.
    const multiaddrs = libp2p.getMultiaddrs().map((address) => address.decapsulateCode(CODE_P2P))
    await libp2p.peerStore.patch(libp2p.peerId, { multiaddrs })
  }
  try {
    await sessions.begin()
    await libp2p.start()
    const onChange = () =>
      networkChanged().catch((err) => log.warn({ err }, 'not all took note of the new network'))
    endings.push(watchInterfaces(() => void onChange(), NETWORK_LOOK_MS))
  } catch (error) {
    for (const end of endings) end()
    contacts.end()
    sessions.end()
    await Promise.resolve(libp2p.stop()).catch(() => undefined)
    throw listening.fault ?? error
  }
  return {
    peerId,
    libp2p,
    sessions,
    contacts,
    get findings() {
      return { mdns: mdnsFinding, dht: { on: options.dht !== 'off', found: dhtPeers(), last: undefined } }
    },
    get addresses() {
      return libp2p.getMultiaddrs().map((address) => address.toString())
    },
    async nearest(target, signal) {
      if (options.dht === 'off') return []
      const found = await closest(libp2p, target, signal)
      for (const { peerId, addresses } of found) {
        learn(
          contacts,
          peerId,
          addresses.filter((address) => near(address)),
          'dht',
        )
      }
      return found.map((each) => each.peerId)
    },
    renewed: () => sessions.tellRenewal(),
    async stop() {
      for (const end of endings) end()
      contacts.end()
      sessions.end()
      await libp2p.stop()
      refusals.flush()
    },
  }
}

interface NodeParts {
  readonly handshakes: Handshakes
  readonly refusals: Refusals
  readonly pace: Pace
  readonly listening: Listening
  readonly local: LocalDiscovery
}

function libp2pOptions(
  options: NodeOptions,
  { handshakes, refusals, pace, listening, local }: NodeParts,
): Omit<Libp2pOptions, 'services'> {
  const { kind, trust, privateKey, ownChain, now } = options
  const unproven = (raw: MultiaddrConnection) => handshakes.of(raw.timeline)?.proof === undefined
  return {
    privateKey,
    logger: quietLogger,
    addresses: { listen: [...options.listen], appendAnnounce: [...(options.announce ?? [])] },
    transports: [
      doorway({
        handshakes,
        refusals,
        pace,
        pendingMax: PENDING_INBOUND_MAX[kind],
        onListenFailure: (address, error) => listening.failed(address, error),
      }),
    ],
    connectionEncrypters: [certifiedNoise({ trust, handshakes, ownChain, now })],
    streamMuxers: [
      yamux({
        keepAliveInterval: KEEP_ALIVE_MS,
        maxInboundStreams: STREAMS_PER_SESSION_MAX,
        maxOutboundStreams: STREAMS_PER_SESSION_MAX,
        streamOptions: { maxReadBufferLength: READ_BUFFER_BYTES_MAX },
      }),
    ],
    // The encrypter lets nobody through without a proof; if it ever did, no muxer would start.
    connectionGater: {
      denyInboundEncryptedConnection: (_peer, raw) => unproven(raw),
      denyOutboundEncryptedConnection: (_peer, raw) => unproven(raw),
    },
    connectionManager: {
      maxConnections: CONNECTIONS_MAX[kind],
      maxIncomingPendingConnections: PENDING_INBOUND_MAX[kind],
      inboundConnectionThreshold: INBOUND_PER_HOST_PER_SECOND,
      inboundUpgradeTimeout: INBOUND_UPGRADE_MS,
      addressDialTimeout: ADDRESS_DIAL_MS,
      dialTimeout: PEER_DIAL_MS,
      maxPeerAddrsToDial: ADDRESSES_DIALLED_MAX,
      // The contacts of this node dial again; libp2p would, in its own rhythm, too.
      reconnectRetries: 0,
      // Nothing phones home: no /dnsaddr/ look-ups.
      resolvers: {},
    },
    // Yamux pings and the socket's idle time do this without opening a stream in every connection.
    connectionMonitor: { enabled: false },
    nodeInfo: { name: 'parley', version: '1' },
    peerDiscovery: options.mdns ? [local.service] : [],
    start: false,
  }
}

interface Made {
  readonly libp2p: Libp2p
  dhtPeers(): number
  identify(connection: Connection): Promise<unknown>
}

async function createNode(
  base: Omit<Libp2pOptions, 'services'>,
  dht: NodeOptions['dht'],
  tag: string,
): Promise<Made> {
  const services = {
    identify: identifyService({ protocolPrefix: 'parley', runOnConnectionOpen: false }),
    identifyPush: identifyPush({ protocolPrefix: 'parley' }),
    ping: ping({ protocolPrefix: 'parley' }),
  }
  if (dht === 'off') {
    const libp2p = await createLibp2p({ ...base, services })
    return {
      libp2p,
      dhtPeers: () => 0,
      identify: (connection) => libp2p.services.identify.identify(connection),
    }
  }
  const libp2p = await createLibp2p({
    ...base,
    services: {
      ...services,
      dht: kadDHT({
        protocol: `/parley/1/kad/${tag}`,
        clientMode: dht === 'client',
        // Addresses of a LAN are what this network is about.
        peerInfoMapper: passthroughMapper,
      }),
    },
  })
  return {
    libp2p,
    dhtPeers: () => routingTableSize(libp2p.services.dht),
    identify: (connection) => libp2p.services.identify.identify(connection),
  }
}

/** kad-dht has it, its type does not say so (16.4). */
function routingTableSize(dht: object): number {
  if (!('routingTable' in dht)) return 0
  const table = dht.routingTable
  if (typeof table !== 'object' || table === null || !('size' in table)) return 0
  return typeof table.size === 'number' ? table.size : 0
}

function learn(
  contacts: AddressBook,
  peerId: string,
  addresses: readonly { toString(): string }[],
  source: ContactSource,
): void {
  try {
    contacts.learn(
      peerIdText(peerId),
      addresses.map((address) => address.toString()),
      source,
    )
  } catch {
    // A peer ID of a kind no certificate can have.
  }
}

/** Why an address could not be listened on, as a person can act on it. */
class Listening {
  fault: Fault | undefined

  failed(address: string, cause: unknown): void {
    const code = errnoOf(cause) === 'EADDRINUSE' ? 'PORT_IN_USE' : 'LISTEN_FAILED'
    this.fault ??= new Fault(code, { address, reason: errnoOf(cause) }, { cause })
  }
}
