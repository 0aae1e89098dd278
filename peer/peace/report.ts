// Makes a report of a message: its event as it is on this disk, with what proves it to somebody who was not there.
import { BURST_EVENTS_MAX } from '@parley/shared/events/constants.ts'
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import { proofOf } from '@parley/shared/events/report.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Parts } from '../conversations/parts.ts'
import { inOrder } from '../conversations/remarked.ts'
import type { ChainPlace } from '../history/places.ts'

type Here = Pick<Parts, 'history'>

/** The message, and its newest wording. @throws Fault MESSAGE_GONE when its words are not here */
export function proofsOf({ history }: Here, chain: ChainPlace, seq: number): Uint8Array[] {
  const { places, remarks } = history
  const about = { tag: chain.tag, seq }
  const edit = remarks
    .of(about)
    .filter(({ kind, login, body }) => kind === KIND.edit && login === chain.device.login && body.length > 0)
    .sort(inOrder)
    .at(-1)
  const from = edit && places.chainOf(edit.tag)
  const id = messageIdOf(chain.tag, seq)
  const said = proof({ history }, chain, seq, id)
  return edit === undefined || from === undefined ? [said] : [said, proof({ history }, from, edit.seq, id)]
}

/** @param id of the message, for whoever is told that it is gone */
function proof({ history }: Here, chain: ChainPlace, seq: number, id: MessageId): Uint8Array {
  const { events, places } = history
  const page = events.page(chain, seq - 1, BURST_EVENTS_MAX)
  const end = page.findIndex(({ signature }) => signature !== undefined)
  const signature = page[end]?.signature
  // Every burst that came ended in a signature: without words, or without one, there is nothing to show.
  if (page[0]?.body === undefined || signature === undefined) throw new Fault('MESSAGE_GONE', { id })
  const covered = page.slice(0, end + 1)
  const rows = new Set(covered.map(({ certificate }) => certificate))
  return proofOf(
    covered,
    signature,
    [...rows].map((row) => places.certificateChain(row)),
  )
}
