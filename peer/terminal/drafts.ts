// Lines that were begun, one for each conversation: kept by the daemon, so that they are there when the program is
// started again, and on the owner's other devices. Writes behind the typing, never before each key.
import type { ApiClient } from '../api/client.ts'
import { DRAFT_MS } from './constants.ts'

export class Drafts {
  readonly #client: () => ApiClient | undefined
  readonly #lines = new Map<string, string>()
  /** Those the daemon has not heard of yet. */
  readonly #unsaid = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(client: () => ApiClient | undefined) {
    this.#client = client
  }

  /** What the daemon has kept; what was typed here since is newer. */
  async load(): Promise<void> {
    const kept = (await this.#client()?.drafts()) ?? []
    for (const { target, text } of kept) if (!this.#lines.has(target)) this.#lines.set(target, text)
    this.#saveSoon()
  }

  of(target: string): string {
    return this.#lines.get(target) ?? ''
  }

  /** It was gone on with on another device; what is being typed here is not touched. */
  took(target: string, text: string): void {
    if (this.#unsaid.has(target) || text === this.of(target)) return
    const before = this.of(target)
    this.#lines.set(target, text)
    this.onTaken(target, before, text)
  }

  /** Called when a line became another one elsewhere. */
  onTaken: (target: string, before: string, text: string) => void = () => undefined

  keep(target: string, text: string): void {
    if (target === '' || text === this.of(target)) return
    this.#lines.set(target, text)
    this.#unsaid.add(target)
    this.#saveSoon()
  }

  /** The conversation has another name; the daemon keeps its line by what does not change. */
  moved(from: string, to: string): void {
    const text = this.#lines.get(from)
    if (text === undefined) return
    this.#lines.delete(from)
    this.#lines.set(to, text)
    if (this.#unsaid.delete(from)) this.#unsaid.add(to)
  }

  /** Says at once what the daemon has not heard. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const client = this.#client()
    if (client === undefined) return
    for (const target of [...this.#unsaid]) {
      this.#unsaid.delete(target)
      try {
        await client.keepDraft(target, this.of(target))
      } catch {
        // The daemon went away: it is said when it is back.
        this.#unsaid.add(target)
        return
      }
    }
  }

  #saveSoon(): void {
    if (this.#unsaid.size > 0) this.#timer ??= setTimeout(() => void this.flush(), DRAFT_MS)
  }
}
