// docs/ERRORS.md says what the catalogue says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { faults } from '@parley/shared/faults/catalogue.ts'
import { errorsPage } from '../../scripts/errors.ts'
import { repository } from '../support/program.ts'

it('docs/ERRORS.md is made from the catalogue (npm run generate)', () => {
  assert.equal(readFileSync(join(repository, 'docs/ERRORS.md'), 'utf8'), errorsPage())
})

it('every fault of the catalogue is on it', () => {
  const codes = new Set(Array.from(errorsPage().matchAll(/^\| `([A-Z0-9_]+)` \|/gm), ([, code]) => code))
  assert.deepEqual(
    Object.keys(faults).filter((code) => !codes.has(code)),
    [],
  )
})
