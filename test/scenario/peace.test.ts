// Peace by real programs: blocked, muted, reported, hidden; as typed, in both languages, and after a restart.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../support/crew.ts'
import { FRENCH, Harbour } from '../support/harbour.ts'
import { parley } from '../support/program.ts'

const SOON_MS = 60_000

test('alice blocks mallory, reports what she says in the room of everyone, and the moderator hides it', async (t) => {
  const harbour = await Harbour.make(t, [], {}, false)
  await harbour.start()
  await harbour.enrol('alice')
  await harbour.enrol('mallory')
  await harbour.enrol('mo', 'moderator')
  const first = await harbour.up('alice')
  await harbour.up('mallory')
  await harbour.up('mo')
  const reads = (login: string, ...args: string[]) => harbour.does(login, 'read', ...args)
  const spoken = async (login: string, ...args: string[]) => {
    const { stdout, stderr } = await parley([...args, '--data', harbour.folder(login)], { env: FRENCH })
    return `${stdout}${stderr}`
  }
  const sends = async (login: string, target: string, text: string) => {
    const [sent] = await harbour.does(login, 'send', target, text, '--wait', 'delivered', '--timeout', '60s')
    return String(sent?.id)
  }
  const waits = (what: string, holds: () => Promise<boolean>) =>
    until(SOON_MS, what, async () => ((await holds()) ? undefined : 'not yet'))

  await sends('mallory', '@alice', 'hello')
  await harbour.does('alice', 'block', 'mallory')
  // She is told nothing: what she writes is delivered as ever.
  await sends('mallory', '@alice', 'are you there?')
  assert.deepEqual(await reads('alice', '@mallory'), [])
  const [hello] = await reads('alice', '@mallory', '--folded')
  assert.deepEqual([hello?.text, hello?.blocked], ['hello', true])

  // In the room of everyone her words are folded, one line for all of them.
  const spam = await sends('mallory', '#everyone', 'buy my rum')
  await sends('mallory', '#everyone', 'cheap rum')
  const others = async () => (await reads('alice', '#everyone')).length
  await waits('alice has both', async () => (await others()) === 2)
  assert.match(await spoken('alice', 'read', '#everyone'), /\[2 messages de personnes bloquées\]/)
  await harbour.does('alice', 'mute', '#everyone', 'for', '8h')
  await first.stop()
  await harbour.up('alice')
  const decided = await harbour.does('alice', 'blocked')
  assert.deepEqual(
    decided.map(({ login, target }) => login ?? target),
    ['mallory', '#everyone'],
  )
  assert.deepEqual(await reads('alice', '@mallory'), [])

  // Reported with proof to the moderator, of whom the directory tells.
  await waits('alice knows of mo', async () =>
    (await harbour.does('alice', 'who')).some(({ login }) => login === 'mo'),
  )
  const [told] = await harbour.does('alice', 'report', spam, '--reason', 'adverts')
  assert.deepEqual(told, { id: spam, moderators: ['mo'] })
  await waits('mo has the report', async () => (await harbour.does('mo', 'reports')).length === 1)
  const [report] = await harbour.does('mo', 'reports')
  const said = report?.said as Record<string, unknown>
  assert.deepEqual(
    [report?.by, report?.reason, report?.verified, said.from, said.text, said.message],
    ['alice', 'adverts', true, 'mallory', 'buy my rum', spam],
  )
  assert.match(await spoken('mo', 'reports'), /alice signale mallory, dans #everyone\n {2}raison : adverts/)
  const nosy = await parley(['reports', '--data', harbour.folder('mallory'), '--json'])
  assert.deepEqual([nosy.status, JSON.parse(nosy.stderr).error.code], [3, 'REPORTS_NOT_MODERATOR'])

  // Hidden by the moderator, for all; by nobody else.
  const refused = await parley(['hide', spam, '--data', harbour.folder('alice'), '--json'])
  assert.deepEqual([refused.status, JSON.parse(refused.stderr).error.code], [3, 'HIDE_FORBIDDEN'])
  await waits('mo has it', async () => (await reads('mo', '#everyone')).some(({ id }) => id === spam))
  await harbour.does('mo', 'hide', spam, '--reason', 'no adverts here')
  const isHidden = async (login: string) =>
    (await reads(login, '#everyone')).some(({ id, hidden, text }) => id === spam && hidden && text === '')
  await waits('all see it hidden', async () => (await isHidden('mallory')) && (await isHidden('alice')))
  assert.match(await spoken('mallory', 'read', '#everyone'), /\[caché par mo : no adverts here\]/)

  await harbour.does('alice', 'unblock', 'mallory')
  assert.deepEqual(
    (await reads('alice', '@mallory')).map(({ text }) => text),
    ['hello', 'are you there?'],
  )
})
