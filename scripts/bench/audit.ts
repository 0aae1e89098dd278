// How fast the audit log is written and verified: `node --import tsx scripts/bench/audit.ts [LINES]`, 1,000,000 lines unless told
// otherwise, by the code of `parley ca`, in a realm of its own that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LINES_PER_COMMIT } from '@parley/ca-node/audit/constants.ts'
import { verifyAudit } from '@parley/ca-node/audit/verify.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { init } from '@parley/ca-node/realm/init.ts'
import { startAuthority } from '@parley/ca-node/running/start.ts'
import { createLog } from '@parley/shared/host/log.ts'

const lines = Number(process.argv[2] ?? 1_000_000)
const passphrase = new TextEncoder().encode('only for this measurement')
const data = await mkdtemp(join(tmpdir(), 'parley-bench-audit-'))
try {
  const now = () => new Date()
  const folder = authorityFolder(data)
  await init({ folder, realm: 'bench', passphrase, validity: 7 * 86_400_000, rootOut: undefined, now: now() })
  const log = createLog({ write: () => undefined })
  const http = { host: '127.0.0.1', port: 0 }
  const p2p = ['/ip4/127.0.0.1/tcp/0']
  const running = await startAuthority({ folder, passphrase, http, p2p, announce: [], log, now })
  try {
    const { authority } = running
    const began = performance.now()
    for (let line = 0; line < lines; line += LINES_PER_COMMIT) {
      const some = Array.from({ length: Math.min(LINES_PER_COMMIT, lines - line) }, (_, one) =>
        authority.audit.append({
          act: 'enrol',
          outcome: one % 7 === 0 ? 'INVITATION_UNKNOWN' : 'DONE',
          who: undefined,
          source: `192.0.2.${one % 256}`,
          detail: { login: `user${line + one}`, serial: `${line + one}`.padStart(32, '0') },
        }),
      )
      await Promise.all(some)
    }
    const written = (performance.now() - began) / 1000
    const verified = await verifyAudit(authority)
    const seconds = verified.milliseconds / 1000
    const rate = (count: number, time: number) => Math.round(count / time)
    console.log(
      `audit.write.rate ${rate(lines, written)} lines/s (${lines} lines, each fsync'd, ${written.toFixed(1)} s)`,
    )
    console.log(
      `audit.verify.rate ${rate(verified.lines, seconds)} lines/s (${verified.lines} lines, ${seconds.toFixed(1)} s)`,
    )
  } finally {
    await running.stop()
  }
} finally {
  await rm(data, { recursive: true, force: true })
}
