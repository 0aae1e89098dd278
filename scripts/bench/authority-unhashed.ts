// The authority of `enrol.unhashed.rate`, in a process of its own: all of it but the password hash.
import { join } from 'node:path'
import type { Authority } from '@parley/ca-node/authority.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { type PasswordHasher, passwordHasher } from '@parley/ca-node/people/password.ts'
import { type RunningAuthority, startAuthority } from '@parley/ca-node/running/start.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { passwordText } from '@parley/shared/people/password.ts'
import { SECRET } from './authority.ts'
import { quantile } from './figure.ts'
import { answering } from './processes-pair.ts'

const hasher = passwordHasher()
const unhashed: PasswordHasher = { ...hasher, hash: async () => 'unhashed' }
let running: RunningAuthority | undefined

answering({
  async start(folder: string) {
    running = await startAuthority({
      folder: authorityFolder(join(folder, 'ca')),
      passphrase: new TextEncoder().encode(SECRET),
      http: { host: '127.0.0.1', port: 0 },
      p2p: ['/ip4/127.0.0.1/tcp/0'],
      announce: ['127.0.0.1'],
      log: silentLog,
      now: () => new Date(),
    })
    Object.assign<Authority, Partial<Authority>>(running.authority, { passwords: unhashed })
    return running.ready.https
  },
  /** @returns ms that one hash takes, as it is made at each enrolment */
  async hash(times: number) {
    const samples: number[] = []
    for (let n = 0; n < times; n++) {
      const begun = performance.now()
      await hasher.hash(passwordText('three loud herons at dawn'))
      samples.push(performance.now() - begun)
    }
    return quantile(samples, 0.5)
  },
  async stop() {
    await running?.stop()
  },
})
