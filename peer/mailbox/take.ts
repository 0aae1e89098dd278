// Takes what a mailbox held for this device, one parcel after the other, in the order it was left. Says of each whether it
// is on disk, refused for good, or to be kept by the holder for now.
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
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
      const fault = await this.#takeOne(parcel, cert)
      fates.push(fault === undefined ? 'kept' : isForNow(fault) ? 'later' : 'refused')
      if (fault === undefined) continue
      refusal ??= fault.code
      this.#log.warn(
        { code: fault.code, err: fault, peer: peerId, login: cert.login },
        'a parcel was not taken',
      )
      this.#refused.spend(cert.login, peerId)
    }
    return refusal === undefined ? { fates } : { fates, refusal }
  }

  async #takeOne(parcel: Uint8Array, holder: Session['cert']): Promise<Fault | undefined> {
    try {
      await this.#post.takeParcel(parcel, holder)
      return undefined
    } catch (error) {
      return faultIn(error) ?? new Fault('INTERNAL', { reason: String(error) }, { cause: error })
    }
  }
}

/** Nothing is wrong with the parcel, or this device cannot know: it may be taken another time, and its time runs out anyway. */
const FOR_NOW: ReadonlySet<FaultCode> = new Set(['INTERNAL', 'DISK_FULL', 'FILE_UNWRITABLE', 'DATA_DAMAGED'])

function isForNow({ code }: Fault): boolean {
  return FOR_NOW.has(code)
}
