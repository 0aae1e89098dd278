// A realm and two devices in it, made for one measurement. Everything is really signed.
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { issue, lint, prepare } from '@parley/shared/certificates/issue.ts'
import { issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { buildRevocationList } from '@parley/shared/certificates/revocation-build.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import { generateKey, primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'

/** What a measured process needs, as it goes to it: bytes in base64. */
export interface BenchDevice {
  readonly root: string
  readonly lists: readonly string[]
  readonly chain: readonly string[]
  readonly pkcs8: string
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

export function makeDevices(...logins: readonly string[]): BenchDevice[] {
  const now = Math.floor(Date.now() / 1000) * 1000
  const from = new Date(now - HOUR)
  const common = (days: number) => ({
    serial: serialFromRandom(randomBytes(16)),
    notBefore: from,
    notAfter: new Date(from.getTime() + days * DAY),
    primitives,
  })
  const realm = realmName('bench')
  const rootSigner = generateKey('p256').signer
  const root = issuerFrom(
    issue(lint(prepare({ ...common(3_650), kind: 'root', realm, key: ownKey(rootSigner) })), rootSigner),
    primitives,
  )
  const signer = generateKey('p256').signer
  const issuing = issuerFrom(
    issue(
      lint(prepare({ ...common(1_000), kind: 'issuing', issuer: root, label: 'a', key: ownKey(signer) })),
      rootSigner,
    ),
    primitives,
  )
  const list = { number: 1n, thisUpdate: from, nextUpdate: new Date(now + 7 * DAY), entries: [] }
  const lists = [
    base64(buildRevocationList({ ...list, issuer: root }, rootSigner)),
    base64(buildRevocationList({ ...list, issuer: issuing }, signer)),
  ]
  const locations = {
    revocationList: 'http://127.0.0.1/crl/a.crl',
    ocsp: 'http://127.0.0.1/ocsp',
    issuer: 'http://127.0.0.1/issuer/a.der',
  }
  return logins.map((who) => {
    const device = generateKey('ed25519')
    const request = {
      ...common(7),
      kind: 'device',
      issuer: issuing,
      login: login(who),
      role: role('member'),
      locations,
      key: ownKey(device.signer),
    } as const
    const leaf = issue(lint(prepare(request)), signer)
    const chain = [base64(leaf), base64(issuing.der)]
    return { root: base64(root.der), lists, chain, pkcs8: base64(device.pkcs8) }
  })
}
