// The line being typed: wraps into a few rows, and says where the terminal's own cursor belongs.
import { visible } from '@parley/shared/text/visible.ts'
import { Box, Text } from 'ink'
import stringWidth from 'string-width'
import { INPUT_ROWS_MAX } from './constants.ts'
import type { Line } from './line-editor.ts'

interface Layout {
  readonly rows: readonly string[]
  readonly row: number
  readonly column: number
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Breaks the line at any place, so that the cursor never jumps to another word. */
export function layoutOf({ text, cursor }: Line, prompt: string, width: number): Layout {
  const room = Math.max(4, width - 1)
  const rows: string[] = [prompt]
  let row = 0
  let column = stringWidth(prompt)
  const mark = { row, column }
  const step = (piece: string) => {
    const size = stringWidth(piece)
    if (column + size > room) {
      rows.push('')
      row++
      column = 0
    }
    rows[row] += piece
    column += size
  }
  for (const { segment, index } of graphemes.segment(text)) {
    if (index === cursor) Object.assign(mark, { row, column })
    if (segment === '\n' || segment === '\r\n') {
      rows.push('')
      row++
      column = 0
    } else step(visible(segment))
  }
  if (cursor >= text.length) Object.assign(mark, { row, column })
  // Of a long text the rows around the cursor are shown.
  const first = Math.max(0, Math.min(mark.row - INPUT_ROWS_MAX + 1, rows.length - INPUT_ROWS_MAX))
  return { rows: rows.slice(first, first + INPUT_ROWS_MAX), row: mark.row - first, column: mark.column }
}

interface Props {
  readonly layout: Layout
  readonly prompt: string
  readonly placeholder: string
}

export function InputLine({ layout, prompt, placeholder }: Props) {
  const [first = ''] = layout.rows
  const isEmpty = layout.rows.length === 1 && first === prompt
  return (
    <Box flexDirection="column" height={layout.rows.length} flexShrink={0}>
      {layout.rows.map((row, at) => (
        <Text
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          key={at}
          wrap="truncate"
        >
          {at === 0 ? (
            <Text bold color="cyan">
              {prompt}
            </Text>
          ) : (
            ''
          )}
          {at === 0 ? row.slice(prompt.length) : row}
          {isEmpty ? <Text dimColor>{placeholder}</Text> : ''}
        </Text>
      ))}
    </Box>
  )
}
