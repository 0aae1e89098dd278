// Reads a certificate signing request (RFC 2986) and takes from it the public key alone, once possession is proven.
import type { Primitives, SignatureScheme, Signer } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { MAX_CSR_BYTES, RSA_BITS, RSA_EXPONENT } from './constants.ts'
import { asksToBeAuthority } from './csr-asks.ts'
import { decoding } from './decoding.ts'
import { constructed, DerError, type DerReader, readWhole, TAG } from './der-read.ts'
import { type PublicKey, readPublicKey, SCHEME_OF_KIND } from './keys.ts'
import { type Signed, verifySigned } from './signature.ts'

/** Key kinds that can be certified: Ed25519 and RSA for devices, P-256 for CAs and HTTPS. */
export type CertifiedKind = 'ed25519' | 'rsa' | 'p256'

class Proven {
  readonly spki: Uint8Array
  readonly kind: CertifiedKind
  /** How this key signs in Parley. */
  readonly scheme: SignatureScheme
  /** Keeps the type nominal. */
  readonly #proven = true

  constructor(key: PublicKey) {
    this.kind = strongKind(key)
    this.spki = Uint8Array.from(key.spki)
    this.scheme = SCHEME_OF_KIND[this.kind]
  }

  get proven(): boolean {
    return this.#proven
  }
}

/** A public key whose private half was shown to be there. Only `parseCsr` and `ownKey` make one. */
export type ProvenKey = Proven

const CSR_SCHEMES: ReadonlySet<SignatureScheme> = new Set([
  'ed25519',
  'rsa-pkcs1-sha256',
  'rsa-pkcs1-sha384',
  'rsa-pkcs1-sha512',
  'ecdsa-p256-sha256',
])
const CSR_CODES = { invalid: 'CSR_SIGNATURE_INVALID', unsupported: 'CSR_ALGORITHM_UNSUPPORTED' } as const

/**
 * Names, attributes and everything else that a request says are dropped; one that asks for an authority's powers is refused.
 * @throws Fault CSR_TOO_LARGE, CSR_MALFORMED, CSR_KEY_UNSUPPORTED, CSR_KEY_WEAK, CSR_ALGORITHM_UNSUPPORTED,
 * CSR_SIGNATURE_INVALID, CSR_ASKS_TOO_MUCH
 */
export function parseCsr(der: Uint8Array, primitives: Primitives): ProvenKey {
  if (der.length > MAX_CSR_BYTES) throw new Fault('CSR_TOO_LARGE', { max: MAX_CSR_BYTES })
  const { key, asksTooMuch, ...signed } = decoding('CSR_MALFORMED', () => readCsr(der))
  const proven = new Proven(key) // refuses a weak key before computing with it
  verifySigned(signed, key, { primitives, schemes: CSR_SCHEMES, codes: CSR_CODES })
  if (asksTooMuch) throw new Fault('CSR_ASKS_TOO_MUCH')
  return proven
}

/** A key that is here needs no request. @throws Fault CSR_KEY_UNSUPPORTED, CSR_KEY_WEAK */
export function ownKey(signer: Signer): ProvenKey {
  return new Proven(decoding('CSR_MALFORMED', () => readPublicKey(signer.spki)))
}

/** CertificationRequest ::= SEQUENCE { info, signatureAlgorithm, signature }. @throws DerError */
function readCsr(der: Uint8Array): Signed & Info {
  return readWhole(der, TAG.sequence, (outer) => {
    const tbs = outer.whole(TAG.sequence)
    const algorithm = outer.whole(TAG.sequence)
    const signature = outer.bits()
    return { tbs, algorithm, signature, ...readWhole(tbs, TAG.sequence, readInfo) }
  })
}

interface Info {
  readonly key: PublicKey
  readonly asksTooMuch: boolean
}

/** CertificationRequestInfo ::= SEQUENCE { version, subject, subjectPKInfo, [0] attributes }. @throws DerError */
function readInfo(info: DerReader): Info {
  if (info.small() !== 0) throw new DerError('unknown version')
  info.whole(TAG.sequence)
  const key = readPublicKey(info.whole(TAG.sequence))
  // Some makers leave out an empty set of attributes, though RFC 2986 does not allow it.
  return { key, asksTooMuch: info.more && asksToBeAuthority(info.enter(constructed(0))) }
}

function strongKind(key: PublicKey): CertifiedKind {
  if (key.kind === 'rsa') {
    if (key.bits < RSA_BITS.min || key.bits > RSA_BITS.max) {
      throw new Fault('CSR_KEY_WEAK', { reason: `${key.bits} bits` })
    }
    if (key.exponent !== RSA_EXPONENT)
      throw new Fault('CSR_KEY_WEAK', { reason: 'the exponent is not 65537' })
    return 'rsa'
  }
  if (key.kind === 'ed25519' || key.kind === 'p256') return key.kind
  throw new Fault('CSR_KEY_UNSUPPORTED', { kind: key.kind })
}
