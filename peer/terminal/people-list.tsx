// The list of rooms and people: number to open them by, a room or online or not, name, how much is new.
import type { Say } from '@parley/shared/text/define.ts'
import type { terminalWords } from '@parley/shared/text/terminal.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { Box, Text } from 'ink'
import stringWidth from 'string-width'
import type { PersonView } from '../api/schema.ts'
import { HOME, type Model, type Place, places, type Room, roomOf } from './model.ts'

interface Props {
  readonly model: Model
  readonly width: number
  readonly height: number
  readonly say: Say<typeof terminalWords>
}

export function PeopleList({ model, width, height, say }: Props) {
  const all = places(model)
  const chosen = all.findIndex(({ target }) => target === model.current)
  const rows = Math.max(0, height - 1)
  // The chosen one is always among those shown.
  const first = Math.max(0, Math.min(chosen - rows + 1, all.length - rows))
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
      <Row chosen={model.current === HOME} width={width} dim left={` 0   ${say('home')}`} right="" />
      {all.slice(first, first + rows).map((place, row) => (
        <PlaceRow
          key={place.target}
          place={place}
          number={first + row + 1}
          room={roomOf(model, place.target)}
          chosen={first + row === chosen}
          width={width}
          say={say}
        />
      ))}
      {all.every(({ person }) => person === undefined) && <Text dimColor>{`     ${say('nobodyYet')}`}</Text>}
    </Box>
  )
}

interface PlaceProps {
  readonly place: Place
  readonly number: number
  readonly room: Room
  readonly chosen: boolean
  readonly width: number
  readonly say: Say<typeof terminalWords>
}

function PlaceRow({ place: { target, person }, number, room, chosen, width, say }: PlaceProps) {
  const { unread, muted, blocked } = room
  const key = number <= 9 ? `${number}` : ' '
  const news = unread === 0 ? '' : `${unread > 99 ? '99+' : unread}`
  const label = [
    person === undefined ? target : person.login,
    ...(person === undefined ? [] : [say(person.online ? 'online' : 'offline')]),
    ...(unread === 0 ? [] : [say('unread', { count: unread })]),
    ...(muted ? [say('muted')] : []),
    ...(blocked ? [say('blocked')] : []),
  ].join(', ')
  return (
    <Row
      chosen={chosen}
      bold={unread > 0 && !muted}
      dim={person?.online === false || blocked}
      quiet={muted}
      width={width}
      left={` ${key} ${markOf(person, blocked)} ${visible(target.slice(1))}`}
      right={news}
      label={label}
    />
  )
}

function markOf(person: PersonView | undefined, blocked: boolean): string {
  if (person === undefined) return '#'
  if (blocked) return '⊘'
  return person.online ? '●' : '○'
}

interface RowProps {
  readonly chosen: boolean
  readonly width: number
  readonly left: string
  readonly right: string
  readonly label?: string
  readonly bold?: boolean
  readonly dim?: boolean
  /** What is new there may not call. */
  readonly quiet?: boolean
}

function Row({ chosen, width, left, right, label, bold = false, dim = false, quiet = false }: RowProps) {
  const cut = `${fitted(left, width - 3 - right.length)} `
  return (
    <Text
      wrap="truncate"
      inverse={chosen}
      bold={bold}
      dimColor={dim && !chosen && !bold}
      aria-label={label ?? left}
    >
      {cut}
      <Text dimColor={quiet && !chosen} {...(chosen || quiet ? {} : { color: 'yellow' })}>
        {right}
      </Text>{' '}
    </Text>
  )
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Exactly so many columns wide; what is too long loses its end. */
function fitted(text: string, columns: number): string {
  const filled = (line: string) => line + ' '.repeat(Math.max(0, columns - stringWidth(line)))
  if (stringWidth(text) <= columns) return filled(text)
  let cut = ''
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(cut + segment) > columns - 1) break
    cut += segment
  }
  return filled(`${cut}…`)
}
