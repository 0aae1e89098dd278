// One message of an exported conversation, checked by stock openssl with the very commands docs/EVIDENCE.md shows.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeParts } from '@parley/peer/evidence/parts.ts'
import { EvidenceCheck, type ProvedEvent } from '@parley/shared/evidence/check.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { exported, hasher, type Story, story } from '../../shared/evidence/story.ts'
import { temporaryFolder } from '../../support/folder.ts'

const tools = ['openssl', 'bash', 'od'].every((tool) => spawnSync('which', [tool]).status === 0)
const skip = tools ? false : 'openssl, bash or od is not installed'
const docs = readFileSync(new URL('../../../docs/EVIDENCE.md', import.meta.url), 'utf8')
const [, commands = ''] = /```bash\n(.*?)```/s.exec(docs) ?? []

function proved(it: Story, text: string): ProvedEvent {
  const found: ProvedEvent[] = []
  const checking = new EvidenceCheck({
    roots: [it.realm.root],
    primitives,
    hasher,
    proved: (event) => void found.push(event),
  })
  for (const line of exported(it).trimEnd().split('\n')) checking.line(line)
  checking.finish()
  return found.find((event) => event.text === text) ?? assert.fail()
}

test('openssl proves one message, and finds it changed', { skip }, async (t) => {
  // openssl asks the real clock.
  const it = story(new Date(Math.floor(Date.now() / 1000 - 3600) * 1000))
  const folder = join(await temporaryFolder(t), 'parts')
  const lists = it.realm.lists.all().map(({ der }) => der)
  await writeParts(folder, proved(it, 'We sail at dawn.'), [it.realm.root], lists)
  const run = () => {
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', commands], {
      cwd: folder,
      encoding: 'utf8',
    })
    return { status, said: stdout + stderr }
  }
  const good = run()
  assert.equal(good.status, 0, good.said)
  for (const line of [
    'device.pem: OK',
    'Signature Verified Successfully',
    'header-002.bin: held',
    'body: held',
  ])
    assert.ok(good.said.includes(line), `${line}\n${good.said}`)
  assert.match(good.said, /UID ?= ?alice[\s\S]*We sail at dawn\./)

  for (const file of ['body.bin', 'header-000.bin', 'header-002.bin', 'signature.bin', 'device.pem']) {
    const path = join(folder, file)
    const bytes = readFileSync(path)
    const altered = Buffer.from(bytes)
    altered[60 % bytes.length] = (altered[60 % bytes.length] ?? 0) ^ 1
    writeFileSync(path, altered)
    assert.notEqual(run().status, 0, file)
    writeFileSync(path, bytes)
  }
})
