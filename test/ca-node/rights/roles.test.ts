// Roles by real programs: a change reaches certificate and sessions by itself; what a guest may do; the second voice for the gravest
// acts, as people are told of it in both languages.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { decodePem } from '@parley/shared/certificates/pem.ts'
import type { TestAuthority } from '../../support/authority.ts'
import { until } from '../../support/crew.ts'
import { ENGLISH, FRENCH, good, Harbour } from '../../support/harbour.ts'
import { parley, repository } from '../../support/program.ts'
import { type Browser, browserAt, setUpFactor } from '../accounts/browser.ts'

const built = existsSync(join(repository, 'dist/parley.js')) ? false : 'not built'
const SOON_MS = 90_000

/** A person's browser, signed in with a second factor. */
async function browserOf(harbour: Harbour, login: string, https: string): Promise<Browser> {
  const root = {
    der: decodePem('CERTIFICATE', (await readFile(harbour.root, 'utf8')).split('-----BEGIN ENC')[0] ?? ''),
  }
  const door = { address: new URL(https).host, authority: { realm: { root } } }
  const browser = browserAt(door as unknown as TestAuthority)
  const password = (await readFile(join(harbour.folder(login), 'password'), 'utf8')).trim()
  const reply = await browser.signIn(login, { password })
  assert.ok(reply.status < 300, reply.text)
  const { recoveryCodes } = await setUpFactor(browser, Date.now())
  secrets.push(password, browser.csrf, ...browser.cookies.values(), ...recoveryCodes)
  return browser
}

/** Of everybody who signed in: none of it may stand in any log. */
const secrets: string[] = []

async function assertNoSecrets(harbour: Harbour): Promise<void> {
  const passphrase = (await readFile(harbour.secret('ca'), 'utf8')).trim()
  const audit = JSON.stringify(await harbour.run(harbour.ca, 'audit', '--limit', '1000'))
  const debug = await readFile(join(harbour.ca, 'authority.log'), 'utf8')
  assert.ok(audit.includes('sign-in') && debug.includes('authority ready'))
  for (const secret of [passphrase, ...secrets]) {
    assert.ok(secret.length >= 6)
    assert.ok(!audit.includes(secret) && !debug.includes(secret), secret)
  }
}

