// export and verify, as a person or a program drives them.
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { exportEvidence } from '@parley/peer/commands/export.ts'
import { verify } from '@parley/peer/commands/verify.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { makeRealm } from '../../shared/certificates/realm.ts'
import { exported, story } from '../../shared/evidence/story.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { fakeHost, run } from '../../support/host.ts'
import { fakePeer } from '../support/fake-peer.ts'

async function bob(t: TestContext) {
  const folder = await temporaryFolder(t)
  const peer = await fakePeer(t, join(folder, 'bob'))
  const it = story()
  peer.evidence = exported(it).split(/(?<=\n)/)
  const root = join(folder, 'root.pem')
  await writeFile(root, encodePem('CERTIFICATE', it.realm.root.der))
  const file = join(folder, 'talk.jsonl')
  const parley = (argv: readonly string[], french = false) =>
    run([exportEvidence, verify], [...argv, '--data', peer.folder], fakeHost({ french }))
  const refused = async (argv: readonly string[]) => (await parley([...argv, '--json'])).code
  return { peer, it, root, file, folder, parley, refused }
}

test('a conversation goes into a file, and is genuine', async (t) => {
  const { parley, file, root } = await bob(t)
  const written = await parley(['export', '@alice', '--out', file, '--json'])
  assert.deepEqual(JSON.parse(written.out), { file, target: '@alice', events: 5 })

  const checked = await parley(['verify', file, '--root', root, '--json'])
  assert.equal(checked.status, 0, checked.err)
  const { genuine, texts, people, exportedBy, warnings } = JSON.parse(checked.out)
  assert.deepEqual([genuine, texts, people, exportedBy, warnings], [true, 5, ['alice', 'bob'], 'bob', []])

  const shown = await parley(['verify', file, '--root', root, '--show'])
  assert.match(
    shown.out,
    /alice: We sail at dawn\.[\s\S]*bob: Aye\.[\s\S]*alice: Good\.[\s\S]*Genuine: 5 messages/,
  )
  assert.match((await parley(['verify', file, '--root', root], true)).out, /Authentique : 5 messages/)
})

test('an altered file exits with 5 and says what, and shows nothing of it', async (t) => {
  const { parley, file, root, it } = await bob(t)
  await writeFile(file, exported(it).replace('"text":"Aye."', '"text":"Nay."'))
  const refused = await parley(['verify', file, '--root', root, '--show', '--json'])
  assert.deepEqual([refused.status, refused.code, refused.out], [5, 'EVIDENCE_ALTERED', ''])
  const said = await parley(['verify', file, '--root', root], true)
  assert.match(said.err, /Le message 1 de l’appareil \S+ a été modifié \(le texte affiché n’est pas/)
})

test('what is no evidence, or another realm’s', async (t) => {
  const { parley, refused, file, root, folder, it } = await bob(t)
  const whole = exported(it)
  for (const [code, content] of [
    ['EVIDENCE_MALFORMED', 'hello\n'],
    ['EVIDENCE_CUT', ''],
    ['EVIDENCE_CUT', whole.slice(0, -1)],
    ['EVIDENCE_CUT', whole.slice(0, whole.lastIndexOf('\n', whole.length - 2) + 1)],
    ['EVIDENCE_MALFORMED', Buffer.concat([Buffer.from(whole.slice(0, 50)), Buffer.of(0xff, 0x0a)])],
  ] as const) {
    await writeFile(file, content)
    assert.equal(await refused(['verify', file, '--root', root]), code)
  }
  // Of the last line the signature alone, which only words can name.
  const at = whole.lastIndexOf('"signature":"') + '"signature":"'.length
  await writeFile(file, `${whole.slice(0, at)}${whole[at] === 'A' ? 'B' : 'A'}${whole.slice(at + 1)}`)
  const forged = await parley(['verify', file, '--root', root])
  assert.match(
    forged.err.replace(/\s+/g, ' '),
    /is not whole: its last signature does not hold\. \[EVIDENCE_CUT\]/,
  )
  await writeFile(file, whole)
  const other = join(folder, 'other.pem')
  await writeFile(other, encodePem('CERTIFICATE', makeRealm().root.der))
  assert.equal(await refused(['verify', file, '--root', other]), 'EVIDENCE_PAPER')
  assert.equal(await refused(['verify', file, '--root', file]), 'PEM_MALFORMED')
  assert.equal(await refused(['verify', join(folder, 'none'), '--root', root]), 'FILE_UNREADABLE')
  assert.equal(await refused(['verify', file]), 'OPTION_MISSING')
  assert.equal((await parley(['verify', file, '--root', root, '--message', 'x', '--parts', 'y'])).status, 2)
})

test('the root is found in the file that the authority wrote, with its key behind it, and beside a newer root', async (t) => {
  const { parley, refused, file, root, it } = await bob(t)
  await writeFile(file, exported(it))
  const own = encodePem('CERTIFICATE', it.realm.root.der)
  const other = encodePem('CERTIFICATE', makeRealm().root.der)
  await writeFile(root, own + encodePem('ENCRYPTED PRIVATE KEY', Uint8Array.of(1, 2, 3)))
  assert.equal((await parley(['verify', file, '--root', root])).status, 0)
  await writeFile(root, other + own)
  assert.equal((await parley(['verify', file, '--root', root])).status, 0)
  await writeFile(root, encodePem('ENCRYPTED PRIVATE KEY', Uint8Array.of(1, 2, 3)))
  assert.equal(await refused(['verify', file, '--root', root]), 'PEM_MALFORMED')
})

test('a file appears whole or not at all, and replaces none', async (t) => {
  const { refused, peer, file, folder } = await bob(t)
  await writeFile(file, 'mine')
  assert.equal(await refused(['export', '@alice', '--out', file]), 'FILE_EXISTS')
  assert.equal(await readFile(file, 'utf8'), 'mine')
  peer.evidence = [...peer.evidence].slice(0, -1)
  const cut = join(folder, 'cut.jsonl')
  assert.equal(await refused(['export', '@alice', '--out', cut]), 'DAEMON_GONE')
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('cut') || name.startsWith('.parley')),
    [],
  )
})

test('the parts of one message are written for other tools', async (t) => {
  const { parley, refused, file, root, folder, it } = await bob(t)
  await writeFile(file, exported(it))
  const message = `${it.alice.device.peerId}:2`
  const parts = join(folder, 'parts')
  const done = await parley(['verify', file, '--root', root, '--message', message, '--parts', parts])
  assert.equal(done.status, 0, done.err)
  assert.match(await readFile(join(parts, 'body.bin'), 'utf8'), /Bring the charts\./)
  const none = ['verify', file, '--root', root, '--message', `${message}99`, '--parts', `${parts}2`]
  assert.equal(await refused(none), 'MESSAGE_UNKNOWN')
})
