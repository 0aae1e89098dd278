// Shows on stderr that something is being waited for; silent where there is no terminal.
import { PROGRESS_DELAY_MS, PROGRESS_TICK_MS } from './constants.ts'
import type { Host } from './host.ts'
import { painter } from './output.ts'

export interface Progress {
  /** What is being waited for now. */
  step(label: string): void
  /** The step is over: its line stays, with a tick. */
  done(): void
  /** Takes the line away. Safe to call twice. */
  clear(): void
}

const SILENT: Progress = { step() {}, done() {}, clear() {} }
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
const CLEAR_LINE = '\r\u001b[2K'

export function createProgress(host: Host, { json }: { readonly json: boolean }): Progress {
  const { stderr } = host
  if (json || stderr.isTTY !== true || host.environment.TERM === 'dumb') return SILENT
  const paint = painter(host, stderr)
  let label = ''
  let since = 0
  let tick = 0
  let drawn = false
  let timer: NodeJS.Timeout | undefined
  const draw = () => {
    const waited = performance.now() - since
    if (waited < PROGRESS_DELAY_MS) return
    const frame = FRAMES[tick++ % FRAMES.length] ?? ''
    const seconds = waited < 2000 ? '' : paint('dim', ` ${Math.floor(waited / 1000)} s`)
    stderr.write(`${CLEAR_LINE}${paint('cyan', frame)} ${label}${seconds}`)
    drawn = true
  }
  const clear = () => {
    clearInterval(timer)
    timer = undefined
    if (drawn) stderr.write(CLEAR_LINE)
    drawn = false
  }
  return {
    step(next) {
      clear()
      label = next
      since = performance.now()
      timer = setInterval(draw, PROGRESS_TICK_MS)
    },
    done() {
      clear()
      stderr.write(`${paint('green', '✓')} ${label}\n`)
    },
    clear,
  }
}
