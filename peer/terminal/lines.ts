// Messages as lines of a given width: pure. Text of others is made visible here, the one place before the screen.
import type { Clock } from '@parley/shared/text/clock.ts'
import type { Language, Say } from '@parley/shared/text/define.ts'
import type { terminalWords } from '@parley/shared/text/terminal.ts'
import { visible, visibleLines } from '@parley/shared/text/visible.ts'
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import type { MessageView } from '../api/schema.ts'
import { foldText, inFolds, isFolded } from '../show/folds.ts'
import { insteadOfWords, markWords, quoteText, reactionsText } from '../show/remarks.ts'
import { STATE_MARKS } from '../show/state.ts'
import { NAME_COLUMNS_MAX } from './constants.ts'
import { isRoom, type Note, type Room } from './model.ts'

export interface Piece {
  readonly text: string
  readonly color?: 'green' | 'cyan' | 'red' | 'yellow' | 'blue' | 'magenta'
  readonly dim?: boolean
  readonly bold?: boolean
  readonly inverse?: boolean
}

export interface ScreenLine {
  readonly key: string
  readonly pieces: readonly Piece[]
  /** What a screen reader says instead of marks. */
  readonly label?: string
}

export interface LineOptions {
  readonly width: number
  readonly clock: Clock
  readonly say: Say<typeof terminalWords>
  readonly self: string
  readonly language: Language
}

type Item =
  | {
      readonly kind: 'message'
      readonly time: number
      readonly message: MessageView
      /** For how many it stands that are folded. */
      readonly count: number
    }
  | { readonly kind: 'note'; readonly time: number; readonly note: Note }

/**
 * The lines of a room from its newest back, as many as are needed.
 * @param count lines wanted; more are only made to finish a message, or to come to the one that is picked
 */
export function linesOf(room: Room, count: number, options: LineOptions): readonly ScreenLine[] {
  const items = itemsOf(room)
  const names = nameColumns(room, options)
  const blocks: ScreenLine[][] = []
  let made = 0
  let at = items.length - 1
  let isPickedDue = room.picked !== undefined
  for (; at >= 0 && (made < count || isPickedDue); at--) {
    const item = items[at]
    if (item === undefined) break
    const block = [
      ...separators(room, item, items[at - 1], options),
      ...itemLines(item, names, room, options),
    ]
    blocks.push(block)
    if (item.kind === 'message' && item.message.id === room.picked) isPickedDue = false
    made += block.length
  }
  if (at < 0) blocks.push(beginning(room, options))
  return blocks.reverse().flat()
}

function itemsOf({ messages, notes }: Room): readonly Item[] {
  const said = inFolds(messages).flatMap((run): Item[] => {
    const [message] = run
    if (message === undefined) return []
    return [{ kind: 'message', time: Date.parse(message.time), message, count: run.length }]
  })
  if (notes.length === 0) return said
  const items = [...said]
  for (const note of notes) {
    // A note stands behind the last message that was there when it was made.
    const place = items.findLastIndex(({ time }) => time <= note.time)
    items.splice(place + 1, 0, { kind: 'note', time: note.time, note })
  }
  return items
}

function nameColumns({ messages }: Room, { width, self }: LineOptions): number {
  const longest = messages.slice(-200).reduce((most, { from }) => Math.max(most, from.length), self.length)
  return Math.min(longest, NAME_COLUMNS_MAX, Math.max(4, Math.floor(width / 5)))
}

function separators(room: Room, item: Item, before: Item | undefined, options: LineOptions): ScreenLine[] {
  const { clock, width } = options
  const lines: ScreenLine[] = []
  if (item.kind === 'message' || room.messages.length > 0) {
    const day = clock.day(new Date(item.time))
    if (before === undefined || clock.day(new Date(before.time)) !== day)
      lines.push({ key: `day-${item.time}`, pieces: [{ text: rule(day, width), dim: true }] })
  }
  if (item.kind === 'message' && item.message.id === room.newFrom)
    lines.push({
      key: 'new',
      pieces: [{ text: rule(options.say('newMessages'), width), color: 'yellow' }],
    })
  return lines
}

const rule = (text: string, width: number): string => {
  const side = Math.max(1, Math.floor((width - stringWidth(text) - 2) / 2))
  return `${'─'.repeat(side)} ${text} ${'─'.repeat(Math.max(1, width - side - stringWidth(text) - 2))}`
}

function itemLines(item: Item, names: number, room: Room, options: LineOptions): ScreenLine[] {
  if (item.kind === 'note') return noteLines(item.note, options)
  if (isFolded(item.message)) return foldLines(item.message, item.count, options)
  return messageLines(item.message, names, item.message.id === room.picked, options)
}

