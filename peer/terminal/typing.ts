// What keys do: editing the line, its history and completion, moving between conversations. Draws nothing.
import { type Completion, complete } from './complete.ts'
import { HISTORY_MAX } from './constants.ts'
import { type Action, keysOf } from './keys.ts'
import * as edit from './line-editor.ts'
import { contacts, roomOf } from './model.ts'
import type { TerminalSession } from './session.ts'
import { type Request, requestOf } from './slash.ts'

/** What the screen shows just now, for scrolling. */
export interface View {
  readonly height: number
  /** Lines above the screen that are known. */
  readonly most: number
}

const EDITS = {
  left: edit.left,
  right: edit.right,
  home: edit.home,
  end: edit.end,
  wordLeft: edit.wordLeft,
  wordRight: edit.wordRight,
  backspace: edit.backspace,
  remove: edit.remove,
  removeWord: edit.removeWord,
  removeToStart: edit.removeToStart,
  removeToEnd: edit.removeToEnd,
} as const

export class Typing {
  line: edit.Line = edit.EMPTY
  readonly #session: TerminalSession
  readonly #leave: () => void
  readonly #redraw: () => void
  readonly #repaint: () => void
  #history: readonly string[] = []
  /** Place in the history, and the line that was being typed before one went there. */
  #back: { readonly at: number; readonly typed: edit.Line } | undefined
  #completion: Completion | undefined
  #pasting = false
  readonly #end: () => void
  /** Whether something was typed since the conversation was opened: a draft that comes late does not come back. */
  #isTouched = false
  /** The conversation the line belongs to: its name, which may change, and its ID as far as it is known. */
  #at: string
  #id: string | undefined
  /** Lines are done one after the other, as they were typed. */
  #doing: Promise<unknown> = Promise.resolve()

