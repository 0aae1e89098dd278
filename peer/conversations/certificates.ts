// Which certificates may stand behind a burst: the session's own, and those its author shows along with it. A device
// renews every few days, so what it wrote before may name a certificate that has expired since: its key is the
// session's, its time was the event's (accept() sees to that), and revocation is asked as of today.
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { checkChain, type VerifiedCert } from '@parley/shared/certificates/check.ts'
import { fingerprintOf } from '@parley/shared/certificates/roots.ts'
import type { Burst } from '@parley/shared/events/burst.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Fingerprint } from '@parley/shared/identity/ids.ts'
import type { Parts } from './parts.ts'

/** Certificates remembered beside those of live sessions, count. */
const REMEMBERED_MAX = 256

export class AuthorCertificates {
  readonly #parts: Pick<Parts, 'trust' | 'primitives' | 'now'>
  readonly #remembered = new Map<Fingerprint, VerifiedCert>()

  constructor(parts: Pick<Parts, 'trust' | 'primitives' | 'now'>) {
    this.#parts = parts
  }

  /** Those the burst may name. @throws Fault CERT_*, REVOCATION_LIST_* when its author shows one that is not good */
  of(session: VerifiedCert, burst: Burst): ReadonlyMap<Fingerprint, VerifiedCert> {
    const shown = burst.certificates.map((chain) => this.#check(session, chain))
    return new Map([session, ...shown].map((certificate) => [certificate.fingerprint, certificate]))
  }

  #check(session: VerifiedCert, chain: readonly Uint8Array[]): VerifiedCert {
    const { trust, primitives, now } = this.#parts
    const leaf = chain[0]
    if (leaf === undefined) throw new Fault('CERT_MISSING')
    const fingerprint = fingerprintOf(leaf, primitives)
    if (fingerprint === session.fingerprint) return session
    const known = this.#remembered.get(fingerprint)
    if (known !== undefined && known.peerId === session.peerId) return known
    const checked = checkChain({
      presented: chain,
      // A root that was retired since: the key is the session's own all the same.
      roots: trust.pastRoots,
      lists: trust.lists(),
      now: now(),
      at: new Date(Math.min(now().getTime(), readCertificate(leaf).notAfter)),
      expectedPeerId: session.peerId,
      acquaintance: 'known',
      // The key is the one this session proved: a role that changed since takes nothing back from it.
      replaced: 'accept',
      primitives,
    })
    this.#remembered.set(fingerprint, checked)
    const oldest = this.#remembered.keys().next()
    if (this.#remembered.size > REMEMBERED_MAX && oldest.done !== true) this.#remembered.delete(oldest.value)
    return checked
  }
}
