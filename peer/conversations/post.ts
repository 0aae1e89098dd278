// The two ends of what travels through mailboxes: sealed by whoever writes, opened, judged and stored by whom it is for.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { PostOffice } from '../mailbox/types.ts'
import type { Parts } from './parts.ts'
import type { Receiver } from './receive.ts'

export function postOf(
  { sealing, history, chats }: Parts,
  receiver: Receiver,
  delivery: Delivery,
): PostOffice {
  return {
    parcelsFor: (device, above) =>
      sealing.parcelsFor(device, above).map(({ chat, to, parcel }) => ({ chat, upTo: to, parcel })),
    async takeParcel(parcel, holder) {
      const { refusal, early } = await receiver.receiveSealed(holder, parcel)
      if (refusal !== undefined) throw new Fault(refusal)
      if (early) throw new Fault('MAILBOX_EARLY')
    },
    onAbsent: (listener) => delivery.onAbsent(listener),
    left(tag, upTo) {
      const chain = history.places.chainOf(tag)
      if (chain !== undefined) delivery.left(chats.of(chain.conversation), upTo)
    },
  }
}
