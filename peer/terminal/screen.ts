// Puts frames on the terminal without flicker: only rows that changed are written, in one piece, and nothing scrolls.
// (ink 6.8 repaints everything, or with `incrementalRendering` loses a row: it is asked for whole frames instead.)
import stringWidth from 'string-width'

const ALTERNATE = '\u001b[?1049h\u001b[2J'
const PASTE_MARKED = '\u001b[?2004h'
const GIVE_BACK = '\u001b[?2026l\u001b[?2004l\u001b[?25h\u001b[?1049l'
/** Synchronized output: a terminal that knows it shows the whole change at once, others pass it over. */
const BEGIN = '\u001b[?2026h\u001b[?25l'
const END = '\u001b[?25h\u001b[?2026l'
/** What ink writes beside frames: nothing, and show or hide the cursor, which is done here. */
const NO_FRAME = new Set(['', '\u001b[?25h', '\u001b[?25l'])

export interface Place {
  readonly column: number
  readonly row: number
}

export class Screen {
  readonly #terminal: NodeJS.WriteStream
  #shown: readonly string[] = []
  #frame: readonly string[] = []
  #cursor: Place = { column: 0, row: 0 }
  #pending: NodeJS.Immediate | undefined

  constructor(terminal: NodeJS.WriteStream) {
    this.#terminal = terminal
  }

  /** The terminal as ink sees it: what it writes are frames. */
  get stream(): NodeJS.WriteStream {
    const take = (text: unknown, ...rest: readonly unknown[]): boolean => {
      if (typeof text === 'string' && !NO_FRAME.has(text)) this.draw(text)
      // ink ends when its last, empty write calls back.
      const done = rest.at(-1)
      if (typeof done === 'function') setImmediate(() => done())
      return true
    }
    return new Proxy(this.#terminal, {
      get(target, key) {
        if (key === 'write') return take
        const value: unknown = Reflect.get(target, key, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  open(): void {
    this.#terminal.write(ALTERNATE + PASTE_MARKED)
    this.#terminal.on('resize', this.repaint)
  }

  close(): void {
    clearImmediate(this.#pending)
    this.#terminal.off('resize', this.repaint)
    this.#terminal.write(GIVE_BACK)
  }

  /** @param frame rows with line feeds between them */
  draw(frame: string): void {
    this.#frame = frame.split('\n').slice(0, this.#terminal.rows)
    this.#soon()
  }

  place(cursor: Place): void {
    if (cursor.column === this.#cursor.column && cursor.row === this.#cursor.row) return
    this.#cursor = cursor
    this.#soon()
  }

  /** Everything again: after a resize, or when another program wrote into the terminal. */
  readonly repaint = (): void => {
    this.#shown = []
    this.#soon()
  }

  #soon(): void {
    this.#pending ??= setImmediate(() => {
      this.#pending = undefined
      this.#terminal.write(BEGIN + this.#changes() + at(this.#cursor.row, this.#cursor.column) + END)
    })
  }

  #changes(): string {
    const shown = this.#shown
    const frame = this.#frame
    this.#shown = frame
    const rows = frame.map((row, index) =>
      row === shown[index] ? '' : at(index, 0) + row + this.#erasure(row),
    )
    const rest = frame.length < shown.length || shown.length === 0 ? `${at(frame.length, 0)}\u001b[J` : ''
    return rows.join('') + (frame.length < this.#terminal.rows ? rest : '')
  }

  /** A row that fills the width leaves the cursor on its last character, which erasing would take away. */
  #erasure(row: string): string {
    return stringWidth(row) < this.#terminal.columns ? '\u001b[0m\u001b[K' : '\u001b[0m'
  }
}

const at = (row: number, column: number): string => `\u001b[${row + 1};${column + 1}H`
