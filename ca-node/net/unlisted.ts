// Refuses what is revoked though its list does not say so yet, because only another authority can sign that list.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import { isReplacement, revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Trust } from '@parley/shared/host/net/types.ts'
import type { Unlisted } from '../nodes/due-lists.ts'

export class UnlistedGate {
  #revoked = new Map<string, Unlisted>()

  set(revoked: readonly Unlisted[]): void {
    this.#revoked = new Map(revoked.map((each) => [each.serial, each]))
  }

  faultOf({ serial }: VerifiedCert): Fault | undefined {
    const found = this.#revoked.get(serial)
    // Whoever's certificate was only replaced comes to get the next.
    if (found === undefined || isReplacement(revocationReason(found.reason))) return undefined
    const date = found.revokedAt.toISOString()
    if (found.reason === 'certificateHold') return new Fault('CERT_SUSPENDED', { date })
    return new Fault('CERT_REVOKED', { date, reason: found.reason })
  }

  /** The same trust, and this on top: nothing is accepted that it would refuse. */
  before(trust: Trust): Trust {
    const welcome = (cert: VerifiedCert): VerifiedCert => {
      const fault = this.faultOf(cert)
      if (fault) throw fault
      return cert
    }
    // Not a copy: what is trusted changes while it runs.
    return Object.create(trust, {
      check: { value: (...given: Parameters<Trust['check']>) => welcome(trust.check(...given)) },
      recheck: { value: (...given: Parameters<Trust['recheck']>) => welcome(trust.recheck(...given)) },
    })
  }
}
