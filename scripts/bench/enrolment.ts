// How fast people get in and certificates go out, through HTTPS into the database: a crowd that comes in one moment to a
// real CA node, passwords hashed with argon2id; the same without the hash, to see what all the rest costs; renewals.

import { PATHS } from '@parley/shared/enrolment/constants.ts'
import { parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { Client, enrolmentOf, makeRealm, type Realm, withFolder } from './authority.ts'
import type { Figure } from './figure.ts'
import { inStore } from './people.ts'
import { measured } from './processes-pair.ts'

/** People who enrol in one moment. */
const CROWD = 500
/** People who enrol one after the other on a few connections, and how often each then renews. */
const PEOPLE = 1_000
const RENEWALS = 4_000
const WARM_UP = 200
/** Connections kept open, each from an address of its own. */
const CONNECTIONS = 32
/** Password hashes whose time is taken, one after the other. */
const HASHES = 9

export async function enrolmentFigures(): Promise<readonly Figure[]> {
  const crowd = await withFolder(crowdOf)
  const issuing = await withFolder(issuingRates)
  return [...crowd, ...issuing]
}

/** Five hundred at once. @throws Error when one of them fails or is there twice */
async function crowdOf(folder: string): Promise<readonly Figure[]> {
  const realm = await makeRealm(folder)
  const authority = await realm.start()
  const invitation = await invite(realm, CROWD)
  const requests = Array.from({ length: CROWD }, (_, at) => enrolmentOf(`pupil${at}`, invitation))
  const clients = requests.map((_, at) => new Client(authority.address, realm.root, at))
  try {
    const begun = performance.now()
    const answers = await Promise.all(requests.map((body, at) => clients[at]?.post(PATHS.enrol, body)))
    const seconds = (performance.now() - begun) / 1000
    const peak = await authority.peak()
    const failed = answers.filter((answer) => answer?.status !== 201)
    if (failed.length > 0) throw new Error(`${failed.length} failed: ${JSON.stringify(failed[0])}`)
    const serials = new Set(answers.map((answer) => answer?.body.serial))
    if (serials.size !== CROWD) throw new Error(`${CROWD - serials.size} are there twice`)
    return [
      { metric: 'enrol.rate', value: CROWD / seconds, unit: 'enrolments/s', n: CROWD },
      { metric: 'enrol.crowd.rss', value: peak, unit: 'MiB', n: CROWD },
    ]
  } finally {
    for (const client of clients) client.close()
    await authority.stop()
    await assertWhole(realm)
  }
}

async function assertWhole({ folder }: Realm): Promise<void> {
  const { people, devices } = await inStore(folder, async ({ db }) => ({
    people: await db.selectFrom('users').select('login').execute(),
    devices: await db.selectFrom('devices').select('peer_id').execute(),
  }))
  if (people.length !== CROWD || devices.length !== CROWD) {
    throw new Error(`${people.length} people and ${devices.length} devices of ${CROWD}`)
  }
}

async function invite(realm: Realm, uses: number): Promise<string> {
  const { invite } = await realm.run('invite', '--uses', String(uses), ...realm.passphrase)
  return parseInvitation(String(invite)).secret ?? ''
}

/** The authority in a process of its own whose password hash costs nothing. */
async function issuingRates(folder: string): Promise<readonly Figure[]> {
  const realm = await makeRealm(folder)
  const invitation = await invite(realm, PEOPLE + WARM_UP)
  const authority = measured('./authority-unhashed.ts')
  try {
    const address = new URL(String(await authority.call('start', folder)))
    const clients = Array.from({ length: CONNECTIONS }, (_, at) => new Client(address, realm.root, at))
    const each = async (path: string, bodies: readonly object[]) => {
      const queue = [...bodies]
      const begun = performance.now()
      await Promise.all(
        clients.map(async (client) => {
          for (let body = queue.pop(); body !== undefined; body = queue.pop()) {
            const { status, body: answer } = await client.post(path, body)
            if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`)
          }
        }),
      )
      return bodies.length / ((performance.now() - begun) / 1000)
    }
    const people = Array.from({ length: PEOPLE + WARM_UP }, (_, at) => enrolmentOf(`pupil${at}`, invitation))
    const renewal = (at: number) => ({ csr: people[at % people.length]?.csr })
    try {
      await each(PATHS.enrol, people.slice(0, WARM_UP))
      const enrolled = await each(PATHS.enrol, people.slice(WARM_UP))
      const renewed = await each(
        PATHS.renew,
        Array.from({ length: RENEWALS }, (_, at) => renewal(at)),
      )
      const hash = await authority.call('hash', HASHES)
      return [
        { metric: 'enrol.hash', value: Number(hash), unit: 'ms', n: HASHES },
        { metric: 'enrol.unhashed.rate', value: enrolled, unit: 'enrolments/s', n: PEOPLE },
        { metric: 'issue.https.rate', value: renewed, unit: 'certificates/s', n: RENEWALS },
      ]
    } finally {
      for (const client of clients) client.close()
    }
  } finally {
    await authority.stop()
  }
}
