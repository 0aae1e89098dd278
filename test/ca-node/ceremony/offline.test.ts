// The hierarchy by real programs: an offline root that answers by files, a change of root under live sessions, papers that ran out
// while the authority was off. Certificates are judged by devices and by stock openssl.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { connect, type PeerCertificate } from 'node:tls'
import { until } from '../../support/crew.ts'
import { clock, Harbour, ocspSays, opensslSays } from '../../support/harbour.ts'
import { parley, repository } from '../../support/program.ts'

const built = existsSync(join(repository, 'dist/parley.js')) ? false : 'not built'
const SOON_MS = 90_000
const YEAR = 365 * 86_400_000

/** What a client says that trusts these roots and no others. */
async function tlsUnder(https: string, roots: string): Promise<string> {
  const { hostname, port } = new URL(https)
  const ca = await readFile(roots, 'utf8')
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), ca }, () => {
      resolve('OK')
      socket.destroy()
    }).on('error', (error) => resolve(error.message))
  })
}

describe('an offline root', { skip: built }, () => {
  it('changes under live sessions: announced and unused, then used, then alone; nobody loses one', async (t) => {
    const harbour = await Harbour.make(t)
    const { https } = await harbour.start()
    for (const login of ['alice', 'bob', 'dora']) await harbour.enrol(login)
    for (const login of ['alice', 'bob']) await harbour.up(login)
    // Dora is away for all of it: nobody waits for who is suspended.
    await harbour.run(harbour.ca, 'suspend', 'dora')
    await harbour.sees('alice', ['bob'])
    await harbour.does('alice', 'send', '@bob', 'before', '--wait', 'delivered', '--timeout', '30s')
    // Where both dialled at once one of the two sessions is closed; the other stays.
    const lost = async () =>
      (await Promise.all(['alice', 'bob'].map((login) => harbour.log(login))))
        .flat()
        .filter(({ msg }) => msg === 'session closed' || msg === 'session ended')
        .filter(({ code }) => code !== 'SESSION_DUPLICATE')
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
    // Stock openssl takes the new chain under the new root, and the responder of the new issuing CA.
    assert.match(await opensslSays(harbour, 'alice', second), /: OK$/)
    assert.match(await ocspSays(harbour, 'alice', https), /leaf\.pem: good/)
    // A browser that was told to trust the old root only still gets in, by the cross certificate.
    assert.equal(await tlsUnder(https, harbour.root), 'OK')
    assert.equal(await tlsUnder(https, second), 'OK')

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
    assert.equal(await tlsUnder(https, second), 'OK')
    assert.notEqual(await tlsUnder(https, harbour.root), 'OK')
    assert.deepEqual(await lost(), [], 'no session was lost on the way')
    // Who slept through everything follows from the one root they know, and is let in.
    await harbour.run(harbour.ca, 'restore-user', 'dora')
    await harbour.up('dora')
    await until(SOON_MS, 'dora is back', async () => {
      const { certificate } = await harbour.status('dora')
      return certificate?.state === 'valid' ? undefined : JSON.stringify(certificate)
    })
    await harbour.sees('alice', ['bob', 'dora'])
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

  it('the authority wakes after two years: HTTPS, OCSP and node certificates are new by themselves', async (t) => {
    const harbour = await Harbour.make(t, [], clock(-2 * YEAR))
    const long = await harbour.start(clock(-2 * YEAR))
    const before = await shown(long.https)
    assert.ok(new Date(before.valid_to) < new Date(), 'it ran out while it was off')
    await long.stop()
    const woken = await harbour.start()
    const after = await shown(woken.https)
    assert.notEqual(after.serialNumber, before.serialNumber)
    assert.ok(new Date(after.valid_to) > new Date())
    // The device takes HTTPS, its chain, the lists and the node's certificate; openssl takes the responder's.
    await harbour.enrol('alice')
    await harbour.up('alice')
    await until(SOON_MS, 'the directory', async () => {
      const { state } = (await harbour.status('alice')).directory ?? {}
      return state === 'reachable' ? undefined : String(state)
    })
    assert.match(await opensslSays(harbour, 'alice', harbour.root), /: OK$/)
    assert.match(await ocspSays(harbour, 'alice', woken.https), /leaf\.pem: good/)
  })
})

/** The certificate a server shows, whatever it is worth. */
async function shown(https: string): Promise<PeerCertificate> {
  const { hostname, port } = new URL(https)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate())
      socket.destroy()
    }).on('error', reject)
  })
}

interface Status {
  readonly roots: readonly { readonly state: string }[]
}
