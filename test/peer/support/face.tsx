// The terminal program on a peer that is only memory: keys in, what the screen shows out. Judges nothing.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openClient } from '@parley/peer/api/client.ts'
import { App } from '@parley/peer/terminal/app.tsx'
import { TerminalSession } from '@parley/peer/terminal/session.ts'
import type { Language } from '@parley/shared/faults/words.ts'
import { render } from 'ink-testing-library'
import { temporaryFolder } from '../../support/folder.ts'
import { type FakePeer, fakePeer } from './fake-peer.ts'

export const ENTER = '\r'
export const PAGE_UP = '\u001b[5~'
export const alt = (key: string) => `\u001b${key}`

/** A machine may be busy, ms. */
const SOON_MS = 60_000
/** Between two looks at the screen, ms. */
const LOOK_MS = 5

export interface Face {
  readonly peer: FakePeer
  /** How often the bell rang. */
  rings(): number
  type(keys: string): Promise<void>
  /** Waits until the screen shows it. */
  shows(wanted: RegExp | string): Promise<string>
  hides(unwanted: RegExp | string): Promise<string>
}

/** @param before what was there before the program started */
export async function face(
  t: TestContext,
  before: (peer: FakePeer) => void = () => undefined,
  language: Language = 'en',
): Promise<Face> {
  const peer = await fakePeer(t, join(await temporaryFolder(t), 'alice'))
  before(peer)
  const open = () => openClient(peer.folder)
  const session = new TerminalSession({ open, language, now: () => peer.now, opening: undefined })
  let rings = 0
  session.desk.onRing = () => {
    rings += 1
  }
  const running = session.run()
  const { stdin, lastFrame, frames, unmount } = render(
    <App session={session} screen={{ place: () => undefined, repaint: () => undefined }} />,
  )
  t.after(async () => {
    session.stop()
    unmount()
    await running
  })
  const has = (frame: string, wanted: RegExp | string) =>
    typeof wanted === 'string' ? frame.includes(wanted) : wanted.test(frame)
  const screen = async (holds: (frame: string) => boolean, what: string) => {
    let frame = ''
    const isThere = () => {
      frame = lastFrame() ?? ''
      return holds(frame)
    }
    await until(isThere, () => `${what}, but the screen is\n${frame}\n(${frames.length} frames)`)
    return frame
  }
  return {
    peer,
    rings: () => rings,
    async type(keys) {
      stdin.write(keys)
      // The next key comes after this one was taken, as from fingers.
      await new Promise((resolve) => setImmediate(resolve))
    },
    shows: (wanted) => screen((frame) => has(frame, wanted), `expected ${wanted}`),
    hides: (unwanted) => screen((frame) => !has(frame, unwanted), `expected no ${unwanted}`),
  }
}

/** @param what to say when it never happens */
export async function until(holds: () => boolean, what = () => 'it never happened'): Promise<void> {
  const deadline = Date.now() + SOON_MS
  while (!holds()) {
    if (Date.now() > deadline) assert.fail(what())
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
