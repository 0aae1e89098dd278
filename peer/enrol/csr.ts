// The certificate request of this device's key, in its person's name.
import { makeCsr as makeNamedCsr } from '@parley/shared/certificates/csr-make.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import type { Login } from '@parley/shared/identity/login.ts'

/** @returns DER CertificationRequest, signed by the key it asks for */
export function makeCsr(signer: Signer, login: Login): Uint8Array {
  return makeNamedCsr(signer, login)
}
