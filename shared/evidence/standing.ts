// Whether a certificate of an evidence file could speak at some time: signatures and profile once, time and revocation for each
// event. Unlike a session's check, the lists may be old: what they say is told with their date.

import { readCertificate } from '../certificates/certificate.ts'
import { type OwnCertificate, ownCertificate } from '../certificates/check.ts'
import { BACK_DATING } from '../certificates/constants.ts'
import { type RevocationList, verifyRevocationList } from '../certificates/revocation-list.ts'
import { isReplacement } from '../certificates/revocation-reason.ts'
import { fingerprintOf, type TrustedRoot } from '../certificates/roots.ts'
import { deviceNameOf } from '../certificates/rules/device.ts'
import type { Primitives } from '../crypto/primitives.ts'
import { refuseOutside } from '../events/validity.ts'
import { Fault } from '../faults/fault.ts'
import type { Fingerprint, PeerIdText } from '../identity/ids.ts'

export class Papers {
  readonly #roots: readonly TrustedRoot[]
  readonly #primitives: Primitives
  readonly #certificates = new Map<Fingerprint, OwnCertificate>()
  readonly #issuers = new Map<string, Uint8Array>()
  /** By issuer: several of one, each may say something the others no longer do. */
  readonly #lists = new Map<string, RevocationList[]>()

  constructor(roots: readonly TrustedRoot[], primitives: Primitives) {
    this.#roots = roots
    this.#primitives = primitives
  }

  /** A chain up to one of the roots, under the device profile. @throws Fault CERT_* */
  addCertificate(chain: readonly Uint8Array[]): void {
    const [leaf, issuing] = chain
    if (leaf === undefined || issuing === undefined) throw new Fault('CERT_MISSING')
    const { peerId } = deviceNameOf(readCertificate(leaf))
    const certificate = ownCertificate({
      presented: chain,
      roots: this.#roots,
      expectedPeerId: peerId,
      primitives: this.#primitives,
    })
    this.#certificates.set(certificate.fingerprint, certificate)
    this.#issuers.set(fingerprintOf(issuing, this.#primitives), issuing)
  }

  /** @throws Fault REVOCATION_LIST_*, CERT_* */
  addList(der: Uint8Array): void {
    const list = verifyRevocationList(der, {
      roots: this.#roots,
      issuers: [...this.#issuers.values()],
      primitives: this.#primitives,
    })
    const known = this.#lists.get(list.issuerKeyId)
    if (known === undefined) this.#lists.set(list.issuerKeyId, [list])
    else known.push(list)
  }

  /**
   * The certificate that speaks for a device at a time.
   * @throws Fault EVENT_CERTIFICATE_UNKNOWN, EVENT_DEVICE_FOREIGN, EVENT_CERTIFICATE_PERIOD, EVIDENCE_REVOKED,
   *   REVOCATION_LIST_MISSING
   */
  speaksAt(fingerprint: Fingerprint, device: PeerIdText, time: number): OwnCertificate {
    const certificate = this.#certificates.get(fingerprint)
    if (certificate === undefined) throw new Fault('EVENT_CERTIFICATE_UNKNOWN', { device })
    if (certificate.peerId !== device) throw new Fault('EVENT_DEVICE_FOREIGN', { device })
    refuseOutside(certificate, time)
    const revoked = this.revocationOf(certificate)
    // From its date on. What is replaced stays good for what its key signed.
    if (revoked !== undefined && !isReplacement(revoked.reason) && revoked.date.getTime() <= time)
      throw new Fault('EVIDENCE_REVOKED', {
        login: certificate.login,
        date: revoked.date.toISOString(),
        reason: revoked.reason,
      })
    return certificate
  }

  /** What the lists of its issuer say of it. @throws Fault REVOCATION_LIST_MISSING */
  revocationOf(certificate: OwnCertificate) {
    const lists = this.#lists.get(certificate.issuerKeyId)
    if (lists === undefined) throw new Fault('REVOCATION_LIST_MISSING')
    const said = lists
      .map((list) => list.lookUp(certificate.serial))
      .filter((revoked) => revoked !== undefined)
    return said.sort((a, b) => a.date.getTime() - b.date.getTime())[0]
  }

  /** Up to when revocations of that certificate's issuer are known: its newest list is dated back, and knows what came after. */
  knownUntil({ issuerKeyId }: OwnCertificate): Date | undefined {
    const times = (this.#lists.get(issuerKeyId) ?? []).map(({ thisUpdate }) => thisUpdate.getTime())
    return times.length === 0 ? undefined : new Date(Math.max(...times) + BACK_DATING)
  }
}
