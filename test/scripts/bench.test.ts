// `npm run bench` as it is typed: what it does not know is wrong usage, said in one line.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { it } from 'node:test'
import { repository } from '../support/program.ts'

for (const typed of [['--nope'], ['--only', 'nothing.of.the.kind']])
  it(`npm run bench -- ${typed.join(' ')} is wrong usage`, () => {
    const main = join(repository, 'scripts/bench/main.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', main, ...typed], {
      cwd: repository,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', LANG: 'C' },
    })
    assert.deepEqual([status, stdout], [2, ''])
    assert.match(stderr, /^usage: npm run bench [^\n]*\n$/)
  })
