// The audit log against whoever can write to the database: what is altered, removed, inserted, reordered or cut off is
// found, at its line. The tampering is done by a second connection to the same SQLite file, as an intruder would.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type AuditFields, type AuditLine, hashOf } from '@parley/ca-node/audit/line.ts'
import { verifyAudit } from '@parley/ca-node/audit/verify.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import Database from 'better-sqlite3-multiple-ciphers'
import fc from 'fast-check'
import { startTestAuthority, type TestAuthority } from '../../support/authority.ts'

const LINES = 40

interface Intruder {
  readonly lines: readonly AuditLine[]
  put(lines: readonly AuditLine[]): void
  run(sql: string, ...values: unknown[]): void
}

/** A second connection; `restore` puts everything back. */
function intruderAt(folder: string): Intruder & { restore(): void; close(): void } {
  const database = new Database(authorityFolder(folder).database)
  const kept = ['audit_lines', 'audit_heads', 'audit_chains'].map((table) => ({
    table,
    rows: database.prepare(`select * from ${table}`).all() as Record<string, unknown>[],
  }))
  const fill = (table: string, rows: readonly Record<string, unknown>[]) => {
    database.prepare(`delete from ${table}`).run()
    for (const row of rows) {
      const names = Object.keys(row)
      database
        .prepare(`insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`)
        .run(...Object.values(row))
    }
  }
  const lines = kept[0]?.rows as unknown as AuditLine[]
  return {
    lines: lines.toSorted((a, b) => a.seq - b.seq),
    put: (changed) =>
      database.transaction(() => fill('audit_lines', changed as unknown as Record<string, unknown>[]))(),
    run: (sql, ...values) => void database.prepare(sql).run(...values),
    restore: () =>
      database.transaction(() => {
        for (const { table, rows } of kept) fill(table, rows)
      })(),
    close: () => void database.close(),
  }
}

/** As somebody would who knows how the chain is made, and has no key: numbers, hashes and links all fit again. */
function rechained(lines: readonly AuditFields[], start: string): AuditLine[] {
  const made: AuditLine[] = []
  for (const [index, fields] of lines.entries()) {
    const line = { ...fields, seq: index + 1, prev: made.at(-1)?.hash ?? start }
    made.push({ ...line, hash: hashOf(line), seal: randomBytes(32).toString('hex') })
  }
  return made
}

const FIELDS = {
  at: (value) => Number(value) + 1,
  act: (value) => `${value}x`,
  outcome: (value) => (value === 'DONE' ? 'RIGHT_MISSING' : 'DONE'),
  who: (value) => (value === 'mallory' ? null : 'mallory'),
  source: () => '192.0.2.66',
  detail: () => '{"login":"mallory"}',
  prev: (value) => String(value).replace(/^./, (first) => (first === '0' ? '1' : '0')),
  hash: (value) => String(value).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  seal: (value) => String(value).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
} as const satisfies Partial<Record<keyof AuditLine, (value: unknown) => unknown>>

type Tampering = (at: Intruder, line: number, other: number) => number

const spoil = (line: AuditLine, field: keyof typeof FIELDS): AuditLine => ({
  ...line,
  [field]: FIELDS[field](line[field]),
})

/** Each does its harm at a line and says which line must be named. */
const TAMPERINGS: Record<string, Tampering> = {
  ...Object.fromEntries(
    (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).map((field) => [
      `${field} altered`,
      (at, seq) => {
        at.put(at.lines.map((line) => (line.seq === seq ? spoil(line, field) : line)))
        return seq
      },
    ]),
  ),
  'altered, its hash made to fit': (at, seq) => {
    at.put(
      at.lines.map((line) => {
        if (line.seq !== seq) return line
        const altered = spoil(line, 'detail')
        return { ...altered, hash: hashOf(altered) }
      }),
    )
    return seq
  },
  'altered, everything after it made to fit': (at, seq) => {
    const altered = at.lines.map((line) => (line.seq === seq ? spoil(line, 'who') : line))
    const made = rechained(altered, at.lines[0]?.prev ?? '')
    at.put(made.map((line, index) => (index + 1 < seq ? (at.lines[index] ?? line) : line)))
    return seq
  },
  removed: (at, seq) => {
    at.put(at.lines.filter((line) => line.seq !== seq))
    return seq
  },
  'several removed': (at, seq, other) => {
    const [from, to] = [Math.min(seq, other), Math.max(seq, other)]
    at.put(at.lines.filter((line) => line.seq < from || line.seq > to))
    return from
  },
  'removed, everything after it made to fit': (at, seq) => {
    const rest = at.lines.filter((line) => line.seq !== seq)
    const made = rechained(rest, at.lines[0]?.prev ?? '')
    at.put(made.map((line, index) => (index + 1 < seq ? (at.lines[index] ?? line) : line)))
    return seq
  },
  'inserted, everything after it made to fit': (at, seq) => {
    const forged = { ...at.lines[0], act: 'forged' } as AuditLine
    const more = [...at.lines.slice(0, seq - 1), forged, ...at.lines.slice(seq - 1)]
    const made = rechained(more, at.lines[0]?.prev ?? '')
    at.put(made.map((line, index) => (index + 1 < seq ? (at.lines[index] ?? line) : line)))
    return seq
  },
  'two changed places': (at, seq, other) => {
    const place = new Map([
      [seq, other],
      [other, seq],
    ])
    at.put(at.lines.map((line) => ({ ...line, seq: place.get(line.seq) ?? line.seq })))
    // One and the same: then nothing was done, and a field is altered instead.
    if (seq === other) at.run("update audit_lines set act = 'x' where seq = ?", seq)
    return Math.min(seq, other)
  },
  'put after the end': (at) => {
    const last = at.lines.at(-1)
    if (!last) throw new Error('no lines')
    const fields = { ...last, seq: last.seq + 1, prev: last.hash, act: 'forged' }
    at.put([...at.lines, { ...fields, hash: hashOf(fields) }])
    return last.seq + 1
  },
  'cut off': (at, seq) => {
    at.put(at.lines.filter((line) => line.seq < seq))
    return seq
  },
  'cut off, with the signed head': (at, seq) => {
    at.put(at.lines.filter((line) => line.seq < seq))
    at.run('delete from audit_heads')
    return seq
  },
  'cut off, the head moved': (at, seq) => {
    at.put(at.lines.filter((line) => line.seq < seq))
    const last = at.lines[seq - 2]
    if (last) at.run('update audit_heads set seq = ?, hash = ?', last.seq, last.hash)
    else at.run('delete from audit_heads')
    return last ? last.seq : 1
  },
  'everything gone': (at) => {
    for (const table of ['audit_lines', 'audit_heads', 'audit_chains']) at.run(`delete from ${table}`)
    return 1
  },
  'the key of the chain exchanged': (at) => {
    at.run("update audit_chains set log_key = x'302a300506032b6570032100', proof = 'AAAA'")
    return 1
  },
}

