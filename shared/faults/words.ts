// Words a fault for a person, in English or French. The only place where a fault becomes text.
import { faults } from './catalogue.ts'
import type { FaultWords } from './define.ts'
import type { Fault } from './fault.ts'

export type Language = 'en' | 'fr'

/** Control, bidirectional and zero-width characters: a parameter may come from a stranger. */
const TRICKS = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

export function wordsOf(fault: Fault, language: Language): FaultWords {
  const words = faults[fault.code][language]
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) =>
      String(fault.parameters[name] ?? '?').replace(TRICKS, '\uFFFD'),
    )
  return { what: fill(words.what), todo: fill(words.todo) }
}
