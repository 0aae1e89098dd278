// Makes the codecs of the wire formats: every X.proto beside its X.ts.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname } from 'node:path'

for (const source of globSync('{shared,ca-node,peer}/**/*.proto', { exclude: ['**/node_modules/**'] })) {
  const run = spawnSync('protons', ['--strict', source, '--output', dirname(source)], { stdio: 'inherit' })
  if (run.status !== 0) process.exit(1)
}

const errors = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/errors.ts'], { stdio: 'inherit' })
process.exit(errors.status ?? 1)
