// `parley reply`, `react`, `edit`, `delete`, `pin`, `pins`, `disappear`: what a person does to messages that are there.
import { messageId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import {
  type Call,
  defineCommand,
  flag,
  optional,
  type Parse,
  required,
  value,
} from '@parley/shared/host/cli/command.ts'
import { duration, oneOf, shown } from '@parley/shared/host/cli/parse.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { remarkWords } from '@parley/shared/text/remarks.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { withClient } from '../api/client.ts'
import type { MessageView } from '../api/schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import { stateWords } from '../show/state.ts'
import { readText } from './input.ts'
import { messageLine } from './message-line.ts'
import { messageRecord } from './record.ts'

const id: Parse<string> = (raw) => messageId(raw)
const target: Parse<string> = (raw) => formatTarget(parseTarget(raw))
const idArgument = required('id', remarkWords.idArgument, id)
const textArgument = required('text', remarkWords.textArgument, (raw) => raw)

export const reply = defineCommand({
  name: 'reply',
  summary: remarkWords.reply,
  args: { id: idArgument, text: textArgument },
  async run({ args, folder, host, out }) {
    const text = args.text === '-' ? await readText(host.stdin) : args.text
    const sent = await withClient(folder, (client) => client.reply(args.id, text))
    const { id: answer, conversation, target: to, state } = sent
    await out.result({ id: answer, conversation, state }, () =>
      sayIn(peerWords, host.language)('sentTo', {
        id: answer,
        target: to,
        state: stateWords(host.language, state),
      }),
    )
  },
})

export const react = defineCommand({
  name: 'react',
  summary: remarkWords.react,
  args: { id: idArgument, reaction: required('emoji', remarkWords.reactionArgument, (raw) => raw) },
  options: { remove: flag('--remove', remarkWords.removeOption) },
  async run({ args, options, ...call }) {
    const { reaction } = args
    const on = !options.remove
    const changed = await withClient(call.folder, (client) => client.react(args.id, reaction, on))
    await print(call, changed, on ? 'reacted' : 'unreacted', visible(reaction))
  },
})

export const edit = defineCommand({
  name: 'edit',
  summary: remarkWords.edit,
  args: { id: idArgument, text: textArgument },
  async run({ args, ...call }) {
    const text = args.text === '-' ? await readText(call.host.stdin) : args.text
    await print(call, await withClient(call.folder, (client) => client.edit(args.id, text)), 'editedNow')
  },
})

export const remove = defineCommand({
  name: 'delete',
  summary: remarkWords.delete,
  args: { id: idArgument },
  async run({ args, ...call }) {
    await print(call, await withClient(call.folder, (client) => client.delete(args.id)), 'deletedNow')
  },
})

export const pin = defineCommand({
  name: 'pin',
  summary: remarkWords.pin,
  args: { id: idArgument },
  options: { remove: flag('--remove', remarkWords.removeOption) },
  async run({ args, options, ...call }) {
    const on = !options.remove
    const changed = await withClient(call.folder, (client) => client.pin(args.id, on))
    await print(call, changed, on ? 'pinnedNow' : 'unpinnedNow')
  },
})

export const pins = defineCommand({
  name: 'pins',
  summary: remarkWords.pins,
  args: { target: required('target', remarkWords.targetArgument, target) },
  async run({ args, folder, host, out }) {
    const pinned = await withClient(folder, (client) => client.pinned(args.target))
    for (const message of pinned)
      await out.result(messageRecord(message), () => messageLine(host, message, { moment: true, id: true }))
    if (pinned.length === 0 && !out.json) out.note(sayIn(remarkWords, host.language)('noPins'))
  },
})

/** Seconds; 0 for `off`. */
const lifetime: Parse<number> = (raw, name) => {
  if (raw === 'off' || raw === '0') return 0
  const seconds = duration(raw, name) / 1000
  if (!Number.isInteger(seconds))
    throw new Fault('VALUE_INVALID', { name, value: shown(raw), expected: '30s, 1h, 7d, off' })
  return seconds
}

export const disappear = defineCommand({
  name: 'disappear',
  summary: remarkWords.disappear,
  args: {
    target: required('target', remarkWords.targetArgument, target),
    time: optional('time', remarkWords.lifetimeArgument, lifetime),
  },
  async run({ args, folder, host, out }) {
    const seconds = await withClient(folder, async (client) => {
      if (args.time !== undefined) await client.setLifetime(args.target, args.time)
      const known = await client.conversations()
      return args.time ?? known.find((one) => one.target === args.target)?.lifetime ?? 0
    })
    const say = sayIn(remarkWords, host.language)
    await out.result({ target: args.target, seconds }, () =>
      seconds === 0
        ? say('lifetimeOff', { target: args.target })
        : say('lifetimeSet', { target: args.target, time: clockIn(host.language).span(seconds * 1000) }),
    )
  },
})

export const settings = defineCommand({
  name: 'settings',
  summary: remarkWords.settings,
  options: {
    receipts: value('--receipts <on|off>', remarkWords.receiptsOption, oneOf('on', 'off')),
    typing: value('--typing <on|off>', remarkWords.typingOption, oneOf('on', 'off')),
  },
  async run({ options, folder, host, out }) {
    const { receipts, typing } = options
    const chosen = {
      ...(receipts === undefined ? {} : { receipts: receipts === 'on' }),
      ...(typing === undefined ? {} : { typing: typing === 'on' }),
    }
    const habits = await withClient(folder, (client) =>
      Object.keys(chosen).length === 0 ? client.habits() : client.setHabits(chosen),
    )
    const say = sayIn(remarkWords, host.language)
    await out.result(habits, () =>
      [
        say(habits.receipts ? 'receiptsOn' : 'receiptsOff'),
        say(habits.typing ? 'typingOn' : 'typingOff'),
      ].join('\n'),
    )
  },
})

type Said = 'reacted' | 'unreacted' | 'editedNow' | 'deletedNow' | 'pinnedNow' | 'unpinnedNow'

async function print(
  { host, out }: Pick<Call<unknown, unknown>, 'host' | 'out'>,
  message: MessageView,
  said: Said,
  reaction = '',
): Promise<void> {
  await out.result(messageRecord(message), () => sayIn(remarkWords, host.language)(said, { reaction }))
}
