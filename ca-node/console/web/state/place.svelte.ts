// Where in the console one is: the path below /console/ and its query. Links of the page are followed without loading it anew.

const BASE = '/console/'

class Place {
  path = $state(pathNow())
  query = $state.raw(new URLSearchParams(location.search))
  /** Counts arrivals: the new page takes the focus. */
  arrivals = $state(0)

  constructor() {
    addEventListener('popstate', () => this.#read())
    document.addEventListener('click', (event) => this.#follow(event))
  }

  /** @param path below /console/, with its query */
  go(path: string, { replace = false } = {}): void {
    if (replace) history.replaceState(null, '', BASE + path)
    else history.pushState(null, '', BASE + path)
    this.#read()
  }

  /** The same place with another query: typing in a filter makes no steps to go back through. */
  refine(change: Readonly<Record<string, string | undefined>>): void {
    const query = new URLSearchParams(location.search)
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined || value === '') query.delete(name)
      else query.set(name, value)
    }
    const text = query.toString()
    history.replaceState(null, '', location.pathname + (text === '' ? '' : `?${text}`))
    this.query = query
  }

  #read(): void {
    const before = this.path
    this.path = pathNow()
    this.query = new URLSearchParams(location.search)
    if (before !== this.path) {
      this.arrivals += 1
      scrollTo(0, 0)
    }
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link?.target !== '' || link.hasAttribute('download')) return
    const url = new URL(link.href)
    if (url.origin !== location.origin || !url.pathname.startsWith(BASE) || url.hash !== '') return
    event.preventDefault()
    this.go(url.pathname.slice(BASE.length) + url.search)
  }
}

function pathNow(): string {
  return decodeURI(location.pathname.slice(BASE.length)).replace(/\/$/, '')
}

export const place = new Place()

export function linkTo(path: string): string {
  return BASE + path
}
