// The JSON of peace over the local API: blocked, muted, reported, hidden. Shapes and sizes only.
import { z } from 'zod'

const time = z.iso.datetime()
const short = z.string().max(1024)
/** In UTF-16 units, before it is counted in bytes. */
const reason = z.string().max(4096)

export const peaceView = z.object({
  blocked: z.array(short),
  muted: z.array(
    z.object({
      /** Not there for a room this device does not know. */
      target: short.optional(),
      conversation: short,
      /** Not there when it is for ever. */
      until: time.optional(),
    }),
  ),
})
export type PeaceView = z.infer<typeof peaceView>

export const blockRequest = z.strictObject({ login: short, on: z.boolean() })
export type BlockRequest = z.infer<typeof blockRequest>

/** Without `until` for ever. */
export const muteRequest = z.strictObject({ target: short, on: z.boolean(), until: time.optional() })
export type MuteRequest = z.infer<typeof muteRequest>

export const reportRequest = z.strictObject({ reason })
export const reportedView = z.object({ id: short, moderators: z.array(short) })
export type ReportedView = z.infer<typeof reportedView>

export const hideRequest = z.strictObject({ on: z.boolean(), reason })

/** One report as `parley reports --json` prints it. */
export const reportView = z.object({
  id: short,
  /** Who reported it, and when by their clock. */
  by: short,
  time,
  reason: short,
  /** Whether signature and certificate prove who said it; if not, `code` says why. */
  verified: z.boolean(),
  code: short.optional(),
  said: z
    .object({
      message: short,
      from: short,
      device: short,
      time,
      text: z.string(),
      /** Its newest words. */
      edited: z.object({ text: z.string(), time }).optional(),
      where: z.object({ kind: z.enum(['everyone', 'direct', 'group']), target: short.optional() }),
    })
    .optional(),
})
export type ReportView = z.infer<typeof reportView>
export const reportsView = z.object({ reports: z.array(reportView) })
