// The screen of the terminal program: title, people, conversation, status, input. Keys become steps of the session.
import { clockIn } from '@parley/shared/text/clock.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import { Box, Text, useApp } from 'ink'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import stringWidth from 'string-width'
import { COLUMNS_MIN, NARROW_COLUMNS, PEOPLE_COLUMNS, ROWS_MIN } from './constants.ts'
import { Conversation } from './conversation.tsx'
import { InputLine, layoutOf } from './input-line.tsx'
import { linesOf, type ScreenLine } from './lines.ts'
import { contacts, HOME, isRoom, type Model, places, type Room, roomOf, unreadIn } from './model.ts'
import { PeopleList } from './people-list.tsx'
import type { Screen } from './screen.ts'
import type { TerminalSession } from './session.ts'
import { StatusBar } from './status-bar.tsx'
import { Typing } from './typing.ts'
import { useKeys } from './use-keys.ts'
import { useSize } from './use-size.ts'

interface Props {
  readonly session: TerminalSession
  /** Where the cursor goes, and a way to draw everything again. */
  readonly screen: Pick<Screen, 'place' | 'repaint'>
}

export function App({ session, screen }: Props) {
  const { desk } = session
  const { exit } = useApp()
  const { columns, rows } = useSize()
  const subscribe = useCallback((watcher: () => void) => desk.watch(watcher), [desk])
  const model = useSyncExternalStore(subscribe, () => desk.model)
  const clock = useMemo(() => clockIn(desk.language), [desk])
  const [, redraw] = useState(0)
  const typing = useMemo(
    () =>
      new Typing(
        session,
        () => exit(),
        () => redraw((n) => n + 1),
        screen.repaint,
      ),
    [session, exit, screen],
  )

  useEffect(() => () => void typing.stop(), [typing])

  const room = roomOf(model, model.current)
  const people = peopleColumns(columns)
  const width = columns - people - (people > 0 ? 1 : 0)
  const prompt = promptOf(model, columns)
  const input = layoutOf(typing.line, prompt, columns)
  const height = Math.max(1, rows - 2 - input.rows.length)
  const lines = linesOf(room, room.scroll + 2 * height, {
    width,
    clock,
    say: desk.say,
    self: model.status?.login ?? '',
    language: desk.language,
  })
  const most = Math.max(0, lines.length - height)
  const scroll = Math.min(scrollTo(room, lines, height), most)
  const shown = lines.slice(Math.max(0, lines.length - scroll - height), lines.length - scroll)

  useKeys(useCallback((sequence: string) => typing.take(sequence, { height, most }), [typing, height, most]))

  useEffect(() => {
    screen.place({ column: Math.min(input.column, columns - 1), row: rows - input.rows.length + input.row })
  })

  if (columns < COLUMNS_MIN || rows < ROWS_MIN) return <Text>{desk.say('tooSmall')}</Text>
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Title model={model} width={columns} say={desk.say} news={people === 0 ? newsOf(model) : ''} />
      <Box height={height}>
        {people > 0 && <PeopleList model={model} width={people} height={height} say={desk.say} />}
        {people > 0 && <Divider height={height} />}
        <Conversation lines={shown} width={width} height={height} />
      </Box>
      <StatusBar model={model} width={columns} say={desk.say} clock={clock} below={scroll} />
      <InputLine layout={input} prompt={prompt} placeholder={placeholderOf(model, desk.say)} />
    </Box>
  )
}

type Words = TerminalSession['desk']['say']

function Title({
  model,
  width,
  say,
  news,
}: {
  readonly model: Model
  readonly width: number
  readonly say: Words
  readonly news: string
}) {
  const { status, current } = model
  const person = model.people.find(({ login }) => `@${login}` === current)
  const name = person === undefined || person.name === person.login ? '' : ` (${visibleName(person.name)})`
  const typers = [...roomOf(model, current).typing.keys()].map((login) => visibleName(login))
  const typed = typers.length === 0 ? '' : `, ${say('isTyping', { logins: typers.slice(0, 3).join(', ') })}`
  const state = person === undefined ? '' : `, ${say(person.online ? 'online' : 'offline')}`
  const { muted, blocked } = roomOf(model, current)
  const peace = blocked ? `, ${say('blocked')}` : muted ? `, ${say('muted')}` : ''
  const left = current === HOME ? say('home') : `${visibleName(current)}${name}${state}${peace}${typed}`
  const me = status === undefined ? '' : `${visible(status.login)} · ${visible(status.realm)}`
  const others = contacts(model).filter(({ online }) => online).length
  const count = unreadIn(model)
  const total = count === 0 ? '' : say('unread', { count })
  // What does not fit is left out, what waits to be read last of all.
  const right =
    [[news, total, say('onlineCount', { count: others }), me], [news, total], [total]]
      .map((parts) => parts.filter((part) => part !== '').join('  '))
      .find((text) => stringWidth(left) + stringWidth(text) + 3 <= width) ?? ''
  const gap = Math.max(1, width - stringWidth(left) - stringWidth(right) - 2)
  return (
    <Text inverse wrap="truncate">
      {` ${left}${' '.repeat(gap)}${right} `}
    </Text>
  )
}

/** Where something new waits, for those who do not see the list. */
function newsOf(model: Model): string {
  return places(model)
    .map(({ target }, at) => ({ at: at + 1, target, ...newsIn(roomOf(model, target)) }))
    .filter(({ target, unread }) => unread > 0 && target !== model.current)
    .slice(0, 3)
    .map(({ at, target, unread }) => `[${at}:${visible(target.replace(/^@/, ''))} ${unread}]`)
    .join(' ')
}

/** What is muted does not call. */
const newsIn = ({ unread, muted }: Room) => ({ unread: muted ? 0 : unread })

function Divider({ height }: { readonly height: number }) {
  return <Text dimColor>{Array.from({ length: height }, () => '│').join('\n')}</Text>
}

/** What is picked is always on the screen. */
function scrollTo({ picked, scroll }: Room, lines: readonly ScreenLine[], height: number): number {
  if (picked === undefined) return scroll
  const isOf = ({ key }: ScreenLine) => key.startsWith(`${picked}-`)
  const below = lines.length - 1 - lines.findLastIndex(isOf)
  const above = lines.length - lines.findIndex(isOf)
  if (below >= lines.length) return scroll
  return Math.max(Math.min(scroll, below), above - height)
}

function peopleColumns(columns: number): number {
  if (columns < NARROW_COLUMNS) return 0
  const { min, max, share } = PEOPLE_COLUMNS
  return Math.max(min, Math.min(max, Math.floor(columns * share)))
}

function promptOf({ current }: Model, columns: number): string {
  const name = current === HOME ? '' : current
  const cut = name.length > columns / 3 ? `${name.slice(0, Math.floor(columns / 3))}…` : name
  return `${cut}> `
}

function placeholderOf({ current }: Model, say: Words): string {
  if (current === HOME) return say('placeholderHome')
  const name = visible(current.slice(1))
  return isRoom(current) ? say('placeholderGroup', { room: name }) : say('placeholderRoom', { login: name })
}
