// Messages of people the owner blocked, where they stand in a row: one line for all of them. Pure.
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { peaceWords } from '@parley/shared/text/peace.ts'
import type { MessageView } from '../api/schema.ts'

/** Whether it stands folded; its words are there only where they were asked for. */
export function isFolded({ blocked, hidden, text }: MessageView): boolean {
  return blocked === true && hidden === undefined && text === ''
}

/** In their order: messages alone, and those that are folded together with their neighbours of the same conversation. */
export function inFolds(messages: readonly MessageView[]): readonly (readonly MessageView[])[] {
  const runs: MessageView[][] = []
  for (const message of messages) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const joins = last !== undefined && isFolded(last) && isFolded(message) && last.target === message.target
    if (joins) run?.push(message)
    else runs.push([message])
  }
  return runs
}

export function foldText(count: number, language: Language): string {
  return sayIn(peaceWords, language)('foldBlocked', { count })
}
