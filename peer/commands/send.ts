// `parley send`: one message, or with --lines a stream of them.
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Call, defineCommand, flag, required, value, valueOr } from '@parley/shared/host/cli/command.ts'
import type { Host } from '@parley/shared/host/cli/host.ts'
import type { Output } from '@parley/shared/host/cli/output.ts'
import { duration, oneOf } from '@parley/shared/host/cli/parse.ts'
import { createProgress } from '@parley/shared/host/cli/progress.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { type ApiClient, openClient } from '../api/client.ts'
import { BATCH_MESSAGES_MAX } from '../api/constants.ts'
import { type MessageState, type MessageView, messageState } from '../api/schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import { stateWords } from '../show/state.ts'
import { BATCHES_WAITED_MAX, WAIT_DEFAULT } from './constants.ts'
import { readBatches, readText } from './input.ts'

type Wait = 'stored' | 'delivered' | 'read'

export const send = defineCommand({
  name: 'send',
  summary: peerWords.send,
  args: {
    target: required('target', peerWords.targetArgument, (raw) => formatTarget(parseTarget(raw))),
    text: required('text', peerWords.textArgument, (raw) => raw),
  },
  options: {
    wait: value('--wait <state>', peerWords.waitOption, oneOf('stored', 'delivered', 'read')),
    timeout: valueOr('--timeout <duration>', peerWords.timeoutOption, duration, WAIT_DEFAULT),
    lines: flag('--lines', peerWords.linesOption),
  },
  async run({ args, options, folder, host, out }) {
    const { target, text } = args
    if (options.lines && text !== '-')
      throw new Fault('USAGE', {
        reason: sayIn(peerWords, host.language)('linesNeedInput'),
        command: 'parley send',
      })
    const client = await openClient(folder)
    const line = sender({ client, host, out, wait: options.wait ?? 'stored', timeout: options.timeout })
    try {
      if (options.lines) await sendLines(client, host, target, line)
      else await line(await client.send(target, [text === '-' ? await readText(host.stdin) : text]))
    } finally {
      client.close()
    }
  },
})

type Shown = (messages: readonly MessageView[]) => Promise<void>

interface Sender {
  readonly client: ApiClient
  readonly host: Host
  readonly out: Output
  readonly wait: Wait
  readonly timeout: number
}

/** Waits for the state asked for, then prints a line a message; when time is up, as far as each has come. */
function sender({ client, host, out, wait, timeout }: Sender): Shown {
  return async (messages) => {
    const newest = messages.at(-1)
    if (newest === undefined || wait === 'stored') return print(host, out, messages)
    const progress = createProgress(host, out)
    progress.step(sayIn(peerWords, host.language)('waitingFor', { state: stateWords(host.language, wait) }))
    try {
      // Order is kept: what holds for the newest holds for those before it.
      const reached = await client.awaitState(newest.id, wait, timeout)
      progress.clear()
      await print(host, out, messages, reached.state)
    } catch (error) {
      progress.clear()
      if (error instanceof Fault && error.code === 'STATE_NOT_REACHED') {
        const { data: state } = messageState.safeParse(error.parameters.state)
        await print(host, out, messages, state)
      }
      throw error
    } finally {
      progress.clear()
    }
  }
}

async function print(
  host: Host,
  out: Output,
  messages: readonly MessageView[],
  reached?: MessageState,
): Promise<void> {
  const say = sayIn(peerWords, host.language)
  for (const { id, conversation, target, state: first } of messages) {
    const state = reached ?? first
    await out.result({ id, conversation, state: asAsked(state) }, () =>
      say('sentTo', { id, target, state: stateWords(host.language, state) }),
    )
  }
}

/** What can be waited for is what programs are told: on its way is still stored, and nothing more is sure. */
const asAsked = (state: MessageState): Wait => (state === 'sent' ? 'stored' : state)

/** Sends while earlier batches are still waited for, but never too far ahead of them. */
async function sendLines(
  client: ApiClient,
  host: Call<unknown, unknown>['host'],
  target: string,
  line: Shown,
): Promise<void> {
  const waited: Promise<void>[] = []
  let last = Promise.resolve()
  for await (const batch of readBatches(host.stdin, BATCH_MESSAGES_MAX)) {
    const sent = await client.send(target, batch)
    last = last.then(() => line(sent))
    // A failure is thrown by the await below; until then it must not count as unhandled.
    last.catch(() => undefined)
    waited.push(last)
    if (waited.length >= BATCHES_WAITED_MAX) await waited.shift()
  }
  await last
}
