// A vault: named secrets in one file, sealed under a passphrase (argon2id, ChaCha20-Poly1305).
// A random master key seals the secrets and the passphrase seals the master key. A new passphrase takes a new master key, so
// that a copy of the old file with the old passphrase opens nothing that is written later. Never prints, logs or keeps a passphrase.
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import { z } from 'zod'
import { Fault } from '../faults/fault.ts'
import { VAULT_FILE_BYTES_MAX, VAULT_SECRET_BYTES_MAX } from './constants.ts'
import { randomBytes } from './crypto.ts'
import { exists, readOwn, writeAtomically } from './files.ts'
import { COST_NOW, kdfCost, newSalt, passphraseKey } from './passphrase-key.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SECRET_NAME = /^[a-z][a-z0-9-]{0,63}$/

const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(VAULT_SECRET_BYTES_MAX * 2)
const vaultFile = z.strictObject({
  version: z.literal(1),
  kdf: z.strictObject({ ...kdfCost, salt: base64url }),
  master: base64url,
  secrets: z.record(z.string().regex(SECRET_NAME), base64url),
})
type VaultFile = z.infer<typeof vaultFile>

export interface Vault {
  /** What is kept here. */
  names(): readonly string[]
  has(name: string): boolean
  /** @returns a copy of the secret; zero it after use. @throws Fault SECRET_MISSING */
  get(name: string): Uint8Array
  /** Durable once it returns. */
  put(name: string, secret: Uint8Array): Promise<void>
  /** Removes a secret for good. Durable once it returns. */
  remove(name: string): Promise<void>
  /** From now on only `next` opens it; it stays open here. Durable once it returns. @throws Fault PASSPHRASE_EMPTY */
  changePassphrase(next: Uint8Array): Promise<void>
  /** Zeroes the master key; the vault cannot be used after that. */
  close(): void
}

/** @throws Fault DATA_EXISTS when there is a file already, PASSPHRASE_EMPTY */
export async function createVault(path: string, passphrase: Uint8Array): Promise<Vault> {
  if (await exists(path)) throw new Fault('DATA_EXISTS', { path })
  const master = randomBytes(KEY_BYTES)
  const file = await lockMaster(master, passphrase, {})
  await writeAtomically(path, serialise(file))
  return new OpenVault(path, file, master)
}

/** @throws Fault DATA_MISSING, DATA_DAMAGED, PASSPHRASE_WRONG */
export async function openVault(path: string, passphrase: Uint8Array): Promise<Vault> {
  if (!(await exists(path))) throw new Fault('DATA_MISSING', { path })
  const file = parse(path, await readOwn(path, VAULT_FILE_BYTES_MAX))
  const key = await passphraseKey(passphrase, decode(file.kdf.salt), file.kdf)
  try {
    return new OpenVault(path, file, unseal(key, 'master', decode(file.master)))
  } catch (cause) {
    throw new Fault('PASSPHRASE_WRONG', { path }, { cause })
  } finally {
    key.fill(0)
  }
}

class OpenVault implements Vault {
  readonly #path: string
  #file: VaultFile
  #master: Uint8Array
  #closed = false
  /** Writes follow each other: two `put` at once must both be in the file. */
  #writing: Promise<void> = Promise.resolve()

  constructor(path: string, file: VaultFile, master: Uint8Array) {
    this.#path = path
    this.#file = file
    this.#master = master
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#file.secrets, name)
  }

