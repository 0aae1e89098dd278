// Bob is off. Alice writes to him and goes, and the authority goes too. What she wrote is there when he comes: others held it,
// who could not read it.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '../support/crew.ts'
import { ENGLISH, FRENCH, good, Harbour } from '../support/harbour.ts'
import { lastFirst } from '../support/last-first.ts'
import { parley, type Running } from '../support/program.ts'

const SOON_MS = 60_000
const HOLDERS = ['carol', 'dave', 'erin'] as const

interface Held {
  readonly state: string
  readonly parcels: number
  readonly bytes: number
  readonly devices: number
}

test('a message reaches who was off, with its sender and the authority gone', async (t) => {
  const harbour = await Harbour.make(lastFirst(t), [], {}, false)
  const authority = await harbour.start()
  const everybody = ['alice', 'bob', ...HOLDERS, 'frank']
  for (const login of everybody) await harbour.enrol(login)
  const up = new Map<string, Running>()
  const begins = async (login: string, ...more: string[]) =>
    void up.set(login, await harbour.up(login, {}, more))
  const ends = async (login: string) => assert.equal(await up.get(login)?.stop(), 0)
  const others = (login: string) => everybody.filter((each) => each !== login)
  const held = async (login: string) => (await harbour.status(login)).mailbox as unknown as Held
  const said = async (login: string, to: string) => await harbour.does(login, 'read', to)
  const spoken = async (env: Record<string, string>, login: string) =>
    good(await parley(['status', '--data', harbour.folder(login)], { env })).stdout

  for (const login of everybody) await begins(login, ...(login === 'frank' ? ['--no-mailbox'] : []))
  await Promise.all(everybody.map((login) => harbour.sees(login, others(login))))
  assert.match(await spoken(ENGLISH, 'carol'), /mailbox +on, holds nothing for others now/)
  assert.match(await spoken(FRENCH, 'frank'), /boîte +inactive, ne garde rien pour les autres/)
  // They have met: whoever has talked with somebody has what is needed to seal for them.
  await harbour.does('alice', 'send', '@bob', 'Good evening', '--wait', 'delivered')
  await ends('bob')

  for (const text of ['The tide is at six.', 'Bring the charts.'])
    await harbour.does('alice', 'send', '@bob', text, '--wait', 'stored')
  await until(SOON_MS, 'alice has left it with others', async () => {
    const states = (await said('alice', '@bob')).map(({ state }) => String(state))
    return states.slice(1).every((state) => state === 'sent') ? undefined : states.join(', ')
  })
  await Promise.all(
    HOLDERS.map((login) =>
      until(SOON_MS, `${login} holds it`, async () =>
        (await held(login)).parcels > 0 ? undefined : 'nothing',
      ),
    ),
  )
  for (const login of HOLDERS) {
    const { state, bytes, devices } = await held(login)
    assert.equal(state, 'on')
    assert.equal(devices, 1)
    assert.ok(bytes > 1_000)
  }
  assert.deepEqual(await held('frank'), { state: 'off', parcels: 0, bytes: 0, devices: 0 })
  assert.match(await spoken(ENGLISH, 'dave'), /mailbox +on, holds \d parcels? for others \(\d+ KiB\)/)
  assert.match(await spoken(FRENCH, 'dave'), /boîte +active, garde \d+ colis pour d’autres \(\d+ Kio\)/)
  // The authority has no part in it, nor has its folder.
  for (const name of await readdir(harbour.ca)) {
    const bytes = await readFile(join(harbour.ca, name)).catch(() => Buffer.alloc(0))
    assert.equal(bytes.includes('The tide is at six.'), false, name)
  }
  await ends('alice')
  assert.equal(await authority.stop(), 0)
  // One of the three is killed and comes back, one is gone for good.
  await up.get('carol')?.stop('SIGKILL')
  await ends('dave')
  await begins('carol')

  await begins('bob')
  await until(SOON_MS, 'bob reads it', async () => {
    const texts = (await said('bob', '@alice')).map(({ text }) => String(text))
    return texts.length === 3 ? undefined : texts.join(' / ')
  })
  const read = await said('bob', '@alice')
  assert.deepEqual(
    read.map(({ from, text, verified }) => [from, text, verified]),
    ['Good evening', 'The tide is at six.', 'Bring the charts.'].map((text) => ['alice', text, true]),
  )
  // The sender learns of it when they meet.
  await begins('alice')
  await until(SOON_MS, 'alice knows that bob has it', async () => {
    const states = (await said('alice', '@bob')).map(({ state }) => String(state))
    return states.every((state) => state === 'delivered' || state === 'read') ? undefined : states.join(', ')
  })
  // What bob's device left for alice meanwhile, that he has read it, is picked up too.
  for (const login of ['carol', 'erin'])
    await until(SOON_MS, `${login} holds nothing more`, async () => {
      const { parcels } = await held(login)
      return parcels === 0 ? undefined : `${parcels}`
    })
  for (const login of ['alice', 'bob', 'carol', 'erin', 'frank']) await ends(login)
})
