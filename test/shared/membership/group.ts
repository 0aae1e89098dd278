// A group as several devices live it: each acts on what it has seen, and they bring each other up to date when the test says
// so. Devices are named by their people: `alice`, or `alice/phone`.
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import type { Act, Deed, GroupRole } from '@parley/shared/membership/act.ts'
import { type Resolution, resolve } from '@parley/shared/membership/resolve.ts'

const device = (name: string) => name as PeerIdText

export class TestGroup {
  readonly #held = new Map<string, Map<string, Act>>()
  readonly #seq = new Map<string, number>()
  #clock = 1_000

  constructor(
    creator: string,
    added: Readonly<Record<string, GroupRole>> = {},
    devices: readonly string[] = [],
  ) {
    for (const name of [creator, ...Object.keys(added), ...devices]) this.#held.set(name, new Map())
    const people = Object.entries(added).map(([name, role]) => ({ login: login(name), role }))
    this.act(creator, { kind: 'create', nonce: new Uint8Array(16), name: 'pier', added: people })
    for (const name of this.#held.keys()) this.sync(creator, name)
  }

  get devices(): string[] {
    return [...this.#held.keys()]
  }

  arrive(name: string, from: string): void {
    this.#held.set(name, new Map())
    this.sync(from, name)
  }

  /** What the device does, knowing what it holds. */
  act(name: string, deed: Deed): Act {
    const held = this.#of(name)
    const seen = new Map<PeerIdText, number>()
    for (const act of held.values()) {
      for (const [other, seq] of act.seen) seen.set(other, Math.max(seq, seen.get(other) ?? 0))
      seen.set(act.device, Math.max(act.seq, seen.get(act.device) ?? 0))
    }
    const seq = (this.#seq.get(name) ?? 0) + 1
    this.#seq.set(name, seq)
    const author = login(name.split('/')[0] ?? name)
    this.#clock += 1
    const act = { device: device(name), seq, author, time: this.#clock, count: 0, deed, seen }
    held.set(`${name} ${seq}`, act)
    return act
  }

  /** `to` gets all that `from` holds. */
  sync(from: string, to: string): void {
    for (const [key, act] of this.#of(from)) this.#of(to).set(key, act)
  }

  meet(...names: string[]): void {
    for (const from of names) for (const to of names) this.sync(from, to)
  }

  acts(name: string): Act[] {
    return [...this.#of(name).values()]
  }

  resolution(name: string): Resolution {
    return resolve(this.acts(name))
  }

  /** `alice: owner, bob: member`, by seniority. */
  seenBy(name: string): string {
    const { members } = this.resolution(name).roster
    return [...members.values()].map(({ login: who, role }) => `${who}: ${role}`).join(', ')
  }

  #of(name: string): Map<string, Act> {
    const held = this.#held.get(name)
    if (held === undefined) throw new Error(`no device ${name}`)
    return held
  }
}

export const deeds = {
  invite: (who: string, role: GroupRole = 'member'): Deed => ({ kind: 'invite', login: login(who), role }),
  remove: (who: string): Deed => ({ kind: 'remove', login: login(who) }),
  role: (who: string, role: GroupRole): Deed => ({ kind: 'role', login: login(who), role }),
  rename: (name: string): Deed => ({ kind: 'rename', name }),
  leave: { kind: 'leave' } as Deed,
  join: { kind: 'join' } as Deed,
}

export type { Login }