  constructor(session: TerminalSession, leave: () => void, redraw: () => void, repaint: () => void) {
    this.#session = session
    this.#leave = leave
    this.#redraw = redraw
    this.#repaint = repaint
    this.#at = session.desk.model.current
    this.#end = session.desk.watch(() => this.#follow())
    session.drafts.onTaken = (target, before, text) => {
      // Whoever has typed on is not disturbed.
      if (target !== this.#at || this.line.text !== before) return
      this.line = edit.lineOf(text)
      this.#redraw()
    }
  }

  /** @param sequence one event of the terminal */
  take(sequence: string, view: View): void {
    for (const key of keysOf(sequence)) {
      if (key.kind === 'text') this.#insert(key.text)
      else if (key.kind === 'switch') this.#session.rooms.openNumber(key.number)
      else if (key.kind === 'action') this.#act(key.action, view)
    }
    this.#session.drafts.keep(this.#at, this.line.text)
    this.#redraw()
  }

  /** Nothing is to be followed any more; what was begun is kept. */
  async stop(): Promise<void> {
    this.#end()
    await this.#session.drafts.flush()
  }

  /** Each conversation has its own line; the one of this conversation may come from the last time. */
  #follow(): void {
    const { desk, drafts } = this.#session
    const { current } = desk.model
    const { id } = roomOf(desk.model, current)
    const isRenamed = id !== undefined && id === this.#id
    this.#id = id
    if (isRenamed) this.#at = current
    if (current === this.#at) {
      if (this.line.text === '' && !this.#isTouched && drafts.of(current) !== '')
        this.#replace(edit.lineOf(drafts.of(current)))
      return
    }
    drafts.keep(this.#at, this.line.text)
    this.#at = current
    this.#back = undefined
    this.#replace(edit.lineOf(drafts.of(current)))
    this.#isTouched = this.line.text !== ''
  }

  #act(action: Action, view: View): void {
    if (this.#pasting) {
      if (action === 'pasteEnd') this.#pasting = false
      else if (action === 'send' || action === 'newline') this.#insert('\n')
      else if (action === 'complete') this.#insert('    ')
      return
    }
    if (action !== 'complete') this.#completion = undefined
    const { rooms } = this.#session
    switch (action) {
      case 'send':
        this.#enter()
        break
      case 'newline':
        this.#insert('\n')
        break
      case 'complete':
        this.#complete()
        break
      case 'earlier':
        this.#recall(-1)
        break
      case 'later':
        this.#recall(1)
        break
      case 'pageUp':
        rooms.scroll(Math.max(1, view.height - 2), view.most)
        break
      case 'pageDown':
        rooms.scroll(-Math.max(1, view.height - 2), view.most)
        break
      case 'top':
        rooms.scroll(view.most, view.most)
        break
      case 'bottom':
        rooms.scroll(-view.most, view.most)
        break
      case 'next':
        rooms.step(1)
        break
      case 'previous':
        rooms.step(-1)
        break
      case 'active':
        rooms.openActive()
        break
      case 'pasteStart':
        this.#pasting = true
        break
      case 'leave':
        if (this.line.text === '') this.#leave()
        else this.#replace(edit.EMPTY)
        break
      case 'redraw':
        this.#repaint()
        break
      case 'pasteEnd':
        break
      case 'pickOlder':
        rooms.pick(-1)
        break
      case 'pickNewer':
        rooms.pick(1)
        break
      case 'unpick':
        rooms.unpick()
        break
      case 'reply':
      case 'react':
      case 'edit':
      case 'delete':
      case 'pin':
        this.#begin(action)
        break
      default:
        this.#replace(EDITS[action](this.line))
    }
  }

  /** Puts the command there, to be gone on with or sent by Enter; what was typed becomes its text. */
  #begin(command: 'reply' | 'react' | 'edit' | 'delete' | 'pin'): void {
    const typed = this.line.text.startsWith('/') ? '' : this.line.text
    const text = command === 'reply' ? typed : command === 'edit' ? this.#session.rooms.wordsToEdit() : ''
    const more = command === 'delete' || command === 'pin' ? '' : ` ${text}`
    this.#replace(edit.lineOf(`/${command}${more}`))
  }

  #insert(text: string): void {
    if (!this.line.text.startsWith('/') && !text.startsWith('/')) this.#session.rooms.typing()
    this.#completion = undefined
    this.#replace(edit.insert(this.line, text))
  }

  #replace(line: edit.Line): void {
    if (line.text !== this.line.text) this.#isTouched = true
    this.line = line
  }

  #enter(): void {
    const { text } = this.line
    let request: Request
    try {
      request = requestOf(text)
    } catch (error) {
      this.#session.desk.fault(error)
      return
    }
    this.#replace(edit.EMPTY)
    this.#back = undefined
    if (request.kind === 'quit') this.#leave()
    if (request.kind === 'quit' || request.kind === 'nothing') return
    this.#history = [...this.#history.filter((line) => line !== text), text].slice(-HISTORY_MAX)
    this.#doing = this.#doing.then(async () => {
      if (await this.#session.do(request)) return
      // Not taken: it comes back, unless something else is being typed by now.
      if (this.line.text === '') this.#replace(edit.lineOf(text))
      this.#redraw()
    })
  }

  #recall(step: 1 | -1): void {
    const at = (this.#back?.at ?? this.#history.length) + step
    if (at < 0) return
    const typed = this.#back?.typed ?? this.line
    if (at >= this.#history.length) {
      if (this.#back !== undefined) this.#replace(typed)
      this.#back = undefined
      return
    }
    this.#back = { at, typed }
    this.#replace(edit.lineOf(this.#history[at] ?? ''))
  }

  #complete(): void {
    const { model } = this.#session.desk
    const done = complete(
      this.line,
      contacts(model).map(({ login }) => login),
      this.#completion,
    )
    if (done === undefined) return
    this.#completion = done.going
    this.#replace(done.line)
  }
}
