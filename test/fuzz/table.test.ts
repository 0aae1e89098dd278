// The table of decoders is complete: whoever adds a decoder adds a row, or says why it takes nothing from outside.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { allDecoders, NOT_FROM_OUTSIDE } from './decoders.ts'
import { RUNS_MIN } from './limits.ts'

const TOP = new URL('../..', import.meta.url).pathname
const SOURCES = ['shared/**/*.ts', 'ca-node/est/*.ts', 'ca-node/ocsp/*.ts', 'ca-node/ceremony/files.ts']
const DECODER =
  /^export (?:async )?(?:function|const) ((?:decode|read|parse|unbundle)[A-Z]\w*|from(?:Hex|Base64\w*))\b/gm

const decoders = allDecoders()
const rows = new Set(decoders.map(({ name }) => name.split(':', 1)[0]))

test('every exported decoder is fuzzed, or it is said why not', () => {
  const found = globSync(SOURCES, { cwd: TOP })
    .filter((path) => !path.includes('/wire/') && !path.startsWith('shared/ui/'))
    .flatMap((path) =>
      [...readFileSync(join(TOP, path), 'utf8').matchAll(DECODER)].map((match) => `${path} ${match[1]}`),
    )
  assert.ok(found.length > 40, 'the search finds nothing any more')
  const missing = found.filter((name) => !rows.has(name) && !(name in NOT_FROM_OUTSIDE))
  assert.deepEqual(missing, [], 'add a row in test/fuzz/decoders, or a reason in NOT_FROM_OUTSIDE')
  const gone = Object.keys(NOT_FROM_OUTSIDE).filter((name) => !found.includes(name))
  assert.deepEqual(gone, [], 'these are there no more')
})

test('every row is of something that exists, once', () => {
  assert.equal(new Set(decoders.map(({ name }) => name)).size, decoders.length)
  for (const name of rows) {
    const [path = '', exported = ''] = name?.split(' ') ?? []
    const source = readFileSync(join(TOP, path), 'utf8')
    assert.match(source, new RegExp(`^export (async )?(function|const|class) ${exported}\\b`, 'm'), name)
  }
})

test('together they are a million inputs', () => {
  assert.ok(decoders.reduce((sum, { runs }) => sum + runs, 0) >= RUNS_MIN)
})
