// What the live feed tells, and in which shape: shared by the server that sends it and the page that shows it. Types only.
import type { Login } from '@parley/shared/identity/login.ts'

/** Server-sent events of GET /v1/live by name; the data of each is JSON. */
export interface FeedEvents {
  /** First, and after every gap: everybody who is connected. */
  readonly connected: { readonly devices: readonly FeedDevice[]; readonly total: number }
  readonly moved: {
    readonly came: readonly FeedDevice[]
    readonly went: readonly string[]
    readonly total: number
  }
  /** Oldest first; the first ones are from before. Only for who may read the audit log. */
  readonly lines: readonly FeedLine[]
  /** The session is over. */
  readonly ended: Readonly<Record<string, never>>
}

export interface FeedDevice {
  readonly peerId: string
  readonly login: Login
  readonly role: string
  /** ISO 8601. */
  readonly since: string
}

export interface FeedLine {
  /** `chain:seq` */
  readonly id: string
  readonly at: string
  readonly act: string
  /** DONE or the fault's code. */
  readonly outcome: string
  readonly who: string | null
  readonly source: string
  readonly detail: Readonly<Record<string, string | number | boolean>>
}
