// The list of people: number to open them by, online or not, name, how much is new.
import type { Say } from '@parley/shared/text/define.ts'
import type { terminalWords } from '@parley/shared/text/terminal.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { Box, Text } from 'ink'
import type { PersonView } from '../api/schema.ts'
import { contacts, HOME, type Model, type Room, roomOf } from './model.ts'

interface Props {
  readonly model: Model
  readonly width: number
  readonly height: number
  readonly say: Say<typeof terminalWords>
}

export function PeopleList({ model, width, height, say }: Props) {
  const people = contacts(model)
  const chosen = people.findIndex(({ login }) => `@${login}` === model.current)
  const rows = Math.max(0, height - 1)
  // The chosen one is always among those shown.
  const first = Math.max(0, Math.min(chosen - rows + 1, people.length - rows))
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
      <Row chosen={model.current === HOME} width={width} dim left={` 0   ${say('home')}`} right="" />
      {people.slice(first, first + rows).map((person, row) => (
        <PersonRow
          key={person.login}
          person={person}
          number={first + row + 1}
          room={roomOf(model, `@${person.login}`)}
          chosen={first + row === chosen}
          width={width}
          say={say}
        />
      ))}
      {people.length === 0 && <Text dimColor>{`     ${say('nobodyYet')}`}</Text>}
    </Box>
  )
}

interface PersonProps {
  readonly person: PersonView
  readonly number: number
  readonly room: Room
  readonly chosen: boolean
  readonly width: number
  readonly say: Say<typeof terminalWords>
}

function PersonRow({ person, number, room, chosen, width, say }: PersonProps) {
  const { unread, muted, blocked } = room
  const key = number <= 9 ? `${number}` : ' '
  const mark = blocked ? '⊘' : person.online ? '●' : '○'
  const state = say(person.online ? 'online' : 'offline')
  const news = unread === 0 ? '' : `${unread > 99 ? '99+' : unread}`
  const label = [
    person.login,
    state,
    ...(unread === 0 ? [] : [say('unread', { count: unread })]),
    ...(muted ? [say('muted')] : []),
    ...(blocked ? [say('blocked')] : []),
  ].join(', ')
  return (
    <Row
      chosen={chosen}
      bold={unread > 0 && !muted}
      dim={!person.online || blocked}
      quiet={muted}
      width={width}
      left={` ${key} ${mark} ${visible(person.login)}`}
      right={news}
      label={label}
    />
  )
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
  const room = width - 2 - right.length
  const cut = left.length > room ? `${left.slice(0, room - 1)}…` : left.padEnd(room)
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
