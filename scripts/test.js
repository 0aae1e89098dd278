// Runs the tests: `npm test [-- FILE...]`. One file more at a time than there are processors, since many wait for a time limit
// to pass; scenarios, which wait longest, begin first. `--long` tells the tests to take their long form.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'

const args = process.argv.slice(2)
const long = args.includes('--long')
const named = args.filter((arg) => !arg.startsWith('--'))
const scenarios = globSync('test/scenario/**/*.test.ts').sort()
const others = globSync('test/**/*.test.{ts,tsx}').sort()
const files = named.length > 0 ? named : [...new Set([...scenarios, ...others])]

const run = spawnSync(
  process.execPath,
  [
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${availableParallelism() + 1}`,
    '--test-timeout=600000',
    ...files,
  ],
  { stdio: 'inherit', env: { ...process.env, PARLEY_LONG: long ? '1' : '' } },
)
process.exit(run.status ?? 1)
