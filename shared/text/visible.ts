// Makes text from others safe to show: what a terminal or a reader would obey or not see becomes visible.

/**
 * Control, format (bidirectional, zero-width, tags), separator, private-use and unassigned characters, lone surrogates, letters and
 * marks that show nothing, variation selectors.
 */
const TRICKS =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]|[\u115F\u1160\u3164\uFFA0\u2800]|[\u034F\u17B4\u17B5]|\p{Variation_Selector}/gu

/** Scripts whose spelling needs joiners (Unicode Standard Annex #31, section 2.3). */
const JOINING = [
  ...['Arabic', 'Syriac', 'Nko', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan'],
]
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('')
/** The three flags that are spelled with tags: England, Scotland, Wales. */
const FLAGS = ['gbeng', 'gbsct', 'gbwls'].map((name) =>
  String.fromCodePoint(...[...name].map((letter) => 0xe0000 + letter.charCodeAt(0)), 0xe007f),
)

/** What spells words and pictures is kept where it does so, and shown anywhere else. */
const SPELLING = new RegExp(
  [
    `(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])`,
    '(?<=\\p{Extended_Pictographic}\\uFE0F?|[\\u{1F3FB}-\\u{1F3FF}])\\u200D(?=\\p{Extended_Pictographic})',
    '(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F]|(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
    '(?<=\\p{Script=Han})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]',
    '(?<=\\p{Script=Mongolian})[\\u180B-\\u180D\\u180F]',
    `(?<=\\u{1F3F4})(?:${FLAGS.join('|')})`,
  ].join('|'),
  'gu',
)

/** Marks on one letter: no writing has more, and a heap of them covers other lines. */
const HEAP = /(\p{M}{6})(\p{M}+)/gu

/** One line: newlines and tabs become visible too. */
export function visible(text: string): string {
  return show(text, () => false)
}

/** Several lines: newlines stay, tabs become spaces. */
export function visibleLines(text: string): string {
  return show(text.replaceAll('\r\n', '\n').replaceAll('\t', '    '), (char) => char === '\n')
}

/**
 * A name on one line. Letters of another script inside a word, put there to look like those beside them, are shown by
 * their number: `b<U+043E>b`.
 */
export function visibleName(name: string): string {
  return visible(name.replace(/\p{L}[\p{L}\p{M}]*/gu, withoutDisguise))
}

/** Scripts whose letters look alike. */
const ALIKE = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)

function withoutDisguise(word: string): string {
  const letters = [...word]
  const counts = ALIKE.map((script) => letters.filter((letter) => script.test(letter)).length)
  if (counts.filter((count) => count > 0).length < 2) return word
  const own = ALIKE[counts.indexOf(Math.max(...counts))]
  return letters
    .map((letter) =>
      own?.test(letter) !== true && ALIKE.some((script) => script.test(letter)) ? numbered(letter) : letter,
    )
    .join('')
}

function show(raw: string, kept: (char: string) => boolean): string {
  // Most texts have nothing to look at twice.
  if (/^[\n -~\u00A1-\u00AC\u00AE-\u02FF]*$/.test(raw) && (kept('\n') || !raw.includes('\n'))) return raw
  const text = raw.replace(HEAP, (_, marks: string, rest: string) => `${marks}<+${[...rest].length}>`)
  const spelling = new Set<number>()
  for (const { index, 0: spelled } of text.matchAll(SPELLING))
    for (let unit = 0; unit < spelled.length; unit++) spelling.add(index + unit)
  return text.replace(TRICKS, (char: string, at: number) =>
    kept(char) || spelling.has(at) ? char : picture(char),
  )
}

/** C0 controls have their own pictures (Unicode block Control Pictures); the rest is written as U+XXXX. */
function picture(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return numbered(char)
}

function numbered(char: string): string {
  return `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
}
