// Starts the terminal program on the alternate screen and gives the terminal back as it was.
import type { Host } from '@parley/shared/host/cli/host.ts'
import { render } from 'ink'
import { openClient } from '../api/client.ts'
import { App } from './app.tsx'
import { LEAVE_MS } from './constants.ts'
import { Screen } from './screen.ts'
import { TerminalSession } from './session.ts'

/** @param opening the conversation to begin with. Resolves when the person leaves. */
export async function startTerminal(host: Host, folder: string, opening: string | undefined): Promise<void> {
  const session = new TerminalSession({
    open: () => openClient(folder),
    language: host.language,
    now: () => Date.now(),
    opening,
  })
  const running = session.run()
  const screen = new Screen(process.stdout)
  session.desk.onRing = () => process.stdout.write('\u0007')
  const giveBack = () => screen.close()
  // Also when the process is ended from inside by a fault of its own.
  process.once('exit', giveBack)
  screen.open()
  try {
    const app = render(<App session={session} screen={screen} />, {
      stdout: screen.stream,
      // Whole frames, unthrottled: the screen writes what changed.
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    })
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => app.unmount())
    await app.waitUntilExit()
  } finally {
    await Promise.race([
      session.drafts.flush(),
      new Promise((resolve) => setTimeout(resolve, LEAVE_MS).unref()),
    ])
    session.stop()
    process.removeListener('exit', giveBack)
    giveBack()
    await running
  }
}
