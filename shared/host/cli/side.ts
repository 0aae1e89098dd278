// Which program a command line is for: `ca` chooses the authority, also behind the options of every command. Parses
// nothing else.
import type { Side } from './folder.ts'

/** @param argv without node and script @returns the side, and what its program gets: the same without `ca` */
export function chooseSide(argv: readonly string[]): {
  readonly side: Side
  readonly argv: readonly string[]
} {
  let at = 0
  while (isGlobal(argv[at])) at += argv[at] === '--data' ? 2 : 1
  return argv[at] === 'ca' ? { side: 'ca', argv: argv.toSpliced(at, 1) } : { side: 'peer', argv }
}

const isGlobal = (word: string | undefined): boolean =>
  word === '--json' || word === '--data' || word?.startsWith('--data=') === true
