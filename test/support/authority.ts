// A real authority for tests, in this process: real folder, real ports, its log kept line by line; and people who join.
import { join as path } from 'node:path'
import type { TestContext } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { invite } from '@parley/ca-node/invitations/create.ts'
import { type InitRequest, init } from '@parley/ca-node/realm/init.ts'
import { type RunningAuthority, type StartOptions, startAuthority } from '@parley/ca-node/running/start.ts'
import { type Joined, type JoinRequest, join } from '@parley/peer/enrol/join.ts'
import { parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { createLog } from '@parley/shared/host/log.ts'
import type { RawPerson } from '@parley/shared/people/person.ts'
import { temporaryFolder } from './folder.ts'
import { givenPlace } from './postgres.ts'

export const PASSPHRASE = new TextEncoder().encode('a passphrase for tests')
/** Good for everybody whose name is not a bird. */
export const PASSWORD = 'three loud herons at dawn'
const DAY = 86_400_000

export interface LogLine {
  readonly code?: string
  readonly act?: string
  readonly [name: string]: unknown
}

export interface TestAuthority extends RunningAuthority {
  readonly folder: string
  readonly lines: readonly LogLine[]
  /** HOST:PORT of its HTTPS and HTTP. */
  readonly address: string
  invite(options?: Partial<Parameters<typeof invite>[1]>): Promise<string>
  /** A body for POST /v1/enrol, its CSR left to the test. */
  secret(options?: Partial<Parameters<typeof invite>[1]>): Promise<string>
  /** Joins through HTTPS into a folder of its own. */
  join(
    person: Partial<RawPerson> & { login: string },
    options?: Partial<JoinRequest>,
  ): Promise<Joined & { folder: string }>
}

export interface AuthorityOptions extends Partial<Omit<StartOptions, 'folder' | 'log'>> {
  /** An initialised folder; a new realm otherwise. */
  readonly data?: string
  readonly validity?: number
}

export async function newRealm(
  test: Pick<TestContext, 'after'>,
  { now = new Date(), validity = 7 * DAY, ...more }: Partial<InitRequest> = {},
): Promise<string> {
  const data = await temporaryFolder(test)
  await init({
    folder: authorityFolder(data),
    realm: 'harbour',
    passphrase: PASSPHRASE,
    validity,
    rootOut: undefined,
    now,
    place: await givenPlace(),
    ...more,
  })
  return data
}

export async function startTestAuthority(
  test: Pick<TestContext, 'after'>,
  { data, validity, ...options }: AuthorityOptions = {},
): Promise<TestAuthority> {
  const now = options.now ?? (() => new Date())
  const folder =
    data ?? (await newRealm(test, { now: now(), ...(validity === undefined ? {} : { validity }) }))
  const lines: LogLine[] = []
  const log = createLog({ write: (text: string) => void lines.push(JSON.parse(text)) }, 'debug')
  const running = await startAuthority({
    passphrase: PASSPHRASE,
    http: { host: '127.0.0.1', port: 0 },
    p2p: ['/ip4/127.0.0.1/tcp/0'],
    announce: [],
    now,
    ...options,
    folder: authorityFolder(folder),
    log,
  })
  test.after(() => running.stop())
  const invitation: TestAuthority['invite'] = async (wanted = {}) => {
    const request = { role: 'member', uses: 1, life: DAY, ...wanted } as const
    return (await invite(running.authority, request, LOCAL)).invite
  }
  return {
    ...running,
    folder,
    lines,
    address: new URL(running.ready.https).host,
    invite: invitation,
    secret: async (wanted) => parseInvitation(await invitation(wanted)).secret ?? '',
    async join(person, wanted = {}) {
      const into = wanted.folder ?? path(await temporaryFolder(test), 'peer')
      const joined = await join({
        invitation: wanted.invitation ?? (await invitation()),
        key: 'ed25519',
        passphrase: PASSPHRASE,
        now,
        ...wanted,
        folder: into,
        person: { password: PASSWORD, ...person },
      })
      return { ...joined, folder: into }
    },
  }
}
