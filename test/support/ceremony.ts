// A whole ceremony in one call: the authority asks, the root's keeper signs on another machine, the authority installs. Every step is the
// one that the commands use.
import { join } from 'node:path'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { type CeremonyRequest, parseAnswer, parseRequest } from '@parley/ca-node/ceremony/files.ts'
import type { Installed } from '@parley/ca-node/ceremony/install.ts'
import { type CeremonyWish, requestCeremony } from '@parley/ca-node/ceremony/request.ts'
import { type OpenRoot, openRootFile } from '@parley/ca-node/ceremony/root-file.ts'
import { signCeremony } from '@parley/ca-node/ceremony/sign.ts'
import { ceremonyVerbs } from '@parley/ca-node/ceremony/verbs.ts'
import { newRealm, PASSPHRASE, startTestAuthority, type TestAuthority } from './authority.ts'
import { type Ending, temporaryFolder } from './folder.ts'

export interface OfflineRealm {
  readonly data: string
  /** The root's file, on "the other machine". */
  readonly rootFile: string
}

export async function offlineRealm(test: Ending, now?: Date): Promise<OfflineRealm> {
  const rootFile = join(await temporaryFolder(test), 'root.pem')
  const data = await newRealm(test, { rootOut: rootFile, ...(now === undefined ? {} : { now }) })
  return { data, rootFile }
}

export async function runningOffline(test: Ending): Promise<TestAuthority & OfflineRealm> {
  const realm = await offlineRealm(test)
  return { ...(await startTestAuthority(test, { data: realm.data })), ...realm }
}

export const openRoots = (files: readonly string[]): Promise<OpenRoot[]> =>
  Promise.all(files.map((file) => openRootFile(file, PASSPHRASE)))

export async function request(
  { authority }: Pick<TestAuthority, 'authority'>,
  wish: CeremonyWish,
): Promise<CeremonyRequest> {
  return parseRequest((await requestCeremony(authority, wish, LOCAL)).text)
}

/** @returns the text of the answer */
export async function signed(
  asked: CeremonyRequest,
  files: readonly string[],
  now = new Date(),
): Promise<string> {
  const roots = await openRoots(files)
  return (await signCeremony({ request: asked, roots, confirm: asked.id.slice(0, 16), now })).text
}

export function install({ authority }: Pick<TestAuthority, 'authority'>, answer: string): Promise<Installed> {
  parseAnswer(answer)
  return ceremonyVerbs['ceremony-install'].run(authority, { answer }, LOCAL)
}

export async function ceremony(
  harbour: Pick<TestAuthority, 'authority'>,
  wish: CeremonyWish,
  files: readonly string[],
): Promise<Installed> {
  return install(harbour, await signed(await request(harbour, wish), files, harbour.authority.now()))
}
