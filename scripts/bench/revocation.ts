// How long a list of 10,000 revoked certificates takes to build and sign, and how long after somebody is revoked the list
// that anybody fetches over HTTP says so: in a realm where few were before, and in one where 10,000 were. And how long until
// everybody who is connected has that list.

import { setTimeout as pause } from 'node:timers/promises'
import { listPath } from '@parley/ca-node/certificates/locations.ts'
import { ask } from '@parley/ca-node/control/ask.ts'
import { makeRealm, withFolder } from './authority.ts'
import { listBuilder } from './certificates.ts'
import { type Figure, quantile } from './figure.ts'
import { crowdLogin, enrolCrowd, withCrowd } from './many-peers.ts'
import { fillRealm, inStore, loginOf } from './people.ts'

const REVOKED = 10_000
const FEW = 100
const BUILDS = 9
const REVOCATIONS = 20
/** Peers connected to the authority. */
const CONNECTED = 100
/** Between two looks at the served list, ms. */
const LOOK_MS = 5

export async function revocationFigures(): Promise<readonly Figure[]> {
  return [
    buildFigure(),
    await withFolder((folder) => visibleFigure(folder, FEW)),
    await withFolder((folder) => visibleFigure(folder, REVOKED)),
    await withFolder(reachFigure),
  ]
}

/** From the entries to the signed DER. */
function buildFigure(): Figure {
  const build = listBuilder(REVOKED)
  const samples = Array.from({ length: BUILDS }, () => {
    const begun = performance.now()
    build()
    return performance.now() - begun
  })
  return { metric: 'crl.build', value: quantile(samples, 0.5), unit: 'ms', n: BUILDS }
}

/** From the keeper's word to the first fetched list that has the serial. */
async function visibleFigure(folder: string, revoked: number): Promise<Figure> {
  const realm = await makeRealm(folder)
  await fillRealm(realm.folder, revoked + REVOCATIONS + 1, revoked)
  const { keyId, serials } = await inStore(realm.folder, async ({ db }) => ({
    keyId: (
      await db.selectFrom('issuers').select('key_id').where('kind', '=', 'issuing').executeTakeFirstOrThrow()
    ).key_id,
    serials: await db
      .selectFrom('certificates')
      .select('serial')
      .where('login', '>=', loginOf(revoked))
      .where('kind', '=', 'device')
      .orderBy('login')
      .limit(REVOCATIONS + 1)
      .execute(),
  }))
  const authority = await realm.start()
  const url = new URL(listPath(keyId), authority.plain)
  const shown = async (serial: string) => {
    const response = await fetch(url)
    return Buffer.from(await response.arrayBuffer()).includes(Buffer.from(serial, 'hex'))
  }
  const nobody = async () => new Uint8Array()
  try {
    const samples: number[] = []
    for (const { serial } of serials) {
      const begun = performance.now()
      const revoking = ask(realm.folder, 'revoke', { serial, reason: 'keyCompromise' }, nobody)
      // Between two looks the authority has time to work.
      while (!(await shown(serial))) await pause(LOOK_MS)
      samples.push(performance.now() - begun)
      await revoking
    }
    const [, ...counted] = samples
    return { metric: `crl.visible.${revoked}`, value: quantile(counted, 0.5), unit: 'ms', n: REVOCATIONS }
  } finally {
    await authority.stop()
  }
}

/** From the keeper's word to each connected peer's having checked and kept the list: the slowest of a hundred. */
async function reachFigure(folder: string): Promise<Figure> {
  const realm = await makeRealm(folder)
  const authority = await realm.start()
  try {
    const { invite } = await realm.run('invite', '--uses', String(CONNECTED + REVOCATIONS))
    await enrolCrowd(String(invite), folder, CONNECTED + REVOCATIONS)
    return await withCrowd(authority.p2p, folder, { from: 0, to: CONNECTED }, async (trusts) => {
      const samples: number[] = []
      for (let n = 0; n < REVOCATIONS; n++) {
        const begun = performance.now()
        const reached = trusts.map(
          (trust) =>
            new Promise<void>((resolve) => {
              const end = trust.onChange(() => {
                end()
                samples.push(performance.now() - begun)
                resolve()
              })
            }),
        )
        const login = crowdLogin(CONNECTED + n)
        await ask(realm.folder, 'revoke', { login, reason: 'keyCompromise' }, async () => new Uint8Array())
        await Promise.all(reached)
      }
      return { metric: 'crl.reach.p99', value: quantile(samples, 0.99), unit: 'ms', n: samples.length }
    })
  } finally {
    await authority.stop()
  }
}
