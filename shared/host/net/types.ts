// What the rest of Parley sees of the network: a certified node, its sessions and what they trust.
// A Session exists only for a connection whose two certificates were checked.
import type { Libp2p, PrivateKey, Stream } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Acquaintance, VerifiedCert } from '../../certificates/check.ts'
import type { RevocationLists } from '../../certificates/revocation-lists.ts'
import type { TrustedRoot } from '../../certificates/roots.ts'
import type { FaultCode } from '../../faults/catalogue.ts'
import type { Fingerprint, PeerIdText } from '../../identity/ids.ts'
import type { ListNumbers } from '../../sessions/lists.ts'
import type { Log } from '../log.ts'
import type { RefusedConnection } from './refusals.ts'

/** What every check of a process rests on. One per process. */
export interface Trust {
  /** Fingerprint of the realm's first root: its name on the network, for ever. */
  readonly realmId: Fingerprint
  /** What a chain may end at, now: more than one while roots are being changed. */
  readonly roots: readonly TrustedRoot[]
  /** The retired ones too: for what was signed in their time with a key that is proved today. */
  readonly pastRoots: readonly TrustedRoot[]
  lists(): RevocationLists
  /** Everything numbered that sessions tell each other: the newest revocation lists, and the lists of roots as one. */
  told(): readonly Told[]
  /** Whether who has these numbers knows a newer list of roots. */
  rootsNewerIn(numbers: ListNumbers): boolean
  /**
   * Verifies a revocation list, or the lists of roots in one, and keeps it when it is newer.
   * @param issuers certificates under which its issuer may be found, beside those already known: a presented chain
   * @throws Fault of verifyRevocationList; ROOT_LIST_*
   */
  offer(der: Uint8Array, issuers?: readonly Uint8Array[]): 'newer' | 'known'
  /** The one way to a VerifiedCert in a process. @throws Fault CERT_*, REVOCATION_LIST_* */
  check(presented: readonly Uint8Array[], peerId: PeerIdText, now: Date): VerifiedCert
  /** Time and revocation again. @throws Fault CERT_*, REVOCATION_LIST_* */
  recheck(cert: VerifiedCert, now: Date): VerifiedCert
  /** Called after a newer list was taken. @returns a function that ends it */
  onChange(listener: (told: Told) => void): () => void
  /** Whether this device has met that peer before: a stale list bars new acquaintances. */
  acquaintance(peerId: PeerIdText): Acquaintance
}

/** A paper of which everybody wants the newest. */
export interface Told {
  /** Key identifier of a revocation list's issuer, or the name of the realm's lists of roots. Hexadecimal. */
  readonly issuerKeyId: string
  readonly number: bigint
  readonly der: Uint8Array
}

export interface NodeOptions {
  readonly privateKey: PrivateKey
  /** The newest chain of this device (leaf, issuing CA), DER; read again at each handshake. */
  ownChain(): readonly Uint8Array[]
  readonly trust: Trust
  /** Multiaddrs to listen on, like /ip4/0.0.0.0/tcp/0. */
  readonly listen: readonly string[]
  /** Multiaddrs to announce beside what the machine has. */
  readonly announce?: readonly string[]
  readonly mdns: boolean
  readonly dht: 'server' | 'client' | 'off'
  /** `authority` takes many more connections and never dials by itself. */
  readonly kind: 'peer' | 'authority'
  /** A connection did not become a session. Must not throw. */
  onRefused?(refused: RefusedConnection): void
  /** Dial found peers without being asked. Default: true for a peer. */
  readonly dialFound?: boolean
  now(): Date
  readonly log: Log
}

export interface CertifiedNode {
  readonly peerId: PeerIdText
  readonly libp2p: Libp2p
  readonly sessions: Sessions
  readonly contacts: Contacts
  /** Where it listens, each with /p2p/<peer ID>. Changes with the machine's interfaces. */
  readonly addresses: readonly string[]
  readonly findings: { readonly mdns: Readonly<Finding>; readonly dht: Readonly<Finding> }
  /**
   * Peers nearest to `target` as the certified DHT finds them; none where it is off or finds nobody before `signal`. Learns their
   * addresses on the way. Who they are only a session proves.
   */
  nearest(target: PeerIdText, signal: AbortSignal): Promise<readonly PeerIdText[]>
  /** Tell every session that this device has a new chain. */
  renewed(): Promise<void>
  stop(): Promise<void>
}

/** Where a contact was heard of. */
export type ContactSource = 'mdns' | 'dht' | 'directory' | 'told' | 'proven' | 'remembered' | 'typed'

/** How one way of finding peers is doing, for `status` and `doctor`. */
export interface Finding {
  readonly on: boolean
  found: number
  last: Date | undefined
}

/** The one address book: all ways of finding a peer feed it, and it dials what they found. */
export interface Contacts {
  /** Bounded; addresses of another peer or of an unknown kind are dropped. */
  learn(peerId: PeerIdText, addresses: readonly string[], source: ContactSource): void
  /** Known addresses of a peer, newest first. */
  addressesOf(peerId: PeerIdText): readonly string[]
  /** Forget the waiting times: dial everybody who is not connected now (after the network came back). */
  retryNow(): void
  /** An address worked: what a database remembers for the next start. @returns a function that ends it */
  onProven(listener: (peerId: PeerIdText, address: string) => void): () => void
}

export interface Session {
  /** One connection; two peers may for a moment have two. */
  readonly id: string
  /** The newest certificate the other side proved in this session. */
  readonly cert: VerifiedCert
  readonly peerId: PeerIdText
  readonly remoteAddress: string
  readonly openedAt: Date
  readonly direction: 'in' | 'out'
  readonly status: 'open' | 'closed'
  /** @throws Fault SESSION_CLOSED, PEER_UNREACHABLE when the other side does not answer */
  openStream(protocol: string, options: { signal: AbortSignal }): Promise<Stream>
  /** Tells the other side why when there is a reason. Safe to call twice. */
  close(reason?: FaultCode): Promise<void>
}

export interface Sessions {
  list(): readonly Session[]
  /** The preferred open session with that peer; both sides prefer the same one. */
  of(peerId: PeerIdText): Session | undefined
  /**
   * One dial per peer at a time, however many ask.
   * @throws Fault PEER_UNREACHABLE; the CERT_* fault when this side refuses; SESSION_REFUSED when the other does
   */
  connect(target: PeerIdText | Multiaddr, signal: AbortSignal): Promise<Session>
  onOpened(listener: (session: Session) => void): () => void
  /** Another session with the same peer may still be open: ask `of`. */
  onClosed(listener: (session: Session, reason?: FaultCode) => void): () => void
  /** The other side proved a renewed certificate, or a newer list changed what is known of it. */
  onRenewed(listener: (session: Session) => void): () => void
  /** Only certified peers reach `handler`; it owns the stream. What it throws aborts the stream. */
  handle(
    protocol: string,
    handler: (stream: Stream, session: Session) => void | Promise<void>,
    limits: { maxInboundStreams: number },
  ): Promise<void>
}
