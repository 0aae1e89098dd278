// What a typed line asks for: a message, or one of the commands that begin with a slash. Pure.
import { Fault } from '@parley/shared/faults/fault.ts'
import { duration } from '@parley/shared/host/cli/parse.ts'
import { formatTarget, parseTarget } from '../api/target.ts'

export const SLASH_COMMANDS = [
  'help',
  'who',
  'whois',
  'msg',
  'reply',
  'react',
  'edit',
  'delete',
  'pin',
  'pins',
  'disappear',
  'block',
  'unblock',
  'blocked',
  'mute',
  'unmute',
  'report',
  'reports',
  'hide',
  'unhide',
  'status',
  'connect',
  'clear',
  'quit',
] as const
export type SlashName = (typeof SLASH_COMMANDS)[number]

export type Request =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'message'; readonly target: string; readonly text: string }
  | { readonly kind: 'open'; readonly target: string }
  | { readonly kind: 'whois'; readonly target: string | undefined }
  | { readonly kind: 'connect'; readonly address: string }
  | Remark
  | PeaceRequest
  | Plain

/** About the message that is picked, or the newest one. */
export type Remark =
  | { readonly kind: 'reply' | 'edit'; readonly text: string }
  | { readonly kind: 'react'; readonly mark: string }
  | { readonly kind: 'delete' | 'pin' }
  | { readonly kind: 'pins' }
  | { readonly kind: 'disappear'; readonly seconds: number }

/** About the person, the conversation, or the message that is picked. */
export type PeaceRequest =
  | { readonly kind: 'block' | 'unblock'; readonly login: string | undefined }
  | { readonly kind: 'mute'; readonly milliseconds: number | undefined }
  | { readonly kind: 'unmute' | 'blocked' | 'reports' }
  | { readonly kind: 'report' | 'hide' | 'unhide'; readonly reason: string }

/** Requests that need no more than their name. */
type Plain = {
  [Kind in 'help' | 'who' | 'status' | 'clear' | 'quit' | 'nothing']: { readonly kind: Kind }
}['help' | 'who' | 'status' | 'clear' | 'quit' | 'nothing']

/** Other names people know from other programs. */
const ALIASES: Readonly<Record<string, SlashName>> = {
  query: 'msg',
  q: 'msg',
  names: 'who',
  exit: 'quit',
  bye: 'quit',
  h: 'help',
  '?': 'help',
}

/** `//text` says `/text`. @throws Fault SLASH_UNKNOWN, SLASH_INCOMPLETE, and those of parseTarget */
export function requestOf(line: string): Request {
  if (line.trim() === '') return { kind: 'nothing' }
  if (line.startsWith('//')) return { kind: 'say', text: line.slice(1) }
  if (!line.startsWith('/')) return { kind: 'say', text: line }
  const [, typed = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/u.exec(line) ?? []
  const name = ALIASES[typed.toLowerCase()] ?? SLASH_COMMANDS.find((known) => known === typed.toLowerCase())
  switch (name) {
    case undefined:
      throw new Fault('SLASH_UNKNOWN', { name: typed.slice(0, 32) })
    case 'msg': {
      const [, whom = '', text = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest) ?? []
      if (whom === '') throw new Fault('SLASH_INCOMPLETE', { usage: '/msg @login [text]' })
      return text === ''
        ? { kind: 'open', target: targetOf(whom) }
        : { kind: 'message', target: targetOf(whom), text }
    }
    case 'whois':
      return { kind: 'whois', target: rest === '' ? undefined : targetOf(rest.trim()) }
    case 'connect':
      if (rest === '') throw new Fault('SLASH_INCOMPLETE', { usage: '/connect MULTIADDR' })
      return { kind: 'connect', address: rest.trim() }
    case 'reply':
    case 'edit':
      if (rest === '') throw new Fault('SLASH_INCOMPLETE', { usage: `/${name} TEXT` })
      return { kind: name, text: rest }
    case 'react':
      if (rest === '') throw new Fault('SLASH_INCOMPLETE', { usage: '/react 👍' })
      return { kind: 'react', mark: rest.trim() }
    case 'disappear':
      if (rest === '') throw new Fault('SLASH_INCOMPLETE', { usage: '/disappear 7d | off' })
      return {
        kind: 'disappear',
        seconds: rest.trim() === 'off' ? 0 : duration(rest.trim(), '/disappear') / 1000,
      }
    case 'block':
    case 'unblock':
      return { kind: name, login: rest === '' ? undefined : loginOf(rest.trim(), name) }
    case 'mute': {
      // As on the command line, the word may be there.
      const time = rest.trim().replace(/^for\s+/u, '')
      return { kind: 'mute', milliseconds: time === '' ? undefined : duration(time, '/mute') }
    }
    case 'report':
    case 'hide':
    case 'unhide':
      return { kind: name, reason: rest.trim() }
    default:
      return { kind: name }
  }
}

/** @throws Fault SLASH_INCOMPLETE for a room */
function loginOf(typed: string, name: string): string {
  const target = targetOf(typed)
  if (!target.startsWith('@')) throw new Fault('SLASH_INCOMPLETE', { usage: `/${name} @login` })
  return target.slice(1)
}

/** Here the @ may be left out. */
function targetOf(typed: string): string {
  return formatTarget(parseTarget(/^[@#]/.test(typed) ? typed : `@${typed}`))
}
