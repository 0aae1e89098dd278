// The daemon: joins device, database, network, conversations and local API, from the first to the last. The only
// place that knows all of them.
import { join } from 'node:path'
import {
  type HostPort as HostPortText,
  hostPort as hostPortText,
} from '@parley/shared/enrolment/invitation.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { Fault } from '@parley/shared/faults/fault.ts'
import { isFaultCode } from '@parley/shared/host/cli/output.ts'
import type { HostPort } from '@parley/shared/host/cli/parse.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { type Log, openLog } from '@parley/shared/host/log.ts'
import type { RefusedConnection } from '@parley/shared/host/net/refusals.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import { API_VERSION } from '../api/constants.ts'
import { startApi } from '../api/server.ts'
import { announceApi, ownToken, tokenPath, withdrawApi } from '../api/token.ts'
import { startConversations } from '../conversations/conversations.ts'
import { type Device, openDevice } from '../enrol/device.ts'
import { SECRET } from '../enrol/key.ts'
import { ownDevicesOf } from '../enrol/own-devices.ts'
import { renew } from '../enrol/renew.ts'
import { startMailbox } from '../mailbox/mailbox.ts'
import { type PeerNode, startPeerNode } from '../net/start.ts'
import { buildIndex } from '../search/build.ts'
import type { Store } from '../store/open.ts'
import { LOG_FILE, STOP_MS } from './constants.ts'
import { Endings } from './endings.ts'
import { openHistory } from './history.ts'
import { DOUBTS, OwnPapers } from './own-papers.ts'
import { apiParts } from './parts.ts'

export interface DaemonOptions {
  readonly folder: string
  readonly passphrase: Uint8Array
  readonly listen: readonly string[]
  readonly api: HostPort
  readonly mdns: boolean
  readonly directory: boolean
  /** Whether things are held for others who are away. */
  readonly mailbox: boolean
  now(): Date
}

/** The line `parley up --json` prints. */
export interface Ready {
  readonly ready: true
  readonly peerId: string
  readonly login: string
  readonly listen: readonly string[]
  readonly ui: string
  readonly api: string
  readonly tokenFile: string
}

export interface Daemon {
  readonly ready: Ready
  /** Why others refuse this device for now, when its certificate does not hold. */
  readonly trouble: Fault | undefined
  readonly log: Log
  /** Everything is on disk when this returns; what hangs is given up in time. */
  stop(): Promise<void>
}

type Started = Pick<Daemon, 'ready' | 'trouble'>

