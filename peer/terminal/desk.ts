// What all parts of the terminal program work on: the model, who watches it, and the way to the daemon.
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { type Language, wordsOf } from '@parley/shared/faults/words.ts'
import { type Say, sayIn } from '@parley/shared/text/define.ts'
import { terminalWords } from '@parley/shared/text/terminal.ts'
import type { ApiClient } from '../api/client.ts'
import { type Model, type Note, type Room, START, withNote, withRoom } from './model.ts'

export class Desk {
  readonly language: Language
  readonly now: () => number
  readonly say: Say<typeof terminalWords>
  /** Undefined while the daemon is away. */
  client: ApiClient | undefined
  #model: Model = START
  #notes = 0
  readonly #watchers = new Set<() => void>()

  constructor(language: Language, now: () => number) {
    this.language = language
    this.now = now
    this.say = sayIn(terminalWords, language)
  }

  get model(): Model {
    return this.#model
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  set(model: Model): void {
    if (model === this.#model) return
    this.#model = model
    for (const watcher of this.#watchers) watcher()
  }

  room(target: string, change: (room: Room) => Room): void {
    this.set(withRoom(this.#model, target, change))
  }

  note(target: string, text: string, tone: Note['tone'] = 'plain'): void {
    this.set(withNote(this.#model, target, { id: ++this.#notes, time: this.now(), tone, text }))
  }

  /** Called when somebody should look up. */
  onRing: () => void = () => undefined

  ring(): void {
    this.onRing()
  }

  /** Says a fault where the person looks. */
  fault(error: unknown): void {
    const { what, todo } = wordsOf(asFault(error), this.language)
    this.note(this.#model.current, `${what} ${todo}`, 'bad')
  }
}

export function asFault(error: unknown): Fault {
  return faultIn(error) ?? new Fault('INTERNAL', { reason: String(error) }, { cause: error })
}
