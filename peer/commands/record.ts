// A message as programs read it: what `parley read --json` prints of one. Fields may be added, never renamed.
import type { MessageView } from '../api/schema.ts'

export function messageRecord({ own: _, ...record }: MessageView): object {
  const { id, conversation, target, from, device, time, text, state, verified, ...more } = record
  return { id, conversation, target, from, device, time, text, state, verified, ...more }
}
