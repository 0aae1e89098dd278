// The daemon: joins device, database, network, conversations and local API, from the first to the last. The only
// place that knows all of them.
import { join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { HostPort } from '@parley/shared/host/cli/parse.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { type Log, openLog } from '@parley/shared/host/log.ts'
import { API_VERSION } from '../api/constants.ts'
import { startApi } from '../api/server.ts'
import { announceApi, ownToken, tokenPath, withdrawApi } from '../api/token.ts'
import { startConversations } from '../conversations/conversations.ts'
import { type Device, openDevice } from '../enrol/device.ts'
import { SECRET } from '../enrol/key.ts'
import { renew } from '../enrol/renew.ts'
import { type PeerNode, startPeerNode } from '../net/start.ts'
import type { Store } from '../store/open.ts'
import { LOG_FILE, RENEW_TIMEOUT_MS, STOP_MS } from './constants.ts'
import { Endings } from './endings.ts'
import { openHistory } from './history.ts'
import { assertOwnPapers } from './own-certificate.ts'
import { apiParts } from './parts.ts'
import { keepRenewed } from './renewal.ts'

export interface DaemonOptions {
  readonly folder: string
  readonly passphrase: Uint8Array
  readonly listen: readonly string[]
  readonly api: HostPort
  readonly mdns: boolean
  readonly directory: boolean
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
  readonly log: Log
  /** Everything is on disk when this returns; what hangs is given up in time. */
  stop(): Promise<void>
}

/**
 * @throws Fault DATA_IN_USE, DATA_MISSING, PASSPHRASE_WRONG, DATA_DAMAGED, PORT_IN_USE, OWN_CERTIFICATE_*, CERT_*
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
    const ready = await start(options, log, endings)
    log.info({ code: 'READY', peer: ready.peerId, listen: ready.listen }, 'up')
    return { ready, log, stop: () => stopInTime(endings, log) }
  } catch (error) {
    log.error({ code: 'START_FAILED', err: error }, 'not started')
    await endings.run(log)
    throw error
  }
}

async function start(options: DaemonOptions, log: Log, endings: Endings): Promise<Ready> {
  const { folder, now } = options
  const startedAt = now()

  // 1. Who this device is.
  const device = await openDevice(folder, options.passphrase)
  endings.add(() => device.close())
  await assertOwnPapers(device, now, log)

  // 2. What it remembers.
  const store = await openHistory(device)
  endings.add(() => store.close())

  // 3. The network: nothing passes without two certificates.
  const peer = await startNetwork(options, device, store, log).catch(async (barred: unknown) => {
    await askForPardon(device, now, log, barred)
    return await startNetwork(options, device, store, log)
  })
  endings.add(() => peer.stop())
  let own = peer.own()

  // 4. Conversations, over the one and the other.
  const conversations = await startConversations({
    store,
    sessions: peer.node.sessions,
    directory: peer.directory,
    trust: peer.trust,
    signer: device.signer,
    own: () => own,
    primitives,
    now,
    log,
  })
  endings.add(() => conversations.stop())

  // 5. The certificate stays fresh while it runs.
  endings.add(
    keepRenewed({
      own: () => own,
      async renew() {
        own = await renew(device, now, AbortSignal.timeout(RENEW_TIMEOUT_MS))
        await peer.renewed()
        log.info({ code: 'RENEWED', serial: own.serial, notAfter: own.notAfter }, 'certificate renewed')
      },
      now,
      share: Math.random(),
      log,
    }),
  )

  // 6. The faces may come.
  const parts = apiParts({ peer, conversations, mdns: options.mdns, startedAt, now, own: () => own, log })
  const api = await startApi(parts, options.api, await ownToken(folder))
  endings.add(() => api.stop())
  await announceApi(folder, api.url)
  endings.add(() => withdrawApi(folder))

  return {
    ready: true,
    peerId: own.peerId,
    login: own.login,
    listen: [...peer.node.addresses],
    ui: `${api.url}/`,
    api: `${api.url}/${API_VERSION}`,
    tokenFile: tokenPath(folder),
  }
}

/**
 * A list that bars this device may be older than its being restored: the authority is asked for new papers once.
 * @throws `barred` itself, when that is no such thing or the authority gives none
 */
async function askForPardon(device: Device, now: () => Date, log: Log, barred: unknown): Promise<void> {
  if (!(barred instanceof Fault) || (barred.code !== 'CERT_SUSPENDED' && barred.code !== 'CERT_REVOKED'))
    throw barred
  log.warn({ code: barred.code }, 'own certificate: asking the authority whether that still holds')
  try {
    await renew(device, now, AbortSignal.timeout(RENEW_TIMEOUT_MS))
  } catch (error) {
    log.warn({ code: barred.code, err: error }, 'own certificate: no new papers')
    throw barred
  }
}

async function startNetwork(
  { listen, mdns, directory, now }: DaemonOptions,
  device: Device,
  store: Store,
  log: Log,
): Promise<PeerNode> {
  const { peerId, p2p } = device.authority()
  const pkcs8 = device.vault.get(SECRET.deviceKey)
  try {
    return await startPeerNode({
      pkcs8,
      peerId: device.peerId,
      chain: device.chain,
      roots: device.roots,
      lists: device.lists(),
      authorities: [{ peerId, addresses: p2p }],
      deviceName: device.name ?? '',
      store,
      listen,
      mdns,
      directory,
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
