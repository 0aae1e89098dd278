// The device's memory of conversations: everything below peer/history over one database.
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import type { Store } from '../store/open.ts'
import { type Cursors, openCursors } from './cursors.ts'
import { type Events, openEvents } from './events.ts'
import { type Own, openOwn } from './own.ts'
import { openPeaceRows, type PeaceRows } from './peace.ts'
import { Places } from './places.ts'
import { openRemarks, type Remarks } from './remarks.ts'
import { openTimeline, type Timeline } from './timeline.ts'
import { openWords, type Words } from './words.ts'

export interface History {
  readonly places: Places
  readonly events: Events
  readonly cursors: Cursors
  readonly timeline: Timeline
  readonly remarks: Remarks
  readonly words: Words
  readonly own: Own
  readonly peace: PeaceRows
}

export function openHistory(store: Store, primitives: Primitives): History {
  return {
    places: new Places(store, primitives),
    events: openEvents(store, primitives),
    cursors: openCursors(store),
    timeline: openTimeline(store),
    remarks: openRemarks(store),
    words: openWords(store),
    own: openOwn(store),
    peace: openPeaceRows(store),
  }
}
