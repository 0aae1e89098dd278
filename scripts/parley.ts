// Entry of the bundle: `parley ca ...` is the authority, everything else the peer. Neither loads the other.
import { chooseSide } from '@parley/shared/host/cli/side.ts'

// Started again under a newer Node by scripts/parley.js: when that one is killed, nobody would stop this process.
if (process.env.PARLEY_RELAUNCHED === '1' && process.channel != null) {
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
}

const { side, argv } = chooseSide(process.argv.slice(2))
if (side === 'ca') await (await import('@parley/ca-node/main.ts')).run(argv)
else await (await import('@parley/peer/main.ts')).run(argv)