/**
 * Starts also when its certificate does not hold: history is there, and the authority is asked for a new one.
 * @throws Fault DATA_IN_USE, DATA_MISSING, PASSPHRASE_WRONG, DATA_DAMAGED, PORT_IN_USE, CERT_*
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { folder } = options
  const endings = new Endings()
  const lock = await lockFolder(folder)
  endings.add(() => lock.release())
  const logFile = openLog(join(folder, LOG_FILE))
  const { log } = logFile
  endings.add(() => logFile.close())
  try {
    const { ready, trouble } = await start(options, log, endings)
    log.info({ code: 'READY', peer: ready.peerId, listen: ready.listen }, 'up')
    return { ready, trouble, log, stop: () => stopInTime(endings, log) }
  } catch (error) {
    log.error({ code: 'START_FAILED', err: error }, 'not started')
    await endings.run(log)
    throw error
  }
}

async function start(options: DaemonOptions, log: Log, endings: Endings): Promise<Started> {
  const { folder, now } = options
  const startedAt = now()

  // 1. Who this device is.
  const device = await openDevice(folder, options.passphrase)
  endings.add(() => device.close())

  // 2. What it remembers.
  const store = await openHistory(device)
  endings.add(() => store.close())

  // 3. The network: nothing passes without two certificates. Own papers that do not hold are renewed beside all that.
  const doubts: { listener?: (refused: RefusedConnection) => void } = {}
  const peer = await startNetwork(options, device, store, log, (refused) => doubts.listener?.(refused))
  endings.add(() => peer.stop())
  const papers = new OwnPapers({
    own: peer.own,
    check: peer.check,
    async renew(signal) {
      await renew(device, now, { signal, elsewhere: authorityHosts(device, peer) })
      await peer.renewed()
    },
    now,
    share: Math.random(),
    log,
  })
  endings.add(() => papers.end())
  doubts.listener = (refused) => toldToPapers(papers, device, refused)
  endings.add(
    peer.node.sessions.onClosed((session, reason) => closedOnPapers(papers, peer, now(), session, reason)),
  )
  endings.add(peer.trust.onChange(() => papers.listChanged()))
  endings.add(peer.directory.onChange(() => compareRole(papers, peer)))
  await papers.begin()

  // 4. Conversations, over the one and the other.
  const conversations = await startConversations({
    store,
    sessions: peer.node.sessions,
    directory: peer.directory,
    trust: peer.trust,
    signer: device.signer,
    own: peer.own,
    primitives,
    now,
    log,
  })
  endings.add(() => conversations.stop())

  // 5. What others hold for this device, and this device for others.
  const { post } = conversations
  const mailbox = await startMailbox({
    store,
    net: peer.node,
    trust: peer.trust,
    post,
    holding: options.mailbox,
    isRevoked: (peerId) => peer.directory.isRevoked(peerId),
    primitives,
    now,
    log,
  })
  endings.add(() => mailbox.stop())
  post.onAbsent((absent) => mailbox.absent(absent))

  // 6. What was said before there was an index becomes findable, beside the rest.
  const build = buildIndex(store, log)
  endings.add(() => {
    build.stop()
    return build.finished
  })

  // 7. The faces may come.
  const parts = apiParts({
    peer,
    papers,
    conversations,
    mailbox,
    store,
    build,
    devices: ownDevicesOf(device),
    mdns: options.mdns,
    startedAt,
    now,
    log,
  })
  const api = await startApi(parts, options.api, await ownToken(folder))
  endings.add(() => api.stop())
  await announceApi(folder, api.url)
  endings.add(() => withdrawApi(folder))

  const { peerId, login } = peer.own()
  const ready: Ready = {
    ready: true,
    peerId,
    login,
    listen: [...peer.node.addresses],
    ui: `${api.url}/`,
    api: `${api.url}/${API_VERSION}`,
    tokenFile: tokenPath(folder),
  }
  return { ready, trouble: papers.trouble() }
}

/** Where the authority was seen, with the ports its HTTPS had: it may have another address since. */
function authorityHosts(device: Device, { node }: PeerNode): HostPortText[] {
  const { peerId, https } = device.authority()
  const ports = new Set(https.map((address) => address.slice(address.lastIndexOf(':') + 1)))
  return node.contacts.addressesOf(peerId).flatMap((address) => {
    const [, , host] = address.split('/')
    if (host === undefined) return []
    return [...ports].map((port) =>
      hostPortText(host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`),
    )
  })
}

/** Others refused this device for its certificate: have they heard of something it has not? */
function toldToPapers(papers: OwnPapers, device: Device, { code, theirCode, peer }: RefusedConnection): void {
  if (code !== 'SESSION_REFUSED' || theirCode === undefined || !isFaultCode(theirCode)) return
  if (DOUBTS.has(theirCode)) papers.doubted(theirCode, { byAuthority: peer === device.authority().peerId })
}

/** The same at the end of a session; when the other's certificate no longer holds, that was why. */
function closedOnPapers(
  papers: OwnPapers,
  { trust }: PeerNode,
  now: Date,
  { cert }: Session,
  reason?: FaultCode,
): void {
  if (reason === undefined || !DOUBTS.has(reason)) return
  try {
    trust.recheck(cert, now)
  } catch {
    return
  }
  papers.doubted(reason, { byAuthority: cert.role === 'authority' })
}

/** The role is in the certificate; the directory may know of another one first. */
function compareRole(papers: OwnPapers, { directory, own }: PeerNode): void {
  if (directory.state().state !== 'reachable') return
  const { login, role } = own()
  const listed = directory.person(login)?.role
  if (listed !== undefined && listed !== role) papers.doubted('ROLE_CHANGED', { byAuthority: true })
}

async function startNetwork(
  { listen, mdns, directory, now }: DaemonOptions,
  device: Device,
  store: Store,
  log: Log,
  onRefused: (refused: RefusedConnection) => void,
): Promise<PeerNode> {
  const { peerId, p2p } = device.authority()
  const pkcs8 = device.vault.get(SECRET.deviceKey)
  try {
    return await startPeerNode({
      pkcs8,
      peerId: device.peerId,
      chain: device.chain,
      issuers: device.issuers(),
      roots: device.standing,
      keepRoots(roots) {
        device
          .keepRoots(roots)
          .catch((err: unknown) => log.error({ code: 'INTERNAL', err }, 'the new roots could not be kept'))
      },
      lists: device.lists(),
      authorities: [{ peerId, addresses: p2p }],
      deviceName: () => device.name,
      store,
      listen,
      mdns,
      directory,
      onRefused,
      now,
      log,
    })
  } finally {
    pkcs8.fill(0)
  }
}

async function stopInTime(endings: Endings, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_MS)
  })
  await Promise.race([endings.run(log), late])
  clearTimeout(timer)
}
