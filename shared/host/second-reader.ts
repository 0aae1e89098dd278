// A second, independent reader of certificates (@peculiar/x509): what our own code wrote or took must look the same
// to it. Asked once, when a realm is made and when a device is enrolled, so that a mistake of our own cannot grow
// into a realm nobody else can read. Never the check of a session: shared/certificates/check.ts is.
import { describe } from '../certificates/describe.ts'
import { Fault } from '../faults/fault.ts'
import { primitives } from './crypto.ts'

/**
 * @param chain DER, each certificate followed by its issuer, the self-signed root last
 * @throws Fault CERT_READERS_DISAGREE, naming the certificate and what differs
 */
export async function confirmBySecondReader(chain: readonly Uint8Array[]): Promise<void> {
  // Loaded when needed: it takes 0.1 s and 24 MB, which a running peer need not hold.
  const { cryptoProvider, X509Certificate } = await import('./x509-library.ts')
  cryptoProvider.set(globalThis.crypto)
  for (const [index, der] of chain.entries()) {
    const own = describe(der, primitives)
    const disagree = (what: string, cause?: unknown) =>
      new Fault('CERT_READERS_DISAGREE', { subject: own.subject, what }, { cause })
    try {
      const read = new X509Certificate(new Uint8Array(der))
      const issuer = new X509Certificate(new Uint8Array(chain[index + 1] ?? der))
      const facts: readonly (readonly [what: string, same: boolean])[] = [
        ['serial', read.serialNumber.toLowerCase() === own.serial],
        ['notBefore', read.notBefore.getTime() === Date.parse(own.notBefore)],
        ['notAfter', read.notAfter.getTime() === Date.parse(own.notAfter)],
        [
          'extensions',
          sameList(
            read.extensions.map(({ type }) => type),
            own.extensions.map(({ oid }) => oid),
          ),
        ],
        ['issuer', read.issuer === issuer.subject],
        ['signature', await read.verify({ publicKey: issuer.publicKey, signatureOnly: true })],
      ]
      const wrong = facts.find(([, same]) => !same)
      if (wrong !== undefined) throw disagree(wrong[0])
    } catch (error) {
      throw error instanceof Fault ? error : disagree('form', error)
    }
  }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
