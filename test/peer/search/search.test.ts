// `parley search` and `parley read --around` as a person and a program drive them, on real processes.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { repository } from '../../support/program.ts'
import { smallRealm } from '../../support/small-realm.ts'

const skip = existsSync(join(repository, 'dist/parley.js')) ? false : 'not built'

it('alice finds what bob and she said, and jumps to where it was said', { skip }, async (t) => {
  const { enrol, up, json, run } = await smallRealm(t)
  for (const login of ['alice', 'bob']) {
    await enrol(login)
    await up(login)
  }
  const said = [
    ...Array.from({ length: 30 }, (_, at) => `ligne ${at}`),
    'Rendez-vous à l’École, près du Cœur de ville\nÀ huit heures. \u001b[31mred\u202Etxet',
    'See https://tide.example/tables, @bob',
  ]
  const lines = said.slice(0, 30).join('\n')
  await run('alice', ['send', '@bob', '-', '--lines'], { stdin: lines })
  for (const text of said.slice(30)) await json('alice', 'send', '@bob', text)
  await json('alice', 'send', '@bob', 'the end', '--wait', 'delivered', '--timeout', '20s')
  const ids = (hits: Record<string, unknown>[]) => hits.map(({ id }) => id)

  // On both sides, without accents, and its beginning.
  for (const login of ['alice', 'bob']) {
    const [hit, ...others] = await json(login, 'search', 'coeur', 'ecol')
    assert.deepEqual(others, [])
    assert.ok(hit)
    assert.deepEqual(Object.keys(hit), [
      ...['id', 'conversation', 'target', 'from', 'device', 'time', 'text', 'state', 'verified'],
      ...['snippet', 'marks'],
    ])
    const { snippet, marks, from, text } = hit as {
      snippet: string
      marks: [number, number][]
      from: string
      text: string
    }
    assert.equal(from, 'alice')
    assert.equal(text, said[30])
    assert.deepEqual(
      marks.map(([start, end]) => snippet.slice(start, end)),
      ['École', 'Cœur'],
    )
  }

  // Narrowed, and paged by the limit.
  assert.equal((await json('bob', 'search', 'ligne', '--limit', '10000')).length, 30)
  assert.equal(
    (await json('bob', 'search', 'ligne', '--in', '@alice', '--from', 'alice', '--limit', '7')).length,
    7,
  )
  assert.deepEqual(await json('bob', 'search', 'ligne', '--from', 'bob'), [])
  assert.deepEqual(await json('bob', 'search', 'ligne', '--until', '2020-01-31'), [])
  assert.equal((await json('bob', 'search', 'ligne', '--since', '1h', '--limit', '100')).length, 30)
  assert.deepEqual(
    ids(await json('bob', 'search', '--kind', 'link')),
    ids(await json('bob', 'search', '--kind', 'mention')),
  )

  // What cannot be looked for is said plainly.
  for (const [args, status, code] of [
    [['search'], 2, 'SEARCH_EMPTY'],
    [['search', '?!'], 2, 'SEARCH_EMPTY'],
    [['search', 'x'.repeat(300)], 2, 'SEARCH_TOO_LONG'],
    [['search', ...Array.from({ length: 17 }, () => 'a')], 2, 'SEARCH_TOO_MANY_WORDS'],
    [['search', 'x', '--since', '2026-02-30'], 2, 'VALUE_INVALID'],
    [['search', 'x', '--from', 'bobb'], 1, 'PERSON_UNKNOWN'],
    [['read', '--around', 'aaaaaaaaaaaaaaaa-1'], 1, 'MESSAGE_UNKNOWN'],
    [['read', '--around', 'aaaaaaaaaaaaaaaa-1', '--since', '1h'], 2, 'USAGE'],
  ] as const) {
    const refused = await run('bob', [...args, '--json'])
    assert.deepEqual([refused.code, refused.status], [code, status], `${args.join(' ')}: ${refused.stderr}`)
  }

  // A person sees no control of another's text obeyed.
  const shown = await run('bob', ['search', 'coeur'], { env: { FORCE_COLOR: '1', LANG: 'fr_FR.UTF-8' } })
  assert.match(shown.stdout, /près du .*Cœur.* de ville À huit heures\. ␛\[31mred<U\+202E>txet/)
  assert.match(
    shown.stderr,
    /^Un message\. Pour le voir à sa place : parley read --around [a-z2-7]{16}-\d+\n$/,
  )
  assert.match((await run('bob', ['search', 'nothing'])).stderr, /^Nothing was found\.\n$/)

  // Its place: what stands before and after it.
  const [{ id } = { id: '' }] = await json('bob', 'search', '"ligne 15"')
  const around = await json('bob', 'read', '--around', String(id), '--limit', '6')
  assert.deepEqual(
    around.map(({ text }) => text),
    [12, 13, 14, 15, 16, 17, 18].map((at) => `ligne ${at}`),
  )
  const place = await run('bob', ['read', '--around', String(id), '--limit', '2'])
  assert.match(place.stdout, /ligne 14\n» \d\d:\d\d alice: ligne 15\n/)

  // How long it is kept, for all and for one.
  assert.deepEqual(await json('bob', 'retention'), [{ target: null, keep: 'forever' }])
  assert.deepEqual(await json('bob', 'retention', '--keep', '90d'), [{ target: null, keep: 90 }])
  assert.deepEqual(await json('bob', 'retention', '@alice', '--keep', '7d'), [{ target: '@alice', keep: 7 }])
  assert.deepEqual(await json('bob', 'retention'), [
    { target: null, keep: 90 },
    { target: '@alice', keep: 7 },
  ])
  assert.match(
    (await run('bob', ['retention'], { env: { LANG: 'fr_FR.UTF-8' } })).stdout,
    /^Conversations : gardées 90 jours\n@alice: gardées 7 jours\n$/,
  )
  for (const [args, status, code] of [
    [['--keep', '0d'], 2, 'RETENTION_MALFORMED'],
    [['--keep', '40000d'], 2, 'RETENTION_MALFORMED'],
    [['--keep', '2h'], 2, 'VALUE_INVALID'],
    [['@nobody', '--keep', '7d'], 1, 'PERSON_UNKNOWN'],
  ] as const) {
    const refused = await run('bob', ['retention', ...args, '--json'])
    assert.deepEqual([refused.code, refused.status], [code, status], `${args.join(' ')}: ${refused.stderr}`)
  }
  assert.equal((await json('bob', 'search', 'ligne', '--limit', '10000')).length, 30, 'nothing is that old')
})
