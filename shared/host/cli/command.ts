// How a command is described: name, arguments, options, each with its parser and its help in two languages.
import { Fault } from '../../faults/fault.ts'
import type { Bilingual } from '../../text/define.ts'
import type { Host } from './host.ts'
import type { Output } from './output.ts'

/** Turns what was typed into a checked value. `name` is what it was typed for. Throws a Fault. */
export type Parse<T> = (raw: string, name: string) => T

export interface Option<T> {
  readonly flags: string
  readonly help: Bilingual
  readonly shownDefault?: string
  /** @param raw what commander made of it: undefined, boolean, string or strings */
  read(raw: unknown, name: string): T
}

export interface Argument<T> {
  /** As in usage: `<login>`, `[text]`, `<login...>` */
  readonly term: string
  readonly help: Bilingual
  read(raw: unknown, name: string): T
}

type Options = Readonly<Record<string, Option<unknown>>>
type Arguments = Readonly<Record<string, Argument<unknown>>>
type Values<Described> = {
  readonly [Key in keyof Described]: Described[Key] extends Option<infer T>
    ? T
    : Described[Key] extends Argument<infer T>
      ? T
      : never
}

/** What a command gets when it runs. */
export interface Call<O, A> {
  readonly options: O
  readonly args: A
  /** The data folder: what --data says, or the platform's. */
  readonly folder: string
  /** Whether --data was given. */
  readonly folderGiven: boolean
  readonly host: Host
  readonly out: Output
}

export interface CommandSpec {
  /** `invite`, or two words for a command inside a group: `group create`. */
  readonly name: string
  readonly summary: Bilingual
  /** What the group is about: said by the first command of it. */
  readonly group?: Bilingual | undefined
  readonly options: Options
  readonly args: Arguments
  run(call: Call<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>): Promise<void>
}

/** Arguments in the order they are typed; options by any name. Both reach `run` parsed and typed. */
export function defineCommand<const O extends Options, const A extends Arguments>(spec: {
  readonly name: string
  readonly summary: Bilingual
  readonly group?: Bilingual
  readonly args?: A
  readonly options?: O
  readonly run: (call: Call<Values<O>, Values<A>>) => Promise<void>
}): CommandSpec {
  return {
    name: spec.name,
    summary: spec.summary,
    group: spec.group,
    options: spec.options ?? {},
    args: spec.args ?? {},
    // The program fills `call` from these very descriptions: their types are what `read` returned.
    run: (call) => spec.run(call as Call<Values<O>, Values<A>>),
  }
}

const given = <T>(parse: Parse<T>, raw: unknown, name: string): T | undefined =>
  typeof raw === 'string' ? parse(raw, name) : undefined

/** `--login <login>`: a value or undefined. */
export function value<T>(flags: string, help: Bilingual, parse: Parse<T>): Option<T | undefined> {
  return { flags, help, read: (raw, name) => given(parse, raw, name) }
}

/** `--out <file>`: a value that cannot be left out. */
export function requiredValue<T>(flags: string, help: Bilingual, parse: Parse<T>): Option<T> {
  return {
    flags,
    help,
    read(raw, name) {
      if (typeof raw !== 'string') throw new Fault('OPTION_MISSING', { option: name })
      return parse(raw, name)
    },
  }
}

/** `--uses <n>`: a value, `fallback` (as typed) when it is not there. */
export function valueOr<T>(flags: string, help: Bilingual, parse: Parse<T>, fallback: string): Option<T> {
  return {
    flags,
    help,
    shownDefault: fallback,
    read: (raw, name) => parse(typeof raw === 'string' ? raw : fallback, name),
  }
}

/** `--listen <multiaddr...>`: any number of values, several behind one flag or the flag repeated. */
export function list<T>(flags: string, help: Bilingual, parse: Parse<T>): Option<readonly T[]> {
  return {
    flags,
    help,
    read: (raw, name) => (Array.isArray(raw) ? raw.map((one) => parse(String(one), name)) : []),
  }
}

/** `--all`: true when there. `--no-mdns`: false when there, true otherwise. */
export function flag(flags: string, help: Bilingual): Option<boolean> {
  return { flags, help, read: (raw) => raw === true }
}

/** `<login>` */
export function required<T>(name: string, help: Bilingual, parse: Parse<T>): Argument<T> {
  return { term: `<${name}>`, help, read: (raw, typed) => parse(String(raw), typed) }
}

/** `[target]` */
export function optional<T>(name: string, help: Bilingual, parse: Parse<T>): Argument<T | undefined> {
  return { term: `[${name}]`, help, read: (raw, typed) => given(parse, raw, typed) }
}

/** `<login...>`: one or more, the last argument. */
export function several<T>(name: string, help: Bilingual, parse: Parse<T>): Argument<readonly T[]> {
  return {
    term: `<${name}...>`,
    help,
    read: (raw, typed) => (Array.isArray(raw) ? raw.map((one) => parse(String(one), typed)) : []),
  }
}
