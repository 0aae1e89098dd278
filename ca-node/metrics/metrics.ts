// What is measured, in Prometheus' words: requests, attempts, who is here, what ends when. Holds numbers only: no login,
// no address, no name of anybody.
import { X509Certificate } from 'node:crypto'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Authority } from '../authority.ts'
import { overview } from '../console/overview.ts'
import { COUNTS_REUSED, REQUEST_SECONDS, SERIES_MAX } from './constants.ts'
import type { HealthWatch } from './health.ts'

export interface Metrics {
  /** Of the text: the version of the format is in it. */
  readonly type: string
  /** @param route as it was registered, never as it was asked for */
  request(route: string, method: string, status: number, seconds: number): void
  text(): Promise<string>
  end(): void
}

export interface Measured {
  readonly health: HealthWatch
  /** Other authorities of the realm that live, as this one sees it. */
  neighbours(): number
  /** This node's own certificates as they are shown now, by what they are for. DER. */
  papers(): Readonly<Record<'https' | 'node', Uint8Array>>
}

export function keepMetrics(authority: Authority, measured: Measured): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  const requests = new Counter({
    name: 'parley_http_requests_total',
    help: 'Requests answered over HTTPS',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'parley_http_request_seconds',
    help: 'From a request to its answer',
    labelNames: ['route'],
    buckets: REQUEST_SECONDS,
    registers,
  })
  const attempts = new Counter({
    name: 'parley_attempts_total',
    help: 'Lines of the audit log since the start, by what was tried and how it ended (DONE, or the code of the refusal)',
    labelNames: ['act', 'outcome'],
    registers,
  })
  const seen = new Set<string>()
  const endAttempts = authority.audit.onLines((lines) => {
    for (const { act, outcome } of lines) {
      const series = `${act} ${outcome}`
      if (seen.size < SERIES_MAX) seen.add(series)
      attempts.inc(seen.has(series) ? { act, outcome } : { act: 'other', outcome: 'other' })
    }
  })

  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name: `parley_${name}`, help, labelNames: [...labelNames], registers })
  const ready = gauge('ready', 'Whether the authority can do its work (1) or not (0)')
  const notReady = gauge('not_ready_reason', 'What is in the way now, by its code', ['code'])
  const devicesHere = gauge('connected_devices', 'Devices with a session to this node')
  const peopleHere = gauge('connected_people', 'People with a device connected to this node')
  const others = gauge('other_nodes', 'Other authorities of the realm on the same database that live')
  const ends = gauge('ends_timestamp_seconds', 'When what this node holds ends, since 1970', ['what'])
  const people = gauge('people', 'Everybody enrolled', ['role', 'status'])
  const devices = gauge('devices', 'Devices enrolled', ['status'])
  const certificates = gauge('certificates', 'Certificates of devices that have not ended', ['standing'])
  const invitations = gauge('open_invitations', 'Invitations that can still be used')
  const listNumber = gauge('revocation_list_number', 'Number of the newest revocation list', ['issuer'])
  const listEnds = gauge(
    'revocation_list_ends_timestamp_seconds',
    'When the newest revocation list must be replaced, since 1970',
    ['issuer'],
  )
  const backedUp = gauge('last_backup_timestamp_seconds', 'When the last backup was made, since 1970')

  let countedAt = Number.NEGATIVE_INFINITY
  /** What only the database knows. */
  async function count(): Promise<void> {
    if (performance.now() - countedAt < COUNTS_REUSED) return
    const { db } = authority.store
    const found = await overview(authority)
    people.reset()
    for (const { role, status, count } of found.people) people.set({ role, status }, count)
    for (const [status, number] of Object.entries(found.devices)) devices.set({ status }, number)
    for (const [standing, number] of Object.entries(found.certificates))
      certificates.set({ standing }, number)
    invitations.set(await openInvitations(authority))
    const lists = await db.selectFrom('lists').select(['issuer_key_id', 'number', 'next_update']).execute()
    for (const { issuer_key_id: issuer, number, next_update: until } of lists) {
      listNumber.set({ issuer }, Number(number))
      listEnds.set({ issuer }, until / 1000)
    }
    const backup = await db
      .selectFrom('audit_lines')
      .select('at')
      .where('act', '=', 'backup')
      .where('outcome', '=', 'DONE')
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (backup) backedUp.set(backup.at / 1000)
    countedAt = performance.now()
  }

  function look(): void {
    const here = authority.live.connected()
    devicesHere.set(here.length)
    peopleHere.set(new Set(here.map(({ login }) => login)).size)
    others.set(measured.neighbours())
    const { root, issuing } = authority.realm
    ends.set({ what: 'root' }, root.notAfter.getTime() / 1000)
    ends.set({ what: 'issuing' }, issuing.notAfter.getTime() / 1000)
    for (const [what, der] of Object.entries(measured.papers()))
      ends.set({ what }, Date.parse(new X509Certificate(der).validTo) / 1000)
  }

  return {
    type: registry.contentType,
    request(route, method, status, took) {
      requests.inc({ route, method, status: String(status) })
      seconds.observe({ route }, took)
    },
    async text() {
      const health = await measured.health()
      ready.set(health.ready ? 1 : 0)
      notReady.reset()
      for (const code of health.reasons) notReady.set({ code }, 1)
      look()
      // Without its database the rest must still be readable: it is then that somebody looks.
      if (health.ready) await count()
      return registry.metrics()
    },
    end() {
      endAttempts()
      registry.clear()
    },
  }
}

async function openInvitations({ store, now }: Authority): Promise<number> {
  const { count } = await store.db
    .selectFrom('invitations')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now().getTime())
    .where('uses_left', '>', 0)
    .executeTakeFirstOrThrow()
  return Number(count)
}
