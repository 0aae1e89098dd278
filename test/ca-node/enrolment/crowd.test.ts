// A school's first day: everybody at once, each to be approved, each with a second factor, at one real process. Nobody
// fails, nobody is there twice, and memory stays small. A school in the long form, a class otherwise.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { it } from 'node:test'
import { ask } from '@parley/ca-node/control/ask.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { codeOf } from '@parley/peer/enrol/second-factor.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import { parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { parley, running } from '../../support/program.ts'
import { enrolment } from '../request.ts'

const CROWD = process.env.PARLEY_LONG === '1' ? 500 : 30
/** The bound of the figures, MiB. */
const MEMORY = 400

interface Answer {
  readonly status: number
  readonly body: {
    readonly state?: string
    readonly link?: string
    readonly setup?: string
    readonly serial?: string
  }
}

/** Everybody from an address of their own, as on a LAN. */
function post(address: string, ca: string, body: object, person: number): Promise<Answer> {
  const [host, port] = address.split(':')
  const localAddress = `127.1.${Math.floor(person / 250)}.${(person % 250) + 1}`
  return new Promise((resolve, reject) => {
    const options = { host, port, path: PATHS.enrol, method: 'POST', ca, localAddress, agent: false }
    const asked = request({ ...options, headers: { 'content-type': 'application/json' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }),
      )
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}

it(`${CROWD} people join together, are approved, and set up a second factor`, async (t) => {
  const data = join(await temporaryFolder(t), 'ca')
  const on = (...args: string[]) => parley(['ca', ...args, '--data', data, '--json'])
  await on('init', '--realm', 'school')
  const authority = running(t, [
    ...['ca', 'start', '--data', data],
    ...['--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0'],
  ])
  await authority.line(({ ready }) => ready === true, 60_000)
  const folder = authorityFolder(data)
  const nobody = async () => new Uint8Array()
  await ask(folder, 'set-policy', { change: { secondFactor: ['member'], approval: 'always' } }, nobody)
  const [invited] = (await on('invite', '--uses', String(CROWD))).json()
  const { addresses, secret = '' } = parseInvitation(String(invited?.invite))
  const [root] = (await on('root')).json()
  const send = (body: object, person: number) => post(addresses[0], String(root?.pem), body, person)

  const people = Array.from({ length: CROWD }, (_, at) => enrolment(`pupil${at}`, secret))
  const everybody = (what: (body: (typeof people)[number], person: number) => Promise<Answer>) =>
    Promise.all(people.map(what))
  const outcomes = (answers: readonly Answer[]) => [
    ...new Set(answers.map(({ status, body }) => `${status} ${body.state}`)),
  ]

  const begun = performance.now()
  assert.deepEqual(outcomes(await everybody(send)), ['202 waiting'])
  assert.deepEqual(outcomes(await everybody(send)), ['202 waiting'], 'asked twice, they wait once')
  const { pending } = await ask(folder, 'pending', {}, nobody)
  assert.equal(pending.length, CROWD)
  await Promise.all(pending.map(({ login }) => ask(folder, 'approve', { login }, nobody)))
  const setups = await everybody(send)
  assert.deepEqual(outcomes(setups), ['202 second-factor'])
  const withCode = (body: object, person: number) => {
    const { link = '', setup } = setups[person]?.body ?? {}
    return send({ ...body, setup, code: codeOf(link, new Date()).code }, person)
  }
  // A code counts as of when it was shown, however long the queue is.
  const letIn = await everybody(withCode)
  assert.deepEqual(outcomes(letIn), ['201 undefined'])
  assert.equal(new Set(letIn.map(({ body }) => body.serial)).size, CROWD)
  const seconds = (performance.now() - begun) / 1000

  const users = (await on('users')).json()
  assert.deepEqual(
    users.map(({ login, devices }) => `${login} ${devices}`).toSorted(),
    people.map(({ login }) => `${login} 1`).toSorted(),
  )
  const [link] = (await on('invitations', '--all')).json()
  assert.equal(link?.usesLeft, 0)
  const peak =
    Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${authority.pid}/status`, 'utf8'))?.[1]) / 1024
  t.diagnostic(
    `${CROWD} people in ${seconds.toFixed(1)} s; the authority's memory peaked at ${peak.toFixed(0)} MiB`,
  )
  assert.ok(peak < MEMORY, `${peak} MiB`)
})
