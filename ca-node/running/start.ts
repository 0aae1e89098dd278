// The running authority: takes its folder and ports, brings its papers up to date, opens its doors, and closes them
// again with everything on disk. Composition only: each part has its own file.
import { createPrivateKey } from 'node:crypto'
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { HostPort } from '@parley/shared/enrolment/invitation.ts'
import { type Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Fingerprint } from '@parley/shared/identity/ids.ts'
import { sweepAccounts } from '../accounts/sweep.ts'
import { archiveOldest } from '../audit/archive.ts'
import { AuditLog } from '../audit/log.ts'
import { recordStart, recordStop } from '../audit/running.ts'
import type { Authority } from '../authority.ts'
import { recoverRevocations } from '../backup/recover.ts'
import { settleKeys } from '../ceremony/install.ts'
import { newestLists } from '../certificates/list.ts'
import { overdueNotice } from '../certificates/notice-overdue.ts'
import { CONSOLE_PATH } from '../console/routes.ts'
import { RATE_LIMIT, STOP_TIMEOUT, UPKEEP_PERIOD } from '../constants.ts'
import { serveControl } from '../control/serve.ts'
import { keepLastSeen } from '../devices/seen.ts'
import type { AuthorityFolder } from '../folder.ts'
import { createApi } from '../http/api.ts'
import { takePort } from '../http/door.ts'
import { createPlainServer } from '../http/plain.ts'
import { createTlsServer, exchangePapers, type TlsPapers } from '../http/tls.ts'
import { KEY } from '../keys/names.ts'
import { type Keys, keysIn, openKeys } from '../keys/open.ts'
import type { LdapConfig } from '../ldap/config.ts'
import { type LdapLink, linkLdap } from '../ldap/link.ts'
import { watchHealth } from '../metrics/health.ts'
import { keepMetrics } from '../metrics/metrics.ts'
import { metricsToken } from '../metrics/token.ts'
import { type AuthorityNode, startAuthorityNode } from '../net/start.ts'
import { type Neighbours, noNeighbours, watchNeighbours } from '../nodes/neighbours.ts'
import { awaitStoreKey } from '../nodes/store-key-handover.ts'
import { createOcspResponder } from '../ocsp/responder.ts'
import { passwordHasher } from '../people/password.ts'
import { readRealm } from '../realm/realm.ts'
import { openServerStore, openStore } from '../store/open.ts'
import { rememberPlace, type ServerPlace } from '../store/place.ts'
import { announcedAt, certifiedNames, machineAddresses, reachableAt } from './addresses.ts'
import { clockDoubt } from './clock.ts'
import { assertIssuing, crossOf, endsSoon, isBehind, issuersOf, warner } from './hierarchy.ts'
import { httpsCertificate, nodeCertificate } from './papers.ts'
import { responderPapers } from './responder-papers.ts'
import { renewLists } from './upkeep.ts'

export interface StartOptions {
  readonly folder: AuthorityFolder
  readonly passphrase: Uint8Array
  /** The database on a server; otherwise it is where the folder says. */
  readonly place?: ServerPlace | undefined
  /** Port 0 takes a free one. */
  readonly http: { readonly host: string; readonly port: number }
  /** Multiaddrs the libp2p node listens on. */
  readonly p2p: readonly string[]
  /** Host names or addresses by which others reach this machine, the best first. */
  readonly announce: readonly string[]
  readonly requestsPerMinute?: number
  /** The directory people and passwords come from. */
  readonly ldap?: LdapConfig | undefined
  readonly log: Log
  now(): Date
}

export interface RunningAuthority {
  /** As the ready line of `parley ca start` has it. */
  readonly ready: {
    readonly https: string
    readonly http: string
    readonly p2p: readonly string[]
    readonly rootFingerprint: Fingerprint
    readonly console: string
  }
  readonly authority: Authority
  /** What the keeper should know though it runs. */
  readonly doubts: readonly Fault[]
  /** Told when it cannot go on: who runs it is to stop it and say why. Otherwise it never is. */
  readonly failed: Promise<Fault>
  /** Does now what the clock would do within a minute: lists, papers and addresses that are due. */
  upkeep(): Promise<void>
  /** Everything on disk, within STOP_TIMEOUT. Safe to call twice. */
  stop(): Promise<void>
}

