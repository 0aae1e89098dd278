// What stands before a request of a face: may this device write, and is somebody unknown really nobody?
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerNode } from '../net/start.ts'
import { DIRECTORY_AWAITED_MS } from './constants.ts'
import type { OwnPapers } from './own-papers.ts'

/** Where a person is looked for, and since when. */
interface Here {
  readonly peer: PeerNode
  readonly startedAt: Date
  now(): Date
}

/** What one writes is signed under one's certificate: without one that counts nobody would ever take it. */
export function assertMayWrite(papers: OwnPapers): void {
  const trouble = papers.trouble()
  // Who is suspended may be restored, and what was replaced is replaced in a moment: that waits on this disk.
  if (trouble !== undefined && !PASSING.has(trouble.code)) throw trouble
}

const PASSING: ReadonlySet<FaultCode> = new Set(['OWN_CERTIFICATE_SUSPENDED', 'OWN_CERTIFICATE_REPLACED'])

/**
 * Somebody unknown may only be unknown because the directory is not there yet: just after the start it is waited for.
 * @param login undefined where several are asked about: what refuses one of them names the login itself
 * @throws Fault PERSON_UNKNOWN with the login, which a refusal from the directory does not carry
 */
export async function aboutPerson<T>(
  parts: Here,
  login: string | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'PERSON_UNKNOWN') throw error
    if (await directoryCame(parts)) return aboutPerson(parts, login, ask)
    throw login === undefined ? error : new Fault('PERSON_UNKNOWN', { login }, { cause: error })
  }
}

/** @returns whether the directory became reachable while it was waited for */
async function directoryCame({ peer, startedAt, now }: Here): Promise<boolean> {
  const { directory } = peer
  const left = startedAt.getTime() + DIRECTORY_AWAITED_MS - now().getTime()
  if (left <= 0 || directory.state().state !== 'unreachable') return false
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer)
      end()
      resolve(directory.state().state === 'reachable')
    }
    const timer = setTimeout(settle, left)
    const end = directory.onChange(() => {
      if (directory.state().state === 'reachable') settle()
    })
  })
}