describe('a role', { skip: built }, () => {
  it('changes at once: the certificate is void, the device renews by itself, sessions come back', async (t) => {
    const harbour = await Harbour.make(t)
    await harbour.start()
    for (const login of ['alice', 'bob']) await harbour.enrol(login)
    for (const login of ['alice', 'bob']) await harbour.up(login)
    await harbour.sees('alice', ['bob'])
    const before = (await harbour.status('bob')).certificate
    assert.equal(before?.role, 'member')

    const [changed] = await harbour.run(harbour.ca, 'role', 'bob', 'moderator')
    assert.deepEqual([changed?.was, changed?.role], ['member', 'moderator'])
    assert.deepEqual(changed?.revoked, [before?.serial])
    await until(SOON_MS, 'bob is a moderator', async () => {
      const { certificate } = await harbour.status('bob')
      return certificate?.role === 'moderator' && certificate.state === 'valid'
        ? undefined
        : JSON.stringify(certificate)
    })
    await harbour.sees('alice', ['bob'])
    await harbour.does('alice', 'send', '@bob', 'still here?', '--wait', 'delivered', '--timeout', '30s')
    await until(SOON_MS, 'alice sees the new role', async () => {
      const said = JSON.stringify(await harbour.does('alice', 'whois', 'bob'))
      return said.includes('"moderator"') ? undefined : said
    })
    const asked = ['ca', 'certs', '--login', 'bob', '--data', harbour.ca, '--json']
    const listed = good(await parley(asked)).json()
    assert.deepEqual(
      listed.map(({ role, status, reason }) => [role, status, reason]),
      [
        ['member', 'revoked', 'affiliationChanged'],
        ['moderator', 'valid', undefined],
      ],
    )
    const [line] = await harbour.run(harbour.ca, 'audit', '--act', 'role')
    assert.deepEqual([line?.who, line?.outcome, line?.source], ['keeper', 'DONE', 'local'])
    const again = await harbour.spoken(ENGLISH, harbour.ca, 'role', 'bob', 'moderator')
    assert.match(again, /bob is moderator already/)
  })

  it('of a guest: talks with who they know by login, and is shown nobody else', async (t) => {
    const harbour = await Harbour.make(t)
    await harbour.start()
    for (const login of ['alice', 'bob']) await harbour.enrol(login)
    await harbour.enrol('gina', 'guest')
    // Whoever connects with her shows a certificate; alice does not.
    for (const login of ['bob', 'gina']) await harbour.up(login)
    await harbour.sees('bob', ['gina'])
    const shown = async () =>
      (await harbour.does('gina', 'who', '--all')).map(({ login }) => login).toSorted()
    await harbour.does('gina', 'send', '@bob', 'a guest’s word', '--wait', 'delivered', '--timeout', '30s')
    await until(SOON_MS, 'gina sees bob', async () =>
      (await shown()).includes('bob') ? undefined : String(await shown()),
    )
    assert.deepEqual(await shown(), ['bob', 'gina'], 'and not alice')
    const whole = (await harbour.does('bob', 'who', '--all')).map(({ login }) => login).toSorted()
    assert.deepEqual(whole, ['alice', 'bob', 'gina'])
  })

  it('of an administrator takes two voices: proposed, approved by another, done once; and refused', async (t) => {
    const harbour = await Harbour.make(t)
    const { https } = await harbour.start()
    for (const login of ['alice', 'bob', 'carol']) await harbour.enrol(login)
    for (const login of ['alice', 'bob']) await harbour.run(harbour.ca, 'role', login, 'admin')
    const bob = await browserOf(harbour, 'bob', https)

    const english = await harbour.spoken(ENGLISH, harbour.ca, 'role', 'carol', 'admin')
    assert.match(
      english,
      /This needs a second administrator.*\[SECOND_ADMIN_NEEDED\].*before 20\d\d-\d\d-\d\d \d\d:\d\d UTC/s,
    )
    const french = await harbour.spoken(FRENCH, harbour.ca, 'role', 'carol', 'admin')
    assert.match(
      french,
      /[Uu]n second administrateur.*\[SECOND_ADMIN_NEEDED\].*20\d\d-\d\d-\d\d \d\d:\d\d UTC/s,
    )
    const needed = await harbour.tried(harbour.ca, 'role', 'carol', 'admin')
    assert.deepEqual([needed.status, needed.code], [3, 'SECOND_ADMIN_NEEDED'])
    const invite = await harbour.tried(harbour.ca, 'invite', '--role', 'admin')
    assert.equal(invite.code, 'SECOND_ADMIN_NEEDED')

    const proposals = await harbour.run(harbour.ca, 'proposals')
    assert.deepEqual(
      proposals.map(({ act, state, proposedBy }) => [act, state, proposedBy]),
      [
        ['invite', 'open', 'keeper'],
        ['role', 'open', 'keeper'],
      ],
    )
    const [inviting, role] = proposals.map(({ id }) => String(id))
    const own = await harbour.tried(harbour.ca, 'approve-proposal', role ?? '')
    assert.deepEqual([own.status, own.code], [3, 'PROPOSAL_OWN'])
    assert.equal((await bob.verb('approve-proposal', { id: role })).status, 200)
    assert.equal((await bob.verb('refuse-proposal', { id: inviting })).status, 200)
    await harbour.run(harbour.ca, 'role', 'carol', 'admin')
    assert.equal((await bob.verb('approve-proposal', { id: inviting })).code, 'PROPOSAL_OVER')
    await harbour.run(harbour.ca, 'role', 'carol', 'member')
    const spent = await harbour.tried(harbour.ca, 'role', 'carol', 'admin')
    assert.equal(spent.code, 'SECOND_ADMIN_NEEDED', 'one approval, one time')
    await assertNoSecrets(harbour)
  })

  it('the root, where it is kept online, is used by two voices', async (t) => {
    const harbour = await Harbour.make(t, [], {}, false)
    const { https } = await harbour.start()
    for (const login of ['alice', 'bob']) await harbour.enrol(login)
    for (const login of ['alice', 'bob']) await harbour.run(harbour.ca, 'role', login, 'admin')
    await writeRoot(harbour)
    const [request, answer] = [harbour.file('request.json'), harbour.file('answer.json')]
    const [made] = await harbour.run(harbour.ca, 'ceremony', 'request', '--out', request)
    const sign = ['ceremony', 'sign', request, '--out', answer, '--confirm', String(made?.digits)]
    const alone = await harbour.tried(harbour.ca, ...sign)
    assert.deepEqual([alone.status, alone.code], [3, 'SECOND_ADMIN_NEEDED'])
    assert.ok(!existsSync(answer))
    const [proposal] = await harbour.run(harbour.ca, 'proposals')
    const alice = await browserOf(harbour, 'alice', https)
    assert.equal((await alice.verb('approve-proposal', { id: proposal?.id })).status, 200)
    await harbour.run(harbour.ca, ...sign)
    const [installed] = await harbour.run(harbour.ca, 'ceremony', 'install', answer)
    assert.match(JSON.stringify(installed?.issuing), /"label":"ca1-2"/)
    const acts = (await harbour.run(harbour.ca, 'audit')).map(
      ({ act, outcome, who }) => `${act} ${outcome} ${who}`,
    )
    for (const line of [
      'ceremony-request DONE keeper',
      'ceremony-sign SECOND_ADMIN_NEEDED keeper',
      'propose DONE keeper',
      'approve-proposal DONE alice',
      'use-proposal DONE keeper',
      'ceremony-sign DONE keeper',
      'ceremony-install DONE keeper',
    ])
      assert.ok(acts.includes(line), line)
  })
})

/** Its certificate, for browsers. */
async function writeRoot(harbour: Harbour): Promise<void> {
  good(await parley(['ca', 'root', '--data', harbour.ca, '--out', harbour.root, '--json']))
}
