// The live feed of the authority: who is connected now, and what happens. Comes back by itself; says when it is away.
import { SvelteMap } from 'svelte/reactivity'
import type { FeedDevice, FeedEvents, FeedLine } from '../../feed.ts'
import { session } from './session.svelte.ts'

/** Lines kept on the page. */
const LINES = 200
const RETRY_MS = 3000
/** How soon, and how often at most, what follows the log asks anew, ms: a crowd that joins is not asked about one by one. */
const SOON_MS = 250
const SELDOM_MS = 3000
/** A break shorter than this, ms, is nobody's concern. */
const NOTICED_MS = 1500

class LiveState {
  /** By peer ID. */
  readonly devices = new SvelteMap<string, FeedDevice>()
  /** Also those that are too many to be told one by one. */
  total = $state(0)
  /** Newest first. */
  lines = $state.raw<readonly FeedLine[]>([])
  state = $state<'connecting' | 'open' | 'away'>('connecting')
  /** Away for long enough to say so. */
  missed = $state(false)
  /** Counts returns: what failed meanwhile is asked for again. */
  returns = $state(0)
  /** Counts that something happened: lists that follow the log ask anew. */
  happened = $state(0)
  #watchers = 0
  #told = Number.NEGATIVE_INFINITY
  #telling: ReturnType<typeof setTimeout> | undefined
  #source: EventSource | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #notice: ReturnType<typeof setTimeout> | undefined

  /** @returns a function that ends it */
  watch(): () => void {
    this.#watchers += 1
    if (this.#watchers === 1) this.#open()
    return () => {
      this.#watchers -= 1
      if (this.#watchers === 0) this.#close()
    }
  }

  #open(): void {
    const source = new EventSource('/v1/live')
    this.#source = source
    source.onopen = () => {
      if (this.state === 'away') this.returns += 1
      this.state = 'open'
      this.#seen()
    }
    source.onerror = () => {
      this.state = 'away'
      this.#notice ??= setTimeout(() => (this.missed = true), NOTICED_MS)
      // Where the answer was a refusal the browser gives up: perhaps nobody is signed in any more.
      if (source.readyState === EventSource.CLOSED) this.#again(source)
    }
    on(source, 'connected', ({ devices, total }) => {
      this.devices.clear()
      for (const device of devices) this.devices.set(device.peerId, device)
      this.total = total
    })
    on(source, 'moved', ({ came, went, total }) => {
      for (const peerId of went) this.devices.delete(peerId)
      for (const device of came) this.devices.set(device.peerId, device)
      this.total = total
    })
    on(source, 'lines', (lines) => {
      const known = new Set(this.lines.map((line) => line.id))
      const fresh = lines.filter((line) => !known.has(line.id)).toReversed()
      this.lines = [...fresh, ...this.lines].slice(0, LINES)
      if (fresh.length > 0) this.#tell()
    })
    on(source, 'ended', () => this.#again(source))
  }

  /** Asks whose session this is; if it still is one, the feed is opened anew. */
  #again(source: EventSource): void {
    source.close()
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#watchers > 0 && this.#open(), RETRY_MS)
    void session.look()
  }

  #tell(): void {
    const wait = Math.max(SOON_MS, this.#told + SELDOM_MS - performance.now())
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined
      this.#told = performance.now()
      this.happened += 1
    }, wait)
  }

  #seen(): void {
    clearTimeout(this.#notice)
    this.#notice = undefined
    this.missed = false
  }

  #close(): void {
    clearTimeout(this.#retry)
    clearTimeout(this.#telling)
    this.#telling = undefined
    this.#seen()
    this.#source?.close()
    this.#source = undefined
    this.devices.clear()
    this.lines = []
    this.total = 0
    this.state = 'connecting'
  }
}

function on<Name extends keyof FeedEvents>(
  source: EventSource,
  name: Name,
  listener: (data: FeedEvents[Name]) => void,
): void {
  source.addEventListener(name, (event) => {
    // From our own authority, typed by the file both sides share.
    if (event instanceof MessageEvent) listener(JSON.parse(event.data) as FeedEvents[Name])
  })
}

export const live = new LiveState()
