// Runs a verb for the command line: in the running node when there is one, else on the data folder itself.

import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { hostPort } from '@parley/shared/enrolment/invitation.ts'
import { faults } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { errnoOf, exists } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { z } from 'zod'
import { AuditLog } from '../audit/log.ts'
import { type Authority, type Live, LOCAL } from '../authority.ts'
import { CONTROL_TIMEOUT, DEFAULT_HTTP_HOST, DEFAULT_HTTP_PORT, MAX_CONTROL_BYTES } from '../constants.ts'
import type { AuthorityFolder } from '../folder.ts'
import { openKeys } from '../keys/open.ts'
import { passwordHasher } from '../people/password.ts'
import { readRealm } from '../realm/realm.ts'
import type { Right } from '../rights/rights.ts'
import { machineAddresses, reachableAt } from '../running/addresses.ts'
import { openStore, type Store } from '../store/open.ts'
import { controlAddress } from './socket.ts'
import { runRaw, type VerbInput, type VerbName, type VerbResult, verbs } from './verbs.ts'

/** A node that is starting holds the folder before it answers. */
const STARTING_TIMEOUT = 5000
const RETRY_PERIOD = 100

/** @param passphrase asked only when the verb signs and no node runs */
export async function ask<Name extends VerbName>(
  folder: AuthorityFolder,
  name: Name,
  input: VerbInput<Name>,
  passphrase: () => Promise<Uint8Array>,
): Promise<VerbResult<Name>> {
  if (!(await exists(folder.vault))) throw new Fault('DATA_MISSING', { path: folder.path })
  // The socket lies where only its owner gets in, and the same program answers: what comes back is this verb's result.
  return (await askAnywhere(folder, name, input, passphrase)) as VerbResult<Name>
}

async function askAnywhere(
  folder: AuthorityFolder,
  name: VerbName,
  input: unknown,
  passphrase: () => Promise<Uint8Array>,
): Promise<unknown> {
  for (let waited = 0; ; waited += RETRY_PERIOD) {
    const answer = await askRunning(folder, name, input)
    if (answer.running) return answer.result
    try {
      return await runHere(folder, name, input, passphrase)
    } catch (error) {
      const starting = error instanceof Fault && error.code === 'DATA_IN_USE'
      if (!starting || waited >= STARTING_TIMEOUT) throw error
    }
    await delay(RETRY_PERIOD)
  }
}

async function runHere(
  folder: AuthorityFolder,
  name: VerbName,
  input: unknown,
  passphrase: () => Promise<Uint8Array>,
): Promise<unknown> {
  const lock = await lockFolder(folder.path)
  try {
    // What changes something is recorded, and the record is signed: both need the vault.
    const keys = needsVault(verbs[name]) ? await openKeys(folder.vault, await passphrase()) : undefined
    try {
      const store = await openStore(folder.database)
      try {
        const realm = await readRealm(store.db, store.name, keys?.issuing.spki)
        const now = () => new Date()
        const audit = new AuditLog({ store, keys, realm, folder: folder.path, log: silentLog, now })
        const authority: Authority = {
          store,
          realm,
          audit,
          keys,
          passwords: passwordHasher(),
          live: await notLive(store),
          log: silentLog,
          now,
        }
        try {
          return await runRaw(authority, name, input, LOCAL)
        } finally {
          await audit.close()
        }
      } finally {
        await store.close()
      }
    } finally {
      keys?.vault.close()
    }
  } finally {
    await lock.release()
  }
}

function needsVault({ signs, right }: { signs: boolean; right: Right }): boolean {
  return signs || !right.endsWith('.read')
}

/** The node is off: peers fetch the new list when it is back; an invitation says where it was last. */
async function notLive(store: Store): Promise<Live> {
  const row = await store.db.selectFrom('realm').select('https_addresses').executeTakeFirst()
  const kept: unknown = JSON.parse(row?.https_addresses ?? '[]')
  const [first, ...others] = z.array(z.string()).parse(kept).map(hostPort)
  const addresses = first
    ? ([first, ...others] as const)
    : reachableAt(machineAddresses(), [], DEFAULT_HTTP_HOST, DEFAULT_HTTP_PORT)
  const nobody = () => undefined
  return {
    httpsAddresses: () => addresses,
    p2pAddresses: () => [],
    pushList: nobody,
    closeUser: nobody,
    closeDevice: nobody,
    personChanged: nobody,
    realmChanged: async () => undefined,
    connected: () => [],
    onConnected: () => nobody,
  }
}

type Answer = { readonly running: false } | { readonly running: true; readonly result: unknown }

const controlAnswer = z.union([
  z.strictObject({ result: z.unknown() }),
  z.strictObject({
    fault: z.strictObject({
      code: z.string(),
      parameters: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  }),
])

async function askRunning({ path }: AuthorityFolder, name: VerbName, input: unknown): Promise<Answer> {
  let body: string
  try {
    body = await post(controlAddress(path).path, `/${name}`, JSON.stringify(input))
  } catch (error) {
    if (['ENOENT', 'ECONNREFUSED'].includes(errnoOf(error))) return { running: false }
    throw new Fault('AUTHORITY_STOPPED', {}, { cause: error })
  }
  const answer = controlAnswer.parse(JSON.parse(body))
  if (!('fault' in answer)) return { running: true, result: answer.result }
  const { code, parameters } = answer.fault
  if (!isFaultCode(code)) throw new Fault('AUTHORITY_REFUSED', { title: code, refusal: code })
  throw new Fault(code, parameters)
}

function isFaultCode(code: string): code is keyof typeof faults {
  return Object.hasOwn(faults, code)
}

function post(socketPath: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(CONTROL_TIMEOUT)
    const outgoing = request({ socketPath, path, method: 'POST', signal }, (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > MAX_CONTROL_BYTES) response.destroy(new Error('answer too large'))
        else chunks.push(chunk)
      })
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
