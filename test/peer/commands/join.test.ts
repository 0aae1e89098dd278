// `parley join` as alice sees it on her terminal, in French: what happens, what comes next and who has to act; what is typed
// wrong is asked again at once; and a join that was broken off goes on where it stopped.
import assert from 'node:assert/strict'
import { readdir, writeFile } from 'node:fs/promises'
import { join as pathOf } from 'node:path'
import { type TestContext, test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { approve } from '@parley/ca-node/enrolment/decide.ts'
import { join } from '@parley/peer/commands/join.ts'
import { codeOf } from '@parley/peer/enrol/second-factor.ts'
import { PASSWORD, startTestAuthority } from '../../support/authority.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type FakeHost, fakeHost, run, typing } from '../../support/host.ts'

const PASSPHRASE = 'knots and splices'
const SCREEN = { tty: true, french: true } as const

async function invited(t: TestContext, options: Parameters<typeof startTestAuthority>[1] = {}) {
  const harbour = await startTestAuthority(t, options)
  const folder = await temporaryFolder(t)
  /** What was on the screen, without colours. */
  const joining = async (host: FakeHost, link: string) => {
    const ran = await run([join], ['--data', folder, 'join', link], host)
    return { ...ran, err: stripVTControlCharacters(ran.err) }
  }
  return { harbour, folder, joining }
}

/** The link of the second factor that is on the screen. */
const linkOn = (host: FakeHost) => /otpauth:\/\/\S+/.exec(host.err().replaceAll('\n', ' '))?.[0] ?? ''

/** Does something once the screen says so. */
function when(host: FakeHost, text: string, act: () => unknown): void {
  let done = false
  host.stderr.on('data', () => {
    if (done || !host.err().includes(text)) return
    done = true
    act()
  })
}

test('alice is told who has to act, waits, sets up her telephone, breaks off, and goes on', async (t) => {
  const { harbour, joining } = await invited(t)
  const link = await harbour.invite({ login: 'alice', role: 'admin', approval: true })

  const first = fakeHost(SCREEN)
  when(first, 'est chez les administrateurs de harbour', () => approve(harbour.authority, 'alice', LOCAL))
  typing(first, [
    ['Mot de passe pour l’annuaire', () => 'short'],
    ['Mot de passe pour l’annuaire', () => 'alice alice alice'],
    ['Mot de passe pour l’annuaire', () => PASSWORD],
    ['Encore une fois', () => PASSWORD],
    ['Phrase secrète', () => PASSPHRASE],
    ['Encore une fois', () => PASSPHRASE],
    ['Premier code', () => '\u0003'],
  ])
  const broken = await joining(first, link)
  const told = [
    /Le mot de passe est trop court/,
    /Le mot de passe contient votre identifiant/,
    /✓ Recherche de l’autorité/,
    /✓ Sa racine est bien celle de l’invitation/,
    /✓ Création de la clé de cet appareil/,
    /✓ Demande du certificat/,
    /Vous pouvez fermer \(Ctrl-C\) et relancer la même commande plus tard : rien n’est perdu/,
    /En attente : un administrateur de harbour doit approuver alice/,
    /harbour demande à alice un second facteur/,
    /█▀▀▀▀▀█/,
    /Clé à taper sans scanner : (?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/,
    /\[INTERRUPTED\]/,
  ]
  for (const words of told) assert.match(broken.err, words)
  assert.ok(!broken.err.includes(PASSWORD) && !broken.err.includes(PASSPHRASE), 'a secret on the screen')

  const second = fakeHost(SCREEN)
  typing(second, [
    ['Mot de passe pour l’annuaire', () => PASSWORD],
    ['Encore une fois', () => PASSWORD],
    ['Phrase secrète', () => PASSPHRASE],
    ['Premier code', () => '000 000'],
    ['Premier code', () => codeOf(linkOn(second), new Date()).code],
  ])
  const done = await joining(second, link)
  assert.equal(done.status, 0, done.err)
  assert.match(done.err, /L’inscription interrompue ici continue\. Donnez le même mot de passe/)
  assert.equal(linkOn(second), linkOn(first), 'what was scanned before the break still counts')
  assert.match(done.err, /Le code est faux/)
  assert.match(done.err, /Notez-les maintenant : ils ne seront plus affichés/)
  assert.equal(done.err.match(/(?:[0-9a-z]{5}-){3}[0-9a-z]{5}/g)?.length, 10)
  assert.match(done.out, /Cet appareil est inscrit comme alice, jusqu’au/)
})

test('what the realm wants is asked for, and another login where somebody has it', async (t) => {
  const { harbour, joining } = await invited(t)
  await harbour.join({ login: 'alice' })
  const host = fakeHost(SCREEN)
  typing(host, [
    ['Identifiant voulu', () => 'a b'],
    ['Identifiant voulu', () => 'alice'],
    ['Mot de passe pour l’annuaire', () => PASSWORD],
    ['Encore une fois', () => PASSWORD],
    ['Phrase secrète', () => PASSPHRASE],
    ['Encore une fois', () => PASSPHRASE],
    ['Identifiant voulu', () => 'alicia'],
  ])
  const done = await joining(host, await harbour.invite())
  assert.equal(done.status, 0, done.err)
  assert.match(done.err, /L’identifiant « alice » est déjà pris\. \[LOGIN_TAKEN\]/)
  assert.match(done.out, /inscrit comme alicia/)
})

test('who was refused for the password has nothing to resume: another passphrase may be chosen', async (t) => {
  const { harbour, folder, joining } = await invited(t)
  await harbour.join({ login: 'alice' })
  const link = await harbour.invite({ login: 'alice' })
  const answers = (password: string, passphrase: string) => {
    const host = fakeHost(SCREEN)
    typing(host, [
      ['Mot de passe de alice', () => password],
      ['Phrase secrète', () => passphrase],
      ['Encore une fois', () => passphrase],
    ])
    return host
  }
  const refused = await joining(answers('not hers at all', PASSPHRASE), link)
  assert.match(refused.err, /\[PASSWORD_WRONG\]/)
  assert.deepEqual(await readdir(folder), [])
  // Where nobody can be asked, nor are the secrets that were made.
  const wrong = pathOf(await temporaryFolder(t), 'wrong')
  await writeFile(wrong, 'not hers at all')
  const alone = await run([join], ['--data', folder, 'join', link, '--password-file', wrong, '--json'])
  assert.equal(alone.code, 'PASSWORD_WRONG')
  assert.deepEqual(await readdir(folder), [])
  const done = await joining(answers(PASSWORD, 'bends and hitches'), link)
  assert.equal(done.status, 0, done.err)
  assert.doesNotMatch(done.err, /L’inscription interrompue/)
})

test('but who waits to be let in keeps what they began with, also when the next try is refused', async (t) => {
  const { harbour, folder, joining } = await invited(t)
  const link = await harbour.invite({ login: 'alice', approval: true })
  const answers = (password: string) => {
    const host = fakeHost(SCREEN)
    typing(host, [
      ['Mot de passe pour l’annuaire', () => password],
      ['Encore une fois', () => password],
      ['Phrase secrète', () => PASSPHRASE],
      ['Encore une fois', () => PASSPHRASE],
    ])
    return host
  }
  const first = answers(PASSWORD)
  const waiting = await run([join], ['--data', folder, 'join', '--no-wait', link], first)
  assert.match(waiting.err, /\[ENROLMENT_WAITING\]/)
  assert.deepEqual(await readdir(folder), ['vault.json'])
  const wrong = await joining(answers('four quiet herons'), link)
  assert.match(wrong.err, /\[PASSWORD_WRONG\]/)
  assert.deepEqual(await readdir(folder), ['vault.json'])
})
