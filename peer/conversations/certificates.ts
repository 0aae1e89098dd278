// Which certificates may stand behind a burst: the session's own, and those shown along with it or kept from before. A
// device renews every few days, so what it wrote before may name a certificate that has expired since: its time was the
// event's (accept() sees to that), and revocation is asked as of today.
import { hex } from '@parley/shared/certificates/bytes.ts'
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { checkChain, type VerifiedCert } from '@parley/shared/certificates/check.ts'
import { peerIdOfKey } from '@parley/shared/certificates/keys.ts'
import { fingerprintOf } from '@parley/shared/certificates/roots.ts'
import type { Burst } from '@parley/shared/events/burst.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import {
  type Fingerprint,
  fingerprint as fingerprintText,
  type PeerIdText,
} from '@parley/shared/identity/ids.ts'
import type { Parts } from './parts.ts'

/** Certificates remembered beside those of live sessions, count. */
const REMEMBERED_MAX = 256

type Here = Pick<Parts, 'trust' | 'primitives' | 'now' | 'history'>

export class AuthorCertificates {
  readonly #parts: Here
  readonly #remembered = new Map<Fingerprint, VerifiedCert>()

  constructor(parts: Here) {
    this.#parts = parts
  }

  /**
   * Those the burst names, of its author.
   * @param session of whoever brings it, who need not be the author; undefined when nobody is here who would be
   * @throws Fault CERT_*, REVOCATION_LIST_* when one is shown that is not good; EVENT_CERTIFICATE_UNKNOWN
   */
  of(
    session: VerifiedCert | undefined,
    author: PeerIdText,
    burst: Burst,
  ): ReadonlyMap<Fingerprint, VerifiedCert> {
    const found = new Map<Fingerprint, VerifiedCert>()
    if (session?.peerId === author) found.set(session.fingerprint, session)
    const at = new Date(burst.last.header.time)
    for (const chain of burst.certificates) {
      const certificate = this.#check(session, author, chain, at)
      found.set(certificate.fingerprint, certificate)
    }
    for (const { header } of burst.events) {
      const name = fingerprintText(hex(header.certificate))
      if (found.has(name)) continue
      // Shown on an earlier stream.
      const kept = this.#parts.history.places.keptChain(name)
      if (kept === undefined) throw new Fault('EVENT_CERTIFICATE_UNKNOWN', { device: author })
      found.set(name, this.#check(session, author, kept, at))
    }
    return found
  }

  /** One that is kept here, as it stands today. @returns undefined when it is not here, or is revoked */
  named(name: Fingerprint): VerifiedCert | undefined {
    const chain = this.#parts.history.places.keptChain(name)
    const leaf = chain?.[0]
    if (chain === undefined || leaf === undefined) return undefined
    const { primitives, now } = this.#parts
    try {
      return this.#check(undefined, peerIdOfKey(readCertificate(leaf).key, primitives), chain, now())
    } catch (error) {
      if (error instanceof Fault) return undefined
      throw error
    }
  }

  #check(
    session: VerifiedCert | undefined,
    author: PeerIdText,
    chain: readonly Uint8Array[],
    signedAt: Date,
  ): VerifiedCert {
    const { trust, primitives, now } = this.#parts
    const leaf = chain[0]
    if (leaf === undefined) throw new Fault('CERT_MISSING')
    const fingerprint = fingerprintOf(leaf, primitives)
    if (session !== undefined && fingerprint === session.fingerprint && session.peerId === author)
      return session
    // A live session vouches that nothing was revoked; of who is not here the lists are asked each time.
    const known = session?.peerId === author ? this.#remembered.get(fingerprint) : undefined
    if (known !== undefined && known.peerId === author) return known
    const checked = checkChain({
      presented: chain,
      // A root that was retired since: what was signed in its time stands.
      roots: trust.pastRoots,
      lists: trust.lists(),
      now: now(),
      at: new Date(Math.min(now().getTime(), readCertificate(leaf).notAfter)),
      expectedPeerId: author,
      acquaintance: 'known',
      // A role that changed since takes nothing back from what was signed before.
      replaced: 'accept',
      signedAt,
      primitives,
    })
    this.#remembered.set(fingerprint, checked)
    const oldest = this.#remembered.keys().next()
    if (this.#remembered.size > REMEMBERED_MAX && oldest.done !== true) this.#remembered.delete(oldest.value)
    return checked
  }
}
