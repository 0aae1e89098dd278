// A CA node and peers as real processes on loopback, and what people do with them in one word each.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { temporaryFolder } from './folder.ts'
import { type Finished, parley, type Running, type RunOptions, running } from './program.ts'

const LOOPBACK = '/ip4/127.0.0.1/tcp/0'

export interface SmallRealm {
  folder(login: string): string
  enrol(login: string): Promise<string>
  up(login: string): Promise<Running>
  /** As that person, with --json; must succeed. @returns the objects on stdout */
  json(login: string, ...args: readonly string[]): Promise<Record<string, unknown>[]>
  /** As that person, as typed. */
  run(login: string, args: readonly string[], options?: RunOptions): Promise<Finished>
}

export async function smallRealm(t: TestContext): Promise<SmallRealm> {
  const data = await temporaryFolder(t)
  const ca = join(data, 'ca')
  const folder = (login: string) => join(data, login)
  const good = async (args: readonly string[]) => {
    const finished = await parley([...args, '--json'])
    assert.equal(finished.status, 0, finished.stderr)
    return finished.json()
  }
  await good(['ca', 'init', '--realm', 'harbour', '--data', ca])
  const authority = running(t, [
    ...['ca', 'start', '--data', ca, '--http', '127.0.0.1:0'],
    ...['--p2p', LOOPBACK, '--announce', '127.0.0.1'],
  ])
  await authority.line((line) => line.ready === true)
  return {
    folder,
    async enrol(login) {
      const [invited] = await good(['ca', 'invite', '--data', ca])
      await good(['join', String(invited?.invite), '--login', login, '--data', folder(login)])
      return folder(login)
    },
    async up(login) {
      const process = running(t, ['up', '--data', folder(login), '--listen', LOOPBACK])
      await process.line((line) => line.ready === true)
      return process
    },
    json: (login, ...args) => good([...args, '--data', folder(login)]),
    run: (login, args, options) => parley([...args, '--data', folder(login)], options),
  }
}
