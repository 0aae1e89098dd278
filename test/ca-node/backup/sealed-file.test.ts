// The envelope of a backup, chunk by chunk: mallory, who has the file and not the passphrase, changes nothing unseen.
import assert from 'node:assert/strict'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { CHUNK_BYTES } from '@parley/ca-node/backup/constants.ts'
import { openSealed, SealedWriter } from '@parley/ca-node/backup/sealed-file.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import { PASSPHRASE_BYTES_MAX } from '@parley/shared/host/constants.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'

const PASSPHRASE = new TextEncoder().encode('a harbour at night')
/** Key check (32) after the header; each chunk has a tag (16). */
const CHECK = 32
const SEALED = CHUNK_BYTES + 16

async function sealed(t: TestContext, plain: Uint8Array, pieces = 7): Promise<string> {
  const path = join(await temporaryFolder(t), 'sealed')
  const file = await open(path, 'wx')
  const writer = await SealedWriter.begin(file, PASSPHRASE)
  const size = Math.ceil(plain.length / pieces) || 1
  for (let at = 0; at < plain.length; at += size) await writer.write(plain.subarray(at, at + size))
  await writer.end()
  await file.close()
  return path
}

async function opened(path: string, passphrase = PASSPHRASE): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of openSealed(path, passphrase)) parts.push(part)
  return Buffer.concat(parts)
}

describe('a sealed file', () => {
  for (const length of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 200_000])
    it(`of ${length} bytes opens to what was sealed`, async (t) => {
      const plain = Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7) % 251))
      assert.ok((await opened(await sealed(t, plain))).equals(plain))
    })

  it('is refused at the very chunk that was cut, exchanged, doubled, left out, altered or comes from another file', async (t) => {
    const plain = Buffer.from(Uint8Array.from({ length: 3 * CHUNK_BYTES + 100 }, (_, at) => at % 251))
    const path = await sealed(t, plain)
    const whole = await readFile(path)
    const front = whole.subarray(0, whole.indexOf(0x0a) + 1 + CHECK)
    const body = whole.subarray(front.length)
    const chunks = Array.from({ length: 4 }, (_, at) => body.subarray(at * SEALED, (at + 1) * SEALED))
    const other = await readFile(await sealed(t, plain))
    const [first, second, third, last] = chunks
    assert.ok(first && second && third && last)
    const bit = Buffer.from(third)
    bit[99] = (bit[99] ?? 0) ^ 8
    const cases: Record<string, readonly Uint8Array[]> = {
      'without its last chunk': [first, second, third],
      'without its first': [second, third, last],
      'without one in the middle': [first, third, last],
      'two exchanged': [second, first, third, last],
      'one twice': [first, first, second, third, last],
      'the last twice': [first, second, third, last, last],
      'a bit of one': [first, second, bit, last],
      'one of another file': [
        first,
        other.subarray(front.length + SEALED, front.length + 2 * SEALED),
        third,
        last,
      ],
      'something after it': [first, second, third, last, Uint8Array.of(0)],
      'cut within a chunk': [first, second.subarray(0, 1000)],
      'nothing at all': [],
    }
    for (const [what, parts] of Object.entries(cases)) {
      await writeFile(path, Buffer.concat([front, ...parts]))
      await assert.rejects(opened(path), (error) => faultIn(error)?.code === 'BACKUP_DAMAGED', what)
    }
  })

  it('takes no passphrase that is empty or endless', async (t) => {
    const path = await sealed(t, Buffer.from('x'))
    await assert.rejects(opened(path, new Uint8Array()), fault('PASSPHRASE_EMPTY'))
    const endless = new Uint8Array(PASSPHRASE_BYTES_MAX + 1)
    await assert.rejects(opened(path, endless), fault('PASSPHRASE_TOO_LONG'))
  })

  it('asks no more of a machine than the authority itself does, whatever its header says', async (t) => {
    const path = await sealed(t, Buffer.from('x'))
    const whole = (await readFile(path)).toString('latin1')
    for (const [from, to] of [
      ['"memoryKiB":65536', '"memoryKiB":99999999'],
      ['"passes":', '"passes":99999'],
      ['"lanes":', '"lanes":999'],
      ['"argon2id"', '"pbkdf2"'],
    ] as const) {
      await writeFile(path, whole.replace(from, to), 'latin1')
      await assert.rejects(opened(path), (error) => faultIn(error)?.code === 'BACKUP_DAMAGED', to)
    }
    await writeFile(path, 'x'.repeat(5000))
    await assert.rejects(opened(path), (error) => faultIn(error)?.code === 'BACKUP_DAMAGED')
  })
})
