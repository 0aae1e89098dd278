// How long texts written in a conversation now live: what was said last counts, by the order all devices agree on.
import { readBody } from '@parley/shared/events/body.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { Chat } from './chat.ts'
import type { Parts } from './parts.ts'

/** @returns seconds; 0: they stay */
export function lifetimeIn({ history }: Pick<Parts, 'history'>, { place }: Chat): number {
  const body = history.words.lifetime(place)
  const content = body === undefined ? undefined : readBody({ kind: KIND.lifetime, body })
  return content?.kind === KIND.lifetime ? content.seconds : 0
}