  names(): readonly string[] {
    return Object.keys(this.#file.secrets)
  }

  get(name: string): Uint8Array {
    this.#assertOpen()
    const sealed = this.has(name) ? this.#file.secrets[name] : undefined
    if (sealed === undefined) throw new Fault('SECRET_MISSING', { path: this.#path, name })
    try {
      return unseal(this.#master, `secret:${name}`, decode(sealed))
    } catch (cause) {
      throw new Fault('DATA_DAMAGED', { path: this.#path, reason: 'SECRET_ALTERED' }, { cause })
    }
  }

  put(name: string, secret: Uint8Array): Promise<void> {
    this.#assertOpen()
    if (!SECRET_NAME.test(name) || secret.length > VAULT_SECRET_BYTES_MAX)
      throw new RangeError('vault secret out of bounds')
    const kept = Uint8Array.from(secret)
    return this.#replace((file) => {
      this.#assertOpen()
      const sealed = encode(seal(this.#master, `secret:${name}`, kept))
      kept.fill(0)
      return { ...file, secrets: { ...file.secrets, [name]: sealed } }
    })
  }

  remove(name: string): Promise<void> {
    this.#assertOpen()
    return this.#replace((file) => {
      const { [name]: _removed, ...secrets } = file.secrets
      return { ...file, secrets }
    })
  }

  async changePassphrase(next: Uint8Array): Promise<void> {
    this.#assertOpen()
    const master = randomBytes(KEY_BYTES)
    const relocked = await lockMaster(master, next, {})
    const resealed = (file: VaultFile) =>
      Object.keys(file.secrets).map((name) => {
        const secret = this.get(name)
        const sealed = encode(seal(master, `secret:${name}`, secret))
        secret.fill(0)
        return [name, sealed] as const
      })
    await this.#replace(
      (file) => ({ ...relocked, secrets: Object.fromEntries(resealed(file)) }),
      () => {
        this.#master.fill(0)
        this.#master = master
      },
    )
  }

  close(): void {
    this.#closed = true
    this.#master.fill(0)
  }

  #replace(change: (file: VaultFile) => VaultFile, written = () => {}): Promise<void> {
    const write = this.#writing.then(async () => {
      const next = change(this.#file)
      await writeAtomically(this.#path, serialise(next))
      this.#file = next
      written()
    })
    this.#writing = write.catch(() => undefined)
    return write
  }

  #assertOpen(): void {
    if (this.#closed) throw new Error('the vault is closed')
  }
}

async function lockMaster(
  master: Uint8Array,
  passphrase: Uint8Array,
  secrets: VaultFile['secrets'],
): Promise<VaultFile> {
  const salt = newSalt()
  const key = await passphraseKey(passphrase, salt, COST_NOW)
  try {
    return {
      version: 1,
      kdf: { ...COST_NOW, salt: encode(salt) },
      master: encode(seal(key, 'master', master)),
      secrets,
    }
  } finally {
    key.fill(0)
  }
}

/** nonce (12) || ciphertext || tag (16), bound to `context` so that boxes cannot be swapped (RFC 8439). */
function seal(key: Uint8Array, context: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(fromString(`parley/vault/1/${context}`), { plaintextLength: plain.length })
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
}

function unseal(key: Uint8Array, context: string, box: Uint8Array): Uint8Array {
  if (box.length < NONCE_BYTES + TAG_BYTES) throw new RangeError('sealed box too short')
  const decipher = createDecipheriv('chacha20-poly1305', key, box.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  const sealed = box.subarray(NONCE_BYTES, box.length - TAG_BYTES)
  decipher.setAAD(fromString(`parley/vault/1/${context}`), { plaintextLength: sealed.length })
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES))
  const start = decipher.update(sealed)
  const plain = new Uint8Array(Buffer.concat([start, decipher.final()]))
  start.fill(0)
  return plain
}

function parse(path: string, bytes: Uint8Array): VaultFile {
  try {
    return vaultFile.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch (cause) {
    throw new Fault('DATA_DAMAGED', { path, reason: 'NOT_A_VAULT' }, { cause })
  }
}

const serialise = (file: VaultFile): string => `${JSON.stringify(file, null, 2)}\n`
const encode = (bytes: Uint8Array): string => toText(bytes, 'base64url')
const decode = (text: string): Uint8Array => fromString(text, 'base64url')
