// What is on disk proves any one message to a stranger, without showing another: its header and body, the headers
// after it up to the next signature, that signature, and the certificate the header names.
import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { CertificateChain, EventHeader, TextBody } from '@parley/shared/events/wire/event.gen.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { direct, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

interface Row {
  readonly seq: number
  readonly header: Uint8Array
  readonly body: Uint8Array
  readonly signature: Uint8Array | null
}

test('the second of five messages in one burst is proved from bob’s disk by headers and one body', async (t) => {
  const realm = makeRealm()
  const alice = await startPerson(t, realm, realm.device('alice'))
  const bob = await startPerson(t, realm, realm.device('bob'))
  await alice.connect(bob)
  const texts = ['one', 'two', 'three', 'four', 'five']
  const sent = await Promise.all(texts.map((text) => alice.conversations.send(direct('bob'), text)))
  await alice.conversations.awaitState(
    sent.at(-1)?.id ?? assert.fail(),
    'delivered',
    AbortSignal.timeout(30_000),
  )

  const { db } = bob.store
  const rows = db
    .prepare<[], Row>('SELECT seq, header, body, signature FROM event WHERE seq >= 2 ORDER BY seq')
    .all()
  const signed = rows.findIndex(({ signature }) => signature !== null)
  const [second, ...after] = rows.slice(0, signed + 1)
  assert.ok(second && after.length > 0, 'several events share one signature')

  // Nothing of Parley from here on but the field names of the format.
  const header = EventHeader.decode(second.header)
  assert.deepEqual(sha256('parley/body/1\0', second.body), Buffer.from(header.bodyHash))
  let hash = sha256('parley/event/1\0', second.header)
  for (const next of after) {
    assert.deepEqual(Buffer.from(EventHeader.decode(next.header).previous), hash)
    hash = sha256('parley/event/1\0', next.header)
  }
  const chain = db.prepare<[], Uint8Array>('SELECT chain FROM certificate').pluck().all()
  const leaf = chain
    .map((bytes) => CertificateChain.decode(bytes).certificates[0] ?? new Uint8Array())
    .find((der) => sha256(der).equals(header.certificate))
  const spki = new X509Certificate(leaf ?? assert.fail()).publicKey.export({ type: 'spki', format: 'der' })
  const signature = after.at(-1)?.signature ?? assert.fail()
  primitives.verify('ed25519', spki, Buffer.concat([Buffer.from('parley/burst/1\0'), hash]), signature)
  assert.equal(Buffer.from(TextBody.decode(second.body).text).toString(), 'two')
})
