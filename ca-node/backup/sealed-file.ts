// The envelope of a backup: a header line, then chunks sealed with ChaCha20-Poly1305 under a key from the passphrase
// (argon2id, HKDF), numbered and with the last one marked (STREAM, Hoang et al. 2015, as age uses it): nothing can be
// altered, left out, exchanged or cut off unseen. Knows nothing of what is inside.
import { createCipheriv, createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { fileFault } from '@parley/shared/host/files.ts'
import { COST_NOW, kdfCost, newSalt, passphraseKey } from '@parley/shared/host/passphrase-key.ts'
import { z } from 'zod'
import { CHUNK_BYTES, HEADER_BYTES_MAX } from './constants.ts'

const MAGIC = 'parley-ca-backup'
const TAG_BYTES = 16
const KEY_BYTES = 32

const headerLine = z.strictObject({
  format: z.literal(MAGIC),
  version: z.int(),
  kdf: z.strictObject({ ...kdfCost, salt: z.base64().max(64) }),
})
type Kdf = z.infer<typeof headerLine>['kdf']
const VERSION = 1

/** What a backup seals, in order. `end` marks the last chunk; without it the file does not open. */
export class SealedWriter {
  readonly #file: FileHandle
  readonly #key: Uint8Array
  #waiting: Buffer[] = []
  #length = 0
  #counter = 0

  private constructor(file: FileHandle, key: Uint8Array) {
    this.#file = file
    this.#key = key
  }

  /** @param file empty, open for writing */
  static async begin(file: FileHandle, passphrase: Uint8Array): Promise<SealedWriter> {
    const kdf: Kdf = { ...COST_NOW, salt: Buffer.from(newSalt()).toString('base64') }
    const header = Buffer.from(`${JSON.stringify({ format: MAGIC, version: VERSION, kdf })}\n`)
    const { key, check } = await keysFrom(passphrase, kdf, header)
    await file.writeFile(Buffer.concat([header, check]))
    return new SealedWriter(file, key)
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(Buffer.from(bytes))
    this.#length += bytes.length
    // A whole chunk is kept back: it may be the last.
    while (this.#length > CHUNK_BYTES) {
      const all = Buffer.concat(this.#waiting)
      await this.#seal(all.subarray(0, CHUNK_BYTES), false)
      const rest = all.subarray(CHUNK_BYTES)
      this.#waiting = [rest]
      this.#length = rest.length
    }
  }

  /** Durable once it returns. */
  async end(): Promise<void> {
    await this.#seal(Buffer.concat(this.#waiting), true)
    this.#key.fill(0)
    await this.#file.sync()
  }

  async #seal(plain: Uint8Array, last: boolean): Promise<void> {
    const cipher = createCipheriv('chacha20-poly1305', this.#key, nonce(this.#counter++, last), {
      authTagLength: TAG_BYTES,
    })
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    // Not `write`: on a disk that fills up that leaves out the rest and says nothing.
    await this.#file.writeFile(sealed)
  }
}

/** What was sealed, chunk by chunk, each proved before it is given. @throws Fault BACKUP_DAMAGED, BACKUP_TOO_NEW, PASSPHRASE_WRONG, FILE_UNREADABLE */
export async function* openSealed(path: string, passphrase: Uint8Array): AsyncGenerator<Uint8Array> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    throw fileFault(path, error, 'read')
  }
  try {
    const { header, kdf } = await readHeader(file, path)
    let at = header.length
    const { key, check } = await keysFrom(passphrase, kdf, header)
    try {
      const kept = await readAt(file, at, check.length)
      at += kept.length
      if (kept.length !== check.length) throw new Fault('BACKUP_DAMAGED', { path, reason: 'CUT_OFF' })
      if (!timingSafeEqual(kept, check)) throw new Fault('PASSPHRASE_WRONG', { path })
      let next = await readAt(file, at, CHUNK_BYTES + TAG_BYTES)
      for (let counter = 0; ; counter++) {
        const sealed = next
        at += sealed.length
        next = await readAt(file, at, CHUNK_BYTES + TAG_BYTES)
        const last = next.length === 0
        yield unsealed(key, sealed, nonce(counter, last), path)
        if (last) return
      }
    } finally {
      key.fill(0)
    }
  } finally {
    await file.close()
  }
}

function unsealed(key: Uint8Array, sealed: Uint8Array, iv: Uint8Array, path: string): Uint8Array {
  try {
    if (sealed.length < TAG_BYTES) throw new RangeError('shorter than its tag')
    const decipher = createDecipheriv('chacha20-poly1305', key, iv, { authTagLength: TAG_BYTES })
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    const plain = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES))
    decipher.final()
    return plain
  } catch (cause) {
    throw new Fault('BACKUP_DAMAGED', { path, reason: 'ALTERED' }, { cause })
  }
}

async function readHeader(file: FileHandle, path: string): Promise<{ header: Buffer; kdf: Kdf }> {
  const start = await readAt(file, 0, HEADER_BYTES_MAX)
  const end = start.indexOf(0x0a)
  const damaged = (cause?: unknown) => new Fault('BACKUP_DAMAGED', { path, reason: 'NO_BACKUP' }, { cause })
  if (end === -1) throw damaged()
  const header = start.subarray(0, end + 1)
  let parsed: z.infer<typeof headerLine>
  try {
    parsed = headerLine.parse(JSON.parse(header.toString('utf8')))
  } catch (cause) {
    throw damaged(cause)
  }
  if (parsed.version !== VERSION) throw new Fault('BACKUP_TOO_NEW', { path })
  return { header, kdf: parsed.kdf }
}

/** `check` tells a wrong passphrase from a damaged file. The header is bound into both. */
async function keysFrom(
  passphrase: Uint8Array,
  kdf: Kdf,
  header: Uint8Array,
): Promise<{ key: Uint8Array; check: Uint8Array }> {
  const stretched = await passphraseKey(passphrase, Buffer.from(kdf.salt, 'base64'), kdf)
  const derived = (what: string) =>
    new Uint8Array(
      hkdfSync('sha256', stretched, primitives.sha256(header), `parley/backup/${what}/1`, KEY_BYTES),
    )
  const keys = { key: derived('payload'), check: derived('check') }
  stretched.fill(0)
  return keys
}

/** An 11-byte counter, then 1 for the last chunk. */
function nonce(counter: number, last: boolean): Uint8Array {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(counter, 5, 6)
  bytes[11] = last ? 1 : 0
  return bytes
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
