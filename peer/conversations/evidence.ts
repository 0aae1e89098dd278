// Gathers what proves a conversation from this disk, line by line. Reads in pages, so that writing goes on meanwhile.
import { createHash } from 'node:crypto'
import { refuseOutside } from '@parley/shared/events/validity.ts'
import { evidenceOf } from '@parley/shared/evidence/build.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { ChainPlace } from '../history/places.ts'
import type { Chat } from './chat.ts'
import { EVIDENCE_PAGE_EVENTS } from './constants.ts'
import type { Parts } from './parts.ts'
import { formatTarget } from './target.ts'
import type { Target } from './types.ts'

/** @throws Fault CONVERSATION_EMPTY, EVENT_CERTIFICATE_PERIOD */
export function gatherEvidence(parts: Parts, target: Target): Iterable<string> {
  const { chats, history, own, signer, primitives, now } = parts
  const exporter = own()
  // Nobody would believe a file that was signed outside the certificate's life.
  refuseOutside(exporter, now().getTime())
  const chat = chats.known(target)
  const chains = chat === undefined ? [] : history.places.chains(chat.place)
  if (chat === undefined || chains.every((chain) => history.events.head(chain) === undefined))
    throw new Fault('CONVERSATION_EMPTY', { target: formatTarget(target) })
  return evidenceOf({
    realm: exporter.realm,
    conversation: chat.place.name,
    made: chat.place,
    people: peopleIn(chat, chains),
    certificates: certificatesOf(parts, chat, exporter.chain),
    lists: listsOf(parts),
    events: eventsOf(parts, chains),
    contradictions: chains.flatMap((chain) =>
      history.events.contradictions(chain).map((one) => ({ device: chain.device.peerId, ...one })),
    ),
    exporter,
    signer,
    now: now(),
    primitives,
    hasher() {
      const hash = createHash('sha256')
      return { update: (text) => void hash.update(text), digest: () => new Uint8Array(hash.digest()) }
    },
  })
}

/** The two of a direct conversation; of a room everybody who wrote there. */
function peopleIn(chat: Chat, chains: readonly ChainPlace[]): Login[] {
  const { place, own } = chat
  const written = chains.map(({ device }) => device.login)
  const others = place.kind === 'direct' ? [place.login] : written
  return [...new Set([own.device.login, ...others])].sort()
}

function* eventsOf({ history }: Parts, chains: readonly ChainPlace[]) {
  for (const chain of chains) {
    for (let seq = 0; ; ) {
      const page = history.events.page(chain, seq, EVIDENCE_PAGE_EVENTS)
      for (const event of page) yield { ...event, from: chain.device.login }
      const last = page.at(-1)
      if (last === undefined) break
      seq = last.seq
    }
  }
}

/** Of every device that wrote here, and of the one that exports. */
function* certificatesOf({ history }: Parts, { place }: Chat, own: readonly Uint8Array[]) {
  const named = new Set<string>()
  for (const chain of [own, ...history.places.certificatesIn(place)]) {
    const name = Buffer.from(chain[0] ?? []).toString('base64')
    if (named.has(name)) continue
    named.add(name)
    yield chain
  }
}

function* listsOf({ trust, store }: Parts) {
  for (const { der } of trust.lists().all()) yield der
  yield* store.db.prepare<[], Uint8Array>('SELECT der FROM past_list').pluck().all()
}