async function foundAt(harbour: TestAuthority): Promise<number> {
  try {
    await verifyAudit(harbour.authority)
  } catch (error) {
    if (error instanceof Fault && error.code === 'AUDIT_BROKEN') return Number(error.parameters.seq)
    throw error
  }
  return 0
}

describe('an intruder with the database', () => {
  let harbour: TestAuthority
  const endings: (() => unknown)[] = []
  before(async () => {
    harbour = await startTestAuthority({ after: (ending) => void endings.unshift(ending as () => unknown) })
    for (let line = 1; line < LINES; line += 2) {
      await harbour.invite()
      await harbour.authority.audit.append({
        act: 'test',
        outcome: 'INVITATION_USED',
        who: undefined,
        source: '127.0.0.1',
        detail: { text: 'ß “quotes” \u2028 \ud800 \0', line },
      })
    }
  })
  after(async () => {
    for (const end of endings) await end()
  })

  for (const [what, tampering] of Object.entries(TAMPERINGS))
    it(`${what}: found, and the line is named`, async () => {
      const at = intruderAt(harbour.folder)
      try {
        const total = at.lines.length
        assert.ok(total >= LINES)
        assert.equal(await foundAt(harbour), 0, 'whole before')
        await fc.assert(
          fc.asyncProperty(
            fc.integer({ min: 1, max: total }),
            fc.integer({ min: 1, max: total }),
            async (seq, other) => {
              const named = tampering(at, seq, other)
              assert.equal(await foundAt(harbour), named)
              at.restore()
            },
          ),
          { numRuns: 12, endOnFailure: true },
        )
        at.restore()
        assert.equal(await foundAt(harbour), 0, 'whole after')
      } finally {
        at.restore()
        at.close()
      }
    })

  it('an older state of the whole log is found by what the node remembers', async () => {
    const at = intruderAt(harbour.folder)
    await harbour.invite()
    at.restore()
    assert.equal(await foundAt(harbour), at.lines.length + 1)
    // The next line finds it, too, and says so for ever.
    await harbour.invite()
    await assert.rejects(verifyAudit(harbour.authority), (error: unknown) => {
      assert.ok(error instanceof Fault)
      assert.deepEqual([error.code, error.parameters.reason], ['AUDIT_BROKEN', 'recorded'])
      assert.equal(error.parameters.seq, at.lines.length + 1)
      return true
    })
    at.close()
  })
})

describe('an intruder while the authority is off', () => {
  it('cutting the end, with a head that was good once: found by the head beside the database', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.invite()
    const at = intruderAt(harbour.folder)
    await harbour.invite()
    await harbour.stop()
    at.restore()
    at.close()
    const again = await startTestAuthority(t, { data: harbour.folder })
    assert.equal(await foundAt(again), at.lines.length + 1)
    assert.ok(
      again.lines.some((line) => line.code === 'AUDIT_BROKEN'),
      'the debug log has it',
    )
  })

  it('without that file the log still verifies; a forged one does not pass', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.invite()
    await harbour.stop()
    const path = join(harbour.folder, 'audit-head.json')
    const head = await readFile(path, 'utf8')
    await rm(path)
    const second = await startTestAuthority(t, { data: harbour.folder })
    assert.equal(await foundAt(second), 0)
    await second.stop()
    await writeFile(path, head.replace(/"seq":\d+/, '"seq":1'))
    const third = await startTestAuthority(t, { data: harbour.folder })
    assert.ok((await foundAt(third)) > 0)
  })
})
