// Makes the codecs of the wire formats: every X.proto beside its X.gen.ts.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

for (const source of globSync('{shared,ca-node,peer}/**/*.proto', { exclude: ['**/node_modules/**'] })) {
  const run = spawnSync('protons', ['--strict', source, '--output', dirname(source)], { stdio: 'inherit' })
  if (run.status !== 0) process.exit(1)
  // protons does not know exactOptionalPropertyTypes, and asks for more than it needs of a Uint8Array; the types
  // are still checked where they are used.
  const made = source.replace(/proto$/, 'ts')
  const codec = readFileSync(made, 'utf8').replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array')
  writeFileSync(source.replace(/proto$/, 'gen.ts'), `// @ts-nocheck\n${codec}`)
  rmSync(made)
}

const errors = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/errors.ts'], { stdio: 'inherit' })
process.exit(errors.status ?? 1)
