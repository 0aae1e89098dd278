// The JSON of how long a device keeps what was said. Shapes and sizes only.
import { z } from 'zod'

const short = z.string().max(1024)
/** Days, or for ever. */
const keep = z.union([z.literal('forever'), z.int().min(0).max(1_000_000)])
export type KeepView = z.infer<typeof keep>

export const retentionView = z.object({
  all: keep,
  own: z.array(z.object({ target: short, keep })),
})
export type RetentionView = z.infer<typeof retentionView>

export const retentionRequest = z.strictObject({
  /** Left out: for all that have no rule of their own. */
  target: short.optional(),
  keep: z.union([keep, z.literal('default')]),
})
export type RetentionRequest = z.infer<typeof retentionRequest>
