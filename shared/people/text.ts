// What any short text from a person must hold before its own rule looks at it. Never decides what a text means.
import { MAX_MARKS } from './constants.ts'

/** Control, format (bidirectional, zero-width), private, unassigned, surrogate, line and paragraph separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/u
const STACKED = new RegExp(`\\p{M}{${MAX_MARKS + 1},}`, 'u')

/** Why a text cannot be shown safely; the words are parameters of a fault. */
export type TextFlaw = 'empty' | 'too long' | 'invisible or control characters' | 'not Unicode text'

/** NFC, spaces collapsed and trimmed. Gives the flaw instead when it has one. */
export function plainText(raw: string, max: number): { text: string } | { flaw: TextFlaw } {
  // A code point is at most two units, and no NFC text is more than three times its source: cut before the work.
  if (raw.length > max * 6) return { flaw: 'too long' }
  if (!raw.isWellFormed() || raw.includes('\uFFFD')) return { flaw: 'not Unicode text' }
  if (INVISIBLE.test(raw) || STACKED.test(raw.normalize('NFD')))
    return { flaw: 'invisible or control characters' }
  const text = raw
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
  if (text === '') return { flaw: 'empty' }
  if ([...text].length > max) return { flaw: 'too long' }
  return { text }
}

/** For searching and comparing: without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC')
}
