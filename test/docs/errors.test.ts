// docs/ERRORS.md says what the catalogue says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { errorsPage } from '../../scripts/errors.ts'
import { repository } from '../support/program.ts'

it('docs/ERRORS.md is made from the catalogue (npm run generate)', () => {
  assert.equal(readFileSync(join(repository, 'docs/ERRORS.md'), 'utf8'), errorsPage())
})
