// The messages of the current conversation, newest at the bottom.
import { Box, Text } from 'ink'
import type { ScreenLine } from './lines.ts'

interface Props {
  readonly lines: readonly ScreenLine[]
  readonly width: number
  readonly height: number
}

export function Conversation({ lines, width, height }: Props) {
  return (
    <Box flexDirection="column" width={width} height={height} justifyContent="flex-end" overflow="hidden">
      {lines.map(({ key, pieces, label }) => (
        <Text key={key} wrap="truncate" {...(label === undefined ? {} : { 'aria-label': label })}>
          {pieces.length === 0 ? ' ' : ''}
          {pieces.map(({ text, color, dim, bold, inverse }, at) => (
            <Text
              // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the line
              key={at}
              {...(color === undefined ? {} : { color })}
              dimColor={dim ?? false}
              bold={bold ?? false}
              inverse={inverse ?? false}
            >
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  )
}
