// A private key as a stock PEM under a passphrase, for a root that is kept offline (`openssl pkey -in FILE`).
// Node's own PKCS#8 export derives its key with 2048 rounds only, so the envelope is made here:
// PBES2 (RFC 8018 appendix A.4) with PBKDF2-HMAC-SHA256 and AES-256-CBC.
import { createCipheriv, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { NULL, octetString, oid, sequence, unsigned } from '@parley/shared/certificates/der-write.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'

/** OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
const ROUNDS = 600_000
const SALT_BYTES = 16
const KEY_BYTES = 32
const BLOCK_BYTES = 16

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'
const HMAC_SHA256 = '1.2.840.113549.2.9'
const AES_256_CBC = '2.16.840.1.101.3.4.1.42'

/** @param pkcs8 DER PrivateKeyInfo; @returns PEM `ENCRYPTED PRIVATE KEY` */
export async function encryptedKeyPem(pkcs8: Uint8Array, passphrase: Uint8Array): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const iv = randomBytes(BLOCK_BYTES)
  const key = await promisify(pbkdf2)(passphrase, salt, ROUNDS, KEY_BYTES, 'sha256')
  try {
    const cipher = createCipheriv('aes-256-cbc', key, iv)
    const sealed = new Uint8Array(Buffer.concat([cipher.update(pkcs8), cipher.final()]))
    const derivation = sequence(
      oid(PBKDF2),
      sequence(octetString(salt), unsigned(ROUNDS), sequence(oid(HMAC_SHA256), NULL)),
    )
    const scheme = sequence(oid(PBES2), sequence(derivation, sequence(oid(AES_256_CBC), octetString(iv))))
    return encodePem('ENCRYPTED PRIVATE KEY', sequence(scheme, octetString(sealed)))
  } finally {
    key.fill(0)
  }
}