/** @throws Fault DATA_IN_USE, DATA_MISSING, DATA_DAMAGED, PASSPHRASE_WRONG, PORT_IN_USE, ADDRESS_UNUSABLE, REALM_CLOCK_WRONG */
export async function startAuthority(options: StartOptions): Promise<RunningAuthority> {
  const { folder, log, now } = options
  /** What was opened, closed again in reverse order: at the end, and when a later step fails. */
  const opened: (() => Promise<unknown> | unknown)[] = []
  const stop = once(async () => {
    for (const close of opened.toReversed()) {
      try {
        await close()
      } catch (error) {
        log.error({ code: faultIn(error)?.code ?? 'INTERNAL', err: error }, 'not closed cleanly')
      }
    }
  })
  const { promise: failed, resolve: fail } = Promise.withResolvers<Fault>()
  try {
    // 1. The folder is ours alone; its keys and its database belong together.
    const lock = await lockFolder(folder.path)
    opened.push(() => lock.release())
    let keys = await openKeys(folder.vault, options.passphrase)
    opened.push(() => keys.vault.close())
    const store = await (options.place ? openServerStore(options.place) : openStore(folder.database))
    opened.push(() => store.close())
    if (await settleKeys(store.db, keys.vault)) keys = keysIn(keys.vault)
    let realm = await readRealm(store.db, store.name, keys.issuing.spki)
    if (options.place) await rememberPlace(folder.database, options.place)
    await awaitStoreKey({ store, realm, keys, log, now })
    await assertIssuing(store.db, realm, now())
    const doubt = await clockDoubt(store.db, now())
    if (doubt) log.warn({ code: doubt.code, ...doubt.parameters }, 'the clock may be wrong')
    const audit = new AuditLog({ store, keys, realm, folder: folder.path, log, now })
    opened.push(() => audit.close())

    // 2. The port first: it is part of every address we will write into certificates.
    const door = await takePort(options.http)
    opened.push(() => door.close())
    let node: AuthorityNode | undefined
    let ldap: LdapLink | undefined
    let neighbours: Neighbours = noNeighbours
    let machine = machineAddresses()
    let https = reachableAt(machine, options.announce, options.http.host, door.port)
    const authority: Authority = {
      store,
      get realm() {
        return realm
      },
      get keys() {
        return keys
      },
      passwords: passwordHasher(),
      audit,
      log,
      now,
      get ldap() {
        return ldap
      },
      live: {
        httpsAddresses: () => [...https, ...neighbours.httpsAddresses()],
        p2pAddresses: () => [...(node?.addresses ?? []), ...neighbours.p2pAddresses()],
        pushList(der) {
          node?.pushList(der, issuersOf(realm))
          pushOthers().catch((error: unknown) =>
            log.error({ code: 'INTERNAL', err: error }, 'lists not pushed'),
          )
          ldap?.nudge()
        },
        closeUser(login) {
          node?.closeUser(login)
          void neighbours.look()
        },
        closeDevice(peerId) {
          node?.closeDevice(peerId)
          void neighbours.look()
        },
        personChanged(login) {
          node?.personChanged(login)
          neighbours.told(login)
          ldap?.nudge()
        },
        async realmChanged() {
          await reread()
          await upkeep()
        },
        connected: () => node?.connected() ?? [],
        onConnected: (listener) => node?.onConnected(listener) ?? (() => undefined),
      },
    }
    /** What another authority signed, or this one with a key of before: numbers decide, so most are known already. */
    const pushOthers = async () => {
      if (realm.issuers.length === 1) return
      for (const { der } of await newestLists(store.db, authority)) node?.pushList(der, issuersOf(realm))
    }
    await keepAddresses(authority, https)
    await recordStart(authority, https[0])
    opened.push(() => recordStop(authority))

    // 3. Papers: lists, our HTTPS and node certificates; each is re-made when its time has come, even long ago.
    await renewLists(authority)
    const papers = async (): Promise<TlsPapers> => ({
      chain: [
        await httpsCertificate(authority, certifiedNames(machine, options.announce)),
        realm.issuing.der,
        ...(await crossOf(store.db, realm)),
      ],
      key: privateKeyPem(keys),
      authorities: [...realm.roots, ...realm.issuers].map(({ der }) => der),
    })
    let shown = await papers()
    const ocsp = createOcspResponder(authority, await responderPapers(authority))
    /** Leaf and issuing CA go together, also while the issuing CA is being changed. */
    const nodeChain = async () => [await nodeCertificate(authority), realm.issuing.der]
    let chain = await nodeChain()

    // 4. The libp2p node, then the doors: nobody comes in before everything is ready.
    const privateKey = keys.vault.get(KEY.node)
    node = await startAuthorityNode({
      pkcs8: privateKey,
      ownChain: () => chain,
      roots: realm.standing,
      issuers: issuersOf(realm),
      lists: (await newestLists(store.db, authority)).map((list) => list.der),
      db: store.db,
      listen: options.p2p,
      announce: options.announce.flatMap((host) => announcedAt(host, options.p2p)),
      mdns: true,
      onRefused: (refused) => audit.connections.sessionRefused(refused),
      onList(list) {
        recoverRevocations(authority, list).catch((error: unknown) =>
          log.error({ code: faultIn(error)?.code ?? 'INTERNAL', err: error }, 'revocations not recovered'),
        )
      },
      log,
      now,
    })
    privateKey.fill(0)
    opened.push(() => node?.stop())
    opened.push(audit.connections.watch(node.node.sessions))
    opened.push(keepLastSeen(authority))
    if (store.shared) {
      const own = node
      neighbours = await watchNeighbours(authority, own, {
        https: () => https,
        p2p: () => own.addresses,
        outdated(fault) {
          log.error(
            { code: fault.code, ...fault.parameters },
            'another node was upgraded: this one has to be',
          )
          fail(fault)
        },
      })
      opened.push(() => neighbours.end())
    }
    const health = watchHealth(authority)
    const metrics = keepMetrics(authority, {
      health,
      neighbours: () => neighbours.living().length,
      papers: () => ({ https: shown.chain[0] ?? Buffer.of(), node: chain[0] ?? Buffer.of() }),
    })
    opened.push(() => metrics.end())
    const { promise: tlsServer, resolve: haveTls } =
      Promise.withResolvers<ReturnType<typeof createTlsServer>>()
    const api = await createApi(authority, {
      ocsp,
      requestsPerMinute: options.requestsPerMinute ?? RATE_LIMIT.requests,
      monitoring: { health, metrics, token: await metricsToken(folder) },
      serve(handler) {
        const server = createTlsServer(shown, authority, handler)
        haveTls(server)
        return server
      },
    })
    opened.push(() => api.close())
    const tls = await tlsServer
    const plain = createPlainServer(authority, { ocsp, health }, log)
    opened.push(() => {
      for (const server of [tls, plain]) {
        server.close(() => undefined)
        server.closeAllConnections()
      }
    })
    const control = await serveControl(authority, folder.path)
    opened.push(() => control.close())
    door.open({ tls, plain })

    // 5. What is done by the clock.
    const reread = async () => {
      // Both at once: who issues meanwhile signs with the key of the issuing CA that is named.
      const nextKeys = keysIn(keys.vault)
      const nextRealm = await readRealm(store.db, store.name, nextKeys.issuing.spki)
      keys = nextKeys
      realm = nextRealm
      node?.pushRoots(realm.standing)
    }
    const warnOfEnds = warner(log)
    const upkeep = async () => {
      // Another authority of the realm may have installed something.
      if (await isBehind(store.db, realm)) await reread()
      warnOfEnds(await endsSoon(authority), now())
      for (const der of await renewLists(authority)) node?.pushList(der, issuersOf(realm))
      await pushOthers()
      machine = machineAddresses()
      const reachable = reachableAt(machine, options.announce, options.http.host, door.port)
      if (reachable.join() !== https.join()) {
        https = reachable
        await keepAddresses(authority, https)
      }
      await archiveOldest(authority)
      const next = await papers()
      if (!sameChain(next.chain, shown.chain)) {
        shown = next
        exchangePapers(tls, shown)
        log.info({ act: 'https-renewed' }, 'new HTTPS certificate')
      }
      ocsp.exchange(await responderPapers(authority))
      const nextChain = await nodeChain()
      if (!sameChain(nextChain, chain)) {
        chain = nextChain
        await node?.renewed()
      }
      await sweepAccounts(authority)
    }
    if (options.ldap !== undefined) {
      const link = linkLdap(authority, options.ldap)
      opened.push(() => link.end())
      ldap = link
    }
    const noticeOverdue = overdueNotice(authority)
    const timer = repeat(() => upkeep().then(noticeOverdue), UPKEEP_PERIOD, log)
    opened.push(() => timer.end())

    log.info({ act: 'start', realm: realm.name, https, root: realm.root.fingerprint }, 'authority ready')
    return {
      authority,
      doubts: [...(doubt ? [doubt] : []), ...(await endsSoon(authority))],
      ready: {
        https: `https://${https[0]}`,
        http: `http://${https[0]}`,
        p2p: node.addresses,
        rootFingerprint: realm.root.fingerprint,
        console: `https://${https[0]}${CONSOLE_PATH}`,
      },
      failed,
      upkeep,
      stop: () => within(stop(), STOP_TIMEOUT, log),
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function sameChain(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((der, at) => sameBytes(der, b[at] ?? Buffer.of()))
}

/** Invitations made while the node is off go by these. */
async function keepAddresses({ store }: Authority, addresses: readonly HostPort[]): Promise<void> {
  await store.db
    .updateTable('realm')
    .set({ https_addresses: JSON.stringify(addresses) })
    .execute()
}

function privateKeyPem(keys: Keys): string {
  const pkcs8 = keys.vault.get(KEY.https)
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    return String(key.export({ type: 'pkcs8', format: 'pem' }))
  } finally {
    pkcs8.fill(0)
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

/** Runs `work` again and again, never twice at once. `end` waits for the one that runs. */
function repeat(work: () => Promise<void>, period: number, log: Log): { end(): Promise<void> } {
  let running = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = work()
      .catch((error: unknown) => {
        log.error({ code: faultIn(error)?.code ?? 'INTERNAL', err: error }, 'upkeep failed')
      })
      .finally(() => {
        busy = false
      })
  }, period)
  timer.unref()
  return {
    end() {
      clearInterval(timer)
      return running
    },
  }
}

async function within(work: Promise<void>, limit: number, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      log.error({ code: 'AUTHORITY_STOPPED' }, 'not everything closed in time')
      resolve()
    }, limit)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
