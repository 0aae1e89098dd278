// The hierarchy by real programs: an offline root that answers by files, a change of root under live sessions, papers that ran out
// while the authority was off. Certificates are judged by devices and by stock openssl.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { until } from '../../support/crew.ts'
import { good, Harbour } from '../../support/harbour.ts'
import { parley, repository } from '../../support/program.ts'

const built = existsSync(join(repository, 'dist/parley.js')) ? false : 'not built'
const SOON_MS = 30_000

/** What stock openssl says of a device's own chain, with every list of the realm. */
export async function opensslSays(harbour: Harbour, login: string, roots: string, data = harbour.ca) {
  const file = JSON.parse(await readFile(join(harbour.folder(login), 'device.json'), 'utf8'))
  const pem = (der: string) =>
    `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`
  const [leaf = '', ...rest]: string[] = file.membership.chain
  const [leafFile, restFile, lists] = ['leaf.pem', 'rest.pem', 'lists.pem'].map((name) => harbour.file(name))
  await writeFile(leafFile ?? '', pem(leaf))
  await writeFile(restFile ?? '', rest.map(pem).join(''))
  good(await parley(['ca', 'crl', '--data', data, '--out', lists ?? '', '--json']))
  const given = ['-CAfile', roots, '-untrusted', restFile ?? '', '-CRLfile', lists ?? '', '-crl_check_all']
  return execFileSync('openssl', ['verify', ...given, leafFile ?? ''], { encoding: 'utf8' }).trim()
}

describe('an offline root', { skip: built }, () => {
  it('changes under live sessions: announced and unused, then used, then alone; nobody loses one', async (t) => {
    const harbour = await Harbour.make(t)
    await harbour.start()
    for (const login of ['alice', 'bob']) await harbour.enrol(login)
    for (const login of ['alice', 'bob']) await harbour.up(login)
    await harbour.sees('alice', ['bob'])
    await harbour.does('alice', 'send', '@bob', 'before', '--wait', 'delivered', '--timeout', '30s')
    const opened = async () =>
      (await Promise.all(['alice', 'bob'].map((login) => harbour.log(login))))
        .flat()
        .filter(({ msg }) => msg === 'session closed' || msg === 'session ended')
    const rootOf = async (login: string) => {
      const { membership } = JSON.parse(await readFile(join(harbour.folder(login), 'device.json'), 'utf8'))
      return { lists: membership.rootLists.length, issuing: membership.chain[1] }
    }
    const status = async () => (await harbour.run(harbour.ca, 'ceremony', 'status'))[0] as never as Status

    // 1. A second root, made where the first is kept; devices learn it, nothing uses it.
    const second = harbour.file('root2.pem')
    await harbour.run('/nowhere', 'ceremony', 'root', '--realm', 'harbour', '--out', second)
    await harbour.ceremony(['--announce-root'], [harbour.root, second])
    for (const login of ['alice', 'bob'])
      await until(SOON_MS, `${login} knows the new root`, async () =>
        (await rootOf(login)).lists === 1 ? undefined : 'no list',
      )
    const before = await rootOf('alice')
    assert.deepEqual(
      (await status()).roots.map(({ state }) => state),
      ['active', 'announced'],
    )
    const early = await harbour.tried(
      harbour.ca,
      'ceremony',
      'request',
      '--use-root',
      '--out',
      harbour.file('x'),
    )
    assert.deepEqual([early.status, early.code], [3, 'CEREMONY_TOO_EARLY'])
    await harbour.does('alice', 'renew')
    await harbour.does('bob', 'renew')
    assert.equal((await rootOf('alice')).issuing, before.issuing, 'announced, and unused')
    await harbour.does('alice', 'send', '@bob', 'announced', '--wait', 'delivered', '--timeout', '30s')

    // 2. Used: a new issuing CA stands under it, devices move one by one, old and new talk to each other.
    await harbour.ceremony(['--use-root'], [harbour.root, second])
    await harbour.does('alice', 'send', '@bob', 'used', '--wait', 'delivered', '--timeout', '30s')
    const late = await harbour.tried(
      harbour.ca,
      'ceremony',
      'request',
      '--retire-root',
      '--out',
      harbour.file('y'),
    )
    assert.deepEqual([late.status, late.code], [3, 'CEREMONY_TOO_EARLY'])
    await harbour.does('alice', 'renew')
    assert.notEqual((await rootOf('alice')).issuing, before.issuing)
    await harbour.does('alice', 'send', '@bob', 'half way', '--wait', 'delivered', '--timeout', '30s')
    await harbour.does('bob', 'renew')
    // Stock openssl takes the new chain under the new root.
    assert.match(await opensslSays(harbour, 'alice', second), /: OK$/)

    // 3. The old one ends.
    await harbour.ceremony(['--retire-root'], [second])
    for (const login of ['alice', 'bob'])
      await until(SOON_MS, `${login} knows that the old root ended`, async () =>
        (await rootOf(login)).lists === 3 ? undefined : 'not yet',
      )
    await harbour.does('bob', 'send', '@alice', 'alone', '--wait', 'delivered', '--timeout', '30s')
    assert.deepEqual(
      (await status()).roots.map(({ state }) => state),
      ['retired', 'active'],
    )
    assert.deepEqual(await opened(), [], 'no session was lost on the way')
    const carol = await harbour.enrol('carol')
    assert.match(String(carol.serial), /^[0-9a-f]{32}$/)
    await harbour.run(harbour.ca, 'audit', '--verify')
  })

  it('answers on a machine that has nothing but the root’s file; refuses what was altered on the way', async (t) => {
    const harbour = await Harbour.make(t)
    await harbour.start()
    const [request, answer] = [harbour.file('request.json'), harbour.file('answer.json')]
    const [made] = await harbour.run(harbour.ca, 'ceremony', 'request', '--out', request)
    const text = await readFile(request, 'utf8')
    const secret = ['--passphrase-file', harbour.secret('ca')]
    const offline = (...args: string[]) =>
      parley(['ca', 'ceremony', 'sign', request, '--root', harbour.root, '--out', answer, ...secret, ...args])

    const unconfirmed = await offline('--json')
    assert.deepEqual([unconfirmed.status, unconfirmed.code], [3, 'CEREMONY_UNCONFIRMED'])
    await writeFile(request, text.replace('"renew-issuing"', '"renew-list"'))
    const altered = await offline('--json', '--confirm', String(made?.digits))
    assert.deepEqual([altered.status, altered.code], [5, 'CEREMONY_ALTERED'])
    assert.ok(!existsSync(answer), 'nothing was signed')
    await writeFile(request, text)
    await harbour.sign(request, answer, String(made?.digits))

    const whole = await readFile(answer, 'utf8')
    await writeFile(answer, whole.replace(/"madeAt": "20/, '"madeAt": "19'))
    const wrong = await harbour.tried(harbour.ca, 'ceremony', 'install', answer)
    assert.deepEqual([wrong.status, wrong.code], [5, 'CEREMONY_ALTERED'])
    await writeFile(answer, whole)
    const [installed] = await harbour.run(harbour.ca, 'ceremony', 'install', answer)
    assert.match(JSON.stringify(installed?.issuing), /"label":"ca1-2"/)
    const twice = await harbour.tried(harbour.ca, 'ceremony', 'install', answer)
    assert.deepEqual([twice.status, twice.code], [3, 'CEREMONY_DONE'])
    await harbour.enrol('alice')
    assert.match(await opensslSays(harbour, 'alice', harbour.root), /: OK$/)
  })
})

interface Status {
  readonly roots: readonly { readonly state: string }[]
}
