// Makes text from others safe to show: what a terminal or a reader would obey or not see becomes visible.

/** Control, format (bidirectional, zero-width), separator, private-use and unassigned characters, lone surrogates. */
const TRICKS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u115F\u1160\u3164\uFFA0]/gu

/**
 * Joiners that spell words and pictures: ZWNJ and ZWJ between letters or pictures, tags and selectors of emoji.
 * They are kept where they join something and shown where they do not.
 */
const JOINED = /(?<=\p{L}|\p{M}|\p{Emoji}|\uFE0F)[\u200C\u200D](?=\p{L}|\p{Emoji})/gu

/** One line: newlines and tabs become visible too. */
export function visible(text: string): string {
  return show(text, () => false)
}

/** Several lines: newlines stay, tabs become spaces. */
export function visibleLines(text: string): string {
  return show(text.replaceAll('\r\n', '\n').replaceAll('\t', '    '), (char) => char === '\n')
}

function show(text: string, kept: (char: string) => boolean): string {
  const joiners = new Set<number>()
  for (const match of text.matchAll(JOINED)) joiners.add(match.index)
  return text.replace(TRICKS, (char: string, at: number) =>
    kept(char) || joiners.has(at) ? char : picture(char),
  )
}

/** C0 controls have their own pictures (Unicode block Control Pictures); the rest is written as U+XXXX. */
function picture(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