const TONES = { plain: {}, good: { color: 'green' }, bad: { color: 'red' } } as const

function noteLines(note: Note, { width, clock }: LineOptions): ScreenLine[] {
  const time = clock.time(new Date(note.time))
  const indent = time.length + 3
  return wrap(visibleLines(note.text), width - indent).map((text, row) => ({
    key: `note-${note.id}-${row}`,
    pieces: [
      { text: row === 0 ? `${time} ${note.tone === 'bad' ? '!' : '·'} ` : ' '.repeat(indent), dim: true },
      { text, ...TONES[note.tone] },
    ],
  }))
}

/** Neither who nor what: that is what was asked for. */
function foldLines({ id, time }: MessageView, count: number, { clock, language }: LineOptions): ScreenLine[] {
  const text = `${clock.time(new Date(time))} ⊘ ${foldText(count, language)}`
  return [{ key: `${id}-0`, pieces: [{ text, dim: true }] }]
}

function messageLines(
  message: MessageView,
  names: number,
  isPicked: boolean,
  options: LineOptions,
): ScreenLine[] {
  const { width, clock, say, language, self } = options
  const time = clock.time(new Date(message.time))
  const mark = (message.own ? STATE_MARKS[message.state] : '').padEnd(2)
  const name = fit(visible(message.from), names)
  const indent = time.length + mark.length + names + 4
  const state = message.own ? `, ${say(message.state, { login: message.target.slice(1) })}` : ''
  const gone = insteadOfWords(message, language, clock)
  const marks = markWords(message, language, clock).join(' · ')
  const rows =
    gone === undefined ? wrap(visibleLines(message.text), width - indent) : wrap(`[${gone}]`, width - indent)
  const style = gone !== undefined ? { dim: true } : message.mentions?.includes(self) ? CALLED : {}
  const lines: ScreenLine[] = rows.map((text, row) => ({
    key: `${message.id}-${row}`,
    label: row === 0 ? `${time} ${message.from}${state}: ${text}` : text,
    pieces:
      row === 0
        ? [
            { text: `${time} `, dim: true, inverse: isPicked },
            { text: `${mark} `, ...markStyle(message) },
            { text: name, bold: true, color: message.own ? 'cyan' : 'green' },
            { text: '  ' },
            { text, ...style },
          ]
        : [{ text: ' '.repeat(indent) }, { text, ...style }],
  }))
  const beside = (what: string, text: string | undefined, cut = false): ScreenLine[] =>
    text === undefined || text === ''
      ? []
      : (cut ? [cutTo(text, width - indent)] : wrap(text, width - indent)).map((one, row) => ({
          key: `${message.id}-${what}-${row}`,
          pieces: [{ text: ' '.repeat(indent) }, { text: one, dim: true }],
        }))
  return [
    ...beside('quote', quoteText(message, language), true),
    ...lines,
    ...beside('marks', marks === '' ? undefined : `(${marks})`),
    ...beside('reactions', reactionsText(message)),
  ]
}

/** Words that call the reader by @login. */
const CALLED = { color: 'yellow', bold: true } as const

/** One line of what may be longer. */
function cutTo(text: string, width: number): string {
  const [first = '', ...more] = wrap(text, Math.max(8, width - 1))
  return more.length === 0 ? first : `${first.trimEnd().replace(/…$/, '')}…`
}

function markStyle({ state }: MessageView): Omit<Piece, 'text'> {
  if (state === 'read') return { color: 'green' }
  return state === 'stored' ? { color: 'yellow' } : { dim: true }
}

/** Right-aligned as in irssi; what is too long loses its end. */
function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padStart(width)
}

function wrap(text: string, width: number): readonly string[] {
  return wrapAnsi(text, Math.max(8, width), { hard: true, trim: false, wordWrap: true }).split('\n')
}

function beginning(room: Room, { width, say }: LineOptions): ScreenLine[] {
  if (room.target === '' || !room.loaded) return []
  const login = room.target.slice(1)
  if (room.loading) return [{ key: 'older', pieces: [{ text: say('loadingOlder'), dim: true }] }]
  if (!room.complete) return [{ key: 'older', pieces: [{ text: say('olderAbove'), dim: true }] }]
  const empty = isRoom(room.target)
    ? say('emptyGroup', { room: visible(login) })
    : say('emptyRoom', { login })
  const text = room.messages.length === 0 ? empty : say('beginning')
  return wrap(text, width).map((line, row) => ({ key: `begin-${row}`, pieces: [{ text: line, dim: true }] }))
}
