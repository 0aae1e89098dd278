// Takes what a mailbox held for this device, one parcel after the other, in the order it was left. Says of each whether it
// is on disk, refused for good, or to be kept by the holder for now.
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { Answer, Fate } from '@parley/shared/mailbox/frames.ts'
import { Allowance } from './allowance.ts'
import { REFUSED_MAX } from './constants.ts'
import type { Post } from './types.ts'

export class Taker {
  readonly #post: Pick<Post, 'takeParcel'>
  readonly #log: Log
  readonly #refused = new Allowance(REFUSED_MAX)

  constructor(post: Pick<Post, 'takeParcel'>, log: Log) {
    this.#post = post
    this.#log = log
  }

  /** @throws Fault MAILBOX_FLOOD */
  async take(parcels: readonly Uint8Array[], { cert, peerId }: Session): Promise<Answer> {
    const fates: Fate[] = []
    let refusal: FaultCode | undefined
    for (const parcel of parcels) {
      const code = await this.#takeOne(parcel, cert)
      const fate = code === undefined ? 'kept' : fateOf(code)
      fates.push(fate)
      if (fate === 'kept') continue
      refusal ??= code
      this.#log.warn({ code, peer: peerId, login: cert.login, fate }, 'a parcel was not taken')
      this.#refused.spend(cert.login, peerId)
    }
    return refusal === undefined ? { fates } : { fates, refusal }
  }

  /** @returns why it is not on this disk */
  async #takeOne(parcel: Uint8Array, holder: Session['cert']): Promise<FaultCode | undefined> {
    try {
      await this.#post.takeParcel(parcel, holder)
      return undefined
    } catch (error) {
      return faultIn(error)?.code ?? 'INTERNAL'
    }
  }
}

function fateOf(code: FaultCode): Fate {
  if (BEFORE.has(code)) return 'kept'
  return FOR_NOW.has(code) ? 'later' : 'refused'
}

/** Another mailbox, or the author, was first: its key is deleted because what it opened is on this disk. */
const BEFORE: ReadonlySet<FaultCode> = new Set(['ENVELOPE_REPLAYED', 'GRANT_REPLAYED'])

/** Nothing may be wrong with the parcel: a clock, a list or what comes before it. It may be taken another time; its own time runs out anyway. */
const FOR_NOW: ReadonlySet<FaultCode> = new Set([
  'MAILBOX_EARLY',
  'EVENT_CLOCK_AHEAD',
  'GRANT_AHEAD',
  'PREKEY_AHEAD',
  'EVENT_CERTIFICATE_UNKNOWN',
  'SEALING_CERTIFICATE_UNKNOWN',
  'REVOCATION_LIST_MISSING',
  'REVOCATION_LIST_EARLY',
  'REVOCATION_LIST_STALE',
  'REVOCATION_LIST_EXPIRED',
  'DISK_FULL',
  'FILE_UNWRITABLE',
  'DATA_DAMAGED',
  'INTERNAL',
])
