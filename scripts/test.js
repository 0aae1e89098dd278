// Runs the tests: `npm test [-- FILE...]`. Files run two at a time; `--long` tells the tests to take their long form.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'

const args = process.argv.slice(2)
const long = args.includes('--long')
const named = args.filter((arg) => !arg.startsWith('--'))
const files = named.length > 0 ? named : globSync('test/**/*.test.{ts,tsx}').sort()

const run = spawnSync(
  process.execPath,
  [
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${Math.max(1, availableParallelism())}`,
    '--test-timeout=600000',
    ...files,
  ],
  { stdio: 'inherit', env: { ...process.env, PARLEY_LONG: long ? '1' : '' } },
)
process.exit(run.status ?? 1)
