// Words a fault for a person, in English or French. The only place where a fault becomes text.
import { visible } from '../text/visible.ts'
import { faults } from './catalogue.ts'
import type { FaultWords } from './define.ts'
import type { Fault } from './fault.ts'
import { reasonIn } from './reasons.ts'

export type Language = 'en' | 'fr'

/** Parameters that hold a code with words of its own. */
const FROM_TABLE: ReadonlySet<string> = new Set(['reason', 'state', 'wanted'])

export function wordsOf(fault: Fault, language: Language): FaultWords {
  const words = faults[fault.code][language]
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(fault.parameters[name] ?? '?')
      const shown = FROM_TABLE.has(name) ? reasonIn(language, value) : value
      return visible(shown)
    })
  return { what: fill(words.what), todo: fill(words.todo) }
}
