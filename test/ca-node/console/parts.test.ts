// What the console's page computes without a browser: CSV both ways, places on the map, words for what the record names.
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { csvText, readCsv } from '@parley/ca-node/console/web/parts/csv.ts'
import { readPeople } from '@parley/ca-node/console/web/parts/import-file.ts'
import { neighbour, PERSON_RADIUS, placeAt, settle } from '@parley/ca-node/console/web/parts/map-places.ts'
import { acts, facts, reads } from '@parley/ca-node/console/web/words/acts.ts'
import { verbs } from '@parley/ca-node/control/verbs.ts'
import fc from 'fast-check'

describe('the words of the record', () => {
  it('say which way somebody connected, and how far an enrolment came, in both languages', () => {
    for (const value of ['in', 'out', 'enrolled', 'waiting', 'second-factor'])
      assert.ok(Object.hasOwn(facts, value), value)
  })
})

describe('CSV', () => {
  it('comes back as it was written, whatever stands in it', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/^'+(?=[=+\-@\t\r])/, ''))
    // A row of nothing at all is an empty line, which no reader keeps.
    const row = fc
      .array(cell, { minLength: 2, maxLength: 5 })
      .filter((cells) => cells.some((one) => one !== ''))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        // The head decides the separator: it is one our own export would write.
        const read = readCsv(csvText([['login', 'role'], ...rows]))
        assert.ok('rows' in read)
        assert.deepEqual(
          read.rows.slice(1).map(({ cells }) => cells.map((one) => one.trim())),
          rows.map((cells) => cells.map((one) => one.trim())),
        )
      }),
    )
  })
  it('gives a spreadsheet no formula to run', () => {
    for (const sign of ['=', '+', '-', '@', '\t', '\r']) {
      const text = csvText([[`${sign}cmd|' /C calc'!A0`]])
      assert.match(text, /^\uFEFF"?'/, JSON.stringify(sign))
    }
  })
  it('is refused where a quoted field never ends, with the line it began on', () => {
    assert.deepEqual(readCsv('login\nalice\n"bob'), { brokenLine: 3 })
  })
  it('names what is wrong with a file of people', () => {
    const flaw = (text: string) => {
      const read = readPeople(text)
      return 'flaw' in read ? read.flaw : read
    }
    assert.deepEqual(flaw('login,name\nalice,Alice'), { flaw: 'column', value: 'name' })
    assert.deepEqual(flaw('role\nmember'), { flaw: 'no-login', value: '' })
    assert.deepEqual(flaw('login\n'), { flaw: 'empty', value: 0 })
  })
})

describe('places on the map', () => {
  it('never touch, for any number of people', () => {
    const places = Array.from({ length: 400 }, (_, slot) => placeAt(slot))
    for (const [at, one] of places.entries())
      for (const other of places.slice(at + 1))
        assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 2 * PERSON_RADIUS, `slot ${at}`)
  })
  it('are kept by who stays, whoever comes and goes, and belong to one person each', () => {
    const crowd = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 })
    fc.assert(
      fc.property(crowd, crowd, (before, after) => {
        const first = settle(new Map(), new Set(before))
        const then = settle(first, new Set(after))
        assert.deepEqual(new Set(then.keys()), new Set(after))
        assert.equal(new Set(then.values()).size, after.length)
        for (const login of after) if (first.has(login)) assert.equal(then.get(login), first.get(login))
      }),
    )
  })
  it('lead by arrow keys to a neighbour on that side', () => {
    const places = new Map<string, ReturnType<typeof placeAt>>(
      Array.from({ length: 60 }, (_, slot) => [`p${slot}`, placeAt(slot)] as const),
    )
    for (const [login, from] of places) {
      const right = neighbour(places, login, 'ArrowRight')
      const found = right === undefined ? undefined : places.get(right)
      if (found) assert.ok(found.x > from.x, login)
      const rightmost = [...places.values()].every(({ x }) => x <= from.x)
      assert.equal(rightmost && found !== undefined, false)
    }
  })
})

describe('a line of the record', () => {
  it('has words for every act there is', async () => {
    const known = new Set([...Object.keys(acts), ...Object.keys(reads)])
    const missing = Object.keys(verbs).filter((name) => !known.has(name))
    assert.deepEqual(missing, [], 'verbs')
    // What is recorded beside verbs: `attempted(…, { act: '…' }` and notes of the connections.
    for (const path of globSync('ca-node/{accounts,audit,devices,est,ldap,net,people}/**/*.ts')) {
      const source = await readFile(path, 'utf8')
      for (const [, act = ''] of source.matchAll(
        /(?:attempted|note|recordRefusal)\([^;]*?act: '([a-z-]+)'/gs,
      ))
        assert.ok(known.has(act), `${act} in ${path}`)
    }
  })
})
