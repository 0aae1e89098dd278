// Peace in the local API's shapes.
import { messageId } from '@parley/shared/events/ids.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import type { ApiParts } from '../api/parts.ts'
import type { ReportView } from '../api/peace-schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import type { Conversations } from '../conversations/types.ts'
import type { Report, Reported } from '../peace/types.ts'
import { aboutPerson, assertMayWrite } from './guards.ts'
import { messageView } from './messages.ts'
import type { OwnPapers } from './own-papers.ts'
import type { StatusParts } from './status.ts'

export function peaceParts(
  parts: Pick<StatusParts, 'peer' | 'startedAt' | 'now'> & {
    readonly conversations: Pick<Conversations, 'peace'>
    readonly papers: OwnPapers
  },
): ApiParts['peace'] {
  const { conversations, papers } = parts
  const { peace } = conversations
  return {
    decided: () => ({
      blocked: [...peace.blocked()],
      muted: peace.muted().map(({ target, conversation, until }) => ({
        conversation,
        ...(target === undefined ? {} : { target: formatTarget(target) }),
        ...(until === undefined ? {} : { until: iso(until) }),
      })),
    }),
    async block({ login: typed, on }) {
      assertMayWrite(papers)
      const login = typedLogin(typed)
      await aboutPerson(parts, login, () => (on ? peace.block(login) : peace.unblock(login)))
    },
    async mute({ target, on, until }) {
      assertMayWrite(papers)
      const to = parseTarget(target)
      const time = until === undefined ? undefined : Date.parse(until)
      const run = () => (on ? peace.mute(to, time) : peace.unmute(to))
      await (to.kind === 'direct' ? aboutPerson(parts, to.login, run) : run())
    },
    async report(id, reason) {
      assertMayWrite(papers)
      return { id, moderators: [...(await peace.report(messageId(id), reason))] }
    },
    reports: () => peace.reports().map(reportView),
    async hide(id, on, reason) {
      assertMayWrite(papers)
      return messageView(await peace.hide(messageId(id), on, reason))
    },
  }
}

const iso = (time: number) => new Date(time).toISOString()

function reportView({ id, by, time, reason, said }: Report): ReportView {
  const { verified } = said
  const about = { id, by, time: iso(time), reason, verified }
  return said.verified ? { ...about, said: saidView(said) } : { ...about, code: said.code }
}

function saidView({ message, author, device, time, text, edited, where }: Reported): ReportView['said'] {
  const { kind, room } = where
  return {
    message,
    from: author,
    device,
    time: iso(time),
    text,
    ...(edited === undefined ? {} : { edited: { text: edited.text, time: iso(edited.time) } }),
    where: { kind, ...(room === undefined ? {} : { target: formatTarget({ kind: 'room', name: room }) }) },
  }
}
