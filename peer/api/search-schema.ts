// The JSON of searching, for the daemon and for every face. Shapes and sizes only.
import { z } from 'zod'
import { RESULTS_MAX } from '../search/constants.ts'
import { SEARCH_KINDS } from '../search/place.ts'
import { messageView } from './schema.ts'

const short = z.string().max(1024)

export const searchQuery = z.strictObject({
  /** As typed; bounded by its own fault. Empty: everything the rest describes. */
  words: z.string().max(4096),
  /** `@login` or `#room`. */
  in: short.optional(),
  /** Login of the author. */
  from: short.optional(),
  kind: z.enum(SEARCH_KINDS).optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(RESULTS_MAX).optional(),
  /** `next` of the page before. */
  before: z.coerce.number().int().nonnegative().optional(),
})
export type SearchQuery = z.infer<typeof searchQuery>

export const hitView = z.object({
  message: messageView,
  /** One line of the text around the first hit; it comes from others: show it through shared/text/visible. */
  snippet: z.string(),
  /** Where the hits are in `snippet`: UTF-16 offsets, the end not included. */
  marks: z.array(z.tuple([z.int(), z.int()])),
})
export type HitView = z.infer<typeof hitView>

/** The newest first. */
export const hitsView = z.object({
  hits: z.array(hitView),
  /** `before` of the next page; left out when that was all. */
  next: z.int().optional(),
  /** Messages that can be found already, while those from before the index are still being taken in. */
  building: z.object({ done: z.int(), total: z.int() }).optional(),
})
export type HitsView = z.infer<typeof hitsView>
