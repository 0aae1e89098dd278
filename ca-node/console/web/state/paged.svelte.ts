// A list that comes a page at a time. A page that answers a question of before is dropped.
import { toasts } from '@parley/shared/ui/toasts.svelte.ts'
import { problemIn } from '../api.ts'
import { Load } from './load.svelte.ts'

/** @param last the page it comes after; undefined for the first */
type Ask<Page> = (last: Page | undefined) => Promise<Page>

/** Made by a component while it is set up: lives as long as that. Its value is the first page. */
export class Paged<Page> extends Load<Page> {
  /** The next page is on its way. */
  bringing = $state(false)
  #further = $state.raw<readonly Page[]>([])
  readonly pages = $derived(this.value === undefined ? [] : [this.value, ...this.#further])
  #pageAfter: Ask<Page> | undefined

  /** Begins anew. */
  begin(ask: Ask<Page>): Promise<void> {
    this.#further = []
    this.#pageAfter = ask
    this.bringing = false
    return this.from(() => ask(undefined))
  }

  async more(): Promise<void> {
    const [ask, last] = [this.#pageAfter, this.pages.at(-1)]
    if (ask === undefined || last === undefined || this.bringing) return
    this.bringing = true
    try {
      const page = await ask(last)
      if (ask === this.#pageAfter) this.#further = [...this.#further, page]
    } catch (error) {
      if (ask === this.#pageAfter) toasts.say(problemIn(error).title, 'danger')
    } finally {
      if (ask === this.#pageAfter) this.bringing = false
    }
  }
}
