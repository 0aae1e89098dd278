// What the program answers to /who, /whois, /status, /connect and /help: as notes in the conversation.
import { statusText } from '../show/status.ts'
import { whoisText } from '../show/whois.ts'
import type { Desk } from './desk.ts'
import { HOME, type Note } from './model.ts'
import type { Request } from './slash.ts'

type Question = Extract<Request, { kind: 'who' | 'whois' | 'status' | 'connect' }>

/** @throws Fault of the local API */
export async function answer(desk: Desk, question: Question): Promise<void> {
  const here = desk.model.current
  const { text, tone } = await answerOf(desk, question, here)
  desk.note(here, text, tone)
}

interface Answer {
  readonly text: string
  readonly tone?: Note['tone']
}

async function answerOf(desk: Desk, question: Question, here: string): Promise<Answer> {
  const { client, language, model, say } = desk
  if (question.kind === 'who') return { text: who(desk) }
  if (client === undefined) return { text: say('lost'), tone: 'bad' }
  switch (question.kind) {
    case 'status':
      return { text: statusText(await client.status(), language, desk.now()) }
    case 'whois': {
      const target = question.target ?? here
      const login = target === HOME ? (model.status?.login ?? '') : target.slice(1)
      return { text: whoisText(await client.whois(login), language) }
    }
    case 'connect': {
      const { login } = await client.connect(question.address)
      return { text: say('connectedTo', { login }), tone: 'good' }
    }
  }
}

function who({ model, say }: Desk): string {
  return model.people
    .map(({ login, name, online }) => {
      const full = name === login ? '' : ` (${name})`
      return `${online ? '●' : '○'} ${login}${full} ${say(online ? 'online' : 'offline')}`
    })
    .join('\n')
}

const KEYS = [
  'helpSwitch',
  'helpNext',
  'helpScroll',
  'helpTab',
  'helpEnter',
  'helpPick',
  'helpPicked',
  'helpMarks',
] as const
const COMMANDS = [
  'helpMsg',
  'helpReply',
  'helpReact',
  'helpEdit',
  'helpPin',
  'helpDisappear',
  'helpBlock',
  'helpMute',
  'helpReport',
  'helpHide',
  'helpWho',
  'helpWhois',
  'helpStatus',
  'helpConnect',
  'helpClear',
  'helpQuit',
] as const

export function help({ say }: Desk): string {
  const block = (title: string, lines: readonly string[]) => [title, ...lines.map((line) => `  ${line}`)]
  return [
    ...block(
      say('helpTitle'),
      KEYS.map((key) => say(key)),
    ),
    ...block(
      say('helpCommands'),
      COMMANDS.map((key) => say(key)),
    ),
  ].join('\n')
}
