// A QR code as lines of a terminal, for a telephone's camera. Dark on light whatever the terminal's own colours are,
// two modules a character; nothing where it would not fit or nobody could scan it.
import { encode } from 'uqr'
import { QR_QUIET_ZONE, QR_QUIET_ZONE_LEAST } from './constants.ts'
import type { Host, Screen } from './host.ts'

/** Black on white by number (SGR 38;5 and 48;5), so that no theme turns it round. */
const DARK_ON_LIGHT = '\u001b[38;5;16m\u001b[48;5;231m'
const RESET = '\u001b[0m'
const HALVES = [' ', '▄', '▀', '█'] as const

/**
 * @param text what the code says; a link
 * @returns lines to be written as they are; undefined when `screen` is no terminal, knows no colours, or is too narrow
 */
export function qrLines(host: Host, screen: Screen, text: string): readonly string[] | undefined {
  if (screen.isTTY !== true || host.environment.TERM === 'dumb') return undefined
  const columns = screen.columns ?? 80
  for (const border of [QR_QUIET_ZONE, QR_QUIET_ZONE_LEAST]) {
    const { data, size } = encode(text, { ecc: 'L', border })
    if (size <= columns) return lines(data)
  }
  return undefined
}

function lines(rows: readonly (readonly boolean[])[]): readonly string[] {
  const drawn: string[] = []
  for (let y = 0; y < rows.length; y += 2) {
    const upper = rows[y] ?? []
    const lower = rows[y + 1] ?? []
    const line = upper.map((dark, x) => HALVES[(dark ? 2 : 0) + (lower[x] === true ? 1 : 0)] ?? ' ').join('')
    drawn.push(`${DARK_ON_LIGHT}${line}${RESET}`)
  }
  return drawn
}
