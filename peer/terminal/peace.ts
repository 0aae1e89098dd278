// /block, /mute, /report, /hide and the like: what is done for peace to the person, the conversation or the message one looks at.
import { Fault } from '@parley/shared/faults/fault.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { type Say, sayIn } from '@parley/shared/text/define.ts'
import { peaceWords } from '@parley/shared/text/peace.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import type { ApiClient } from '../api/client.ts'
import type { MessageView } from '../api/schema.ts'
import { reportLines } from '../show/reports.ts'
import type { Desk } from './desk.ts'
import { HOME, meant, roomOf } from './model.ts'
import type { PeaceRequest } from './slash.ts'

/** @returns whether the line was taken: otherwise it stays in the input */
export async function keepPeace(desk: Desk, request: PeaceRequest): Promise<boolean> {
  const { client, model } = desk
  if (client === undefined || model.link !== 'live') {
    desk.note(model.current, desk.say('keptInput'), 'bad')
    return false
  }
  try {
    const text = await done(desk, client, request, sayIn(peaceWords, desk.language))
    desk.note(model.current, text)
    desk.room(model.current, (room) => (room.picked === undefined ? room : { ...room, picked: undefined }))
    return true
  } catch (error) {
    desk.fault(error)
    return false
  }
}

/** @returns what there is to say of it */
async function done(
  desk: Desk,
  client: ApiClient,
  request: PeaceRequest,
  say: Say<typeof peaceWords>,
): Promise<string> {
  const here = desk.model.current
  switch (request.kind) {
    case 'block':
    case 'unblock': {
      const login = request.login ?? personAt(desk)
      const on = request.kind === 'block'
      await client.block({ login, on })
      return say(on ? 'blockedNow' : 'unblockedNow', { login: visible(login) })
    }
    case 'mute': {
      const until =
        request.milliseconds === undefined ? undefined : new Date(desk.now() + request.milliseconds)
      await client.mute({
        target: conversationAt(desk),
        on: true,
        ...(until === undefined ? {} : { until: until.toISOString() }),
      })
      const target = visibleName(here)
      if (until === undefined) return say('mutedNow', { target })
      return say('mutedUntil', { target, time: clockIn(desk.language).moment(until) })
    }
    case 'unmute':
      await client.mute({ target: conversationAt(desk), on: false })
      return say('unmutedNow', { target: visibleName(here) })
    case 'blocked':
      return decided(desk, client, say)
    case 'report': {
      const { id } = messageAt(desk, ({ own }) => !own)
      const { moderators } = await client.report(id, request.reason)
      return say('reportedTo', { logins: moderators.map(visible).join(', ') })
    }
    case 'reports': {
      const reports = await client.reports()
      const clock = clockIn(desk.language)
      const lines = reports.flatMap((report) => reportLines(report, desk.language, clock))
      return lines.length === 0 ? say('noReports') : lines.join('\n')
    }
    case 'hide':
    case 'unhide': {
      const on = request.kind === 'hide'
      const { id } = messageAt(desk, ({ own, hidden }) =>
        on ? !own && hidden === undefined : hidden !== undefined,
      )
      await client.hide(id, on, request.reason)
      return on ? say('hiddenNow', { id }) : say('shownNow')
    }
  }
}

async function decided({ language }: Desk, client: ApiClient, say: Say<typeof peaceWords>): Promise<string> {
  const { blocked, muted } = await client.peace()
  const clock = clockIn(language)
  const lines = [
    ...blocked.map((login) => say('blockedLine', { login: visible(login) })),
    ...muted.map(({ target, until }) => {
      const shown = visibleName(target ?? say('unknownRoom'))
      if (until === undefined) return say('mutedNow', { target: shown })
      return say('mutedUntil', { target: shown, time: clock.moment(new Date(until)) })
    }),
  ]
  return lines.length === 0 ? say('nobodyBlocked') : lines.join('\n')
}

/** Who wrote the picked message, or whom one talks with. @throws Fault SLASH_INCOMPLETE */
function personAt({ model }: Desk): string {
  const room = roomOf(model, model.current)
  const picked = room.messages.find(({ id }) => id === room.picked)
  if (picked !== undefined) return picked.from
  if (model.current.startsWith('@')) return model.current.slice(1)
  throw new Fault('SLASH_INCOMPLETE', { usage: '/block @login' })
}

/** @throws Fault SLASH_INCOMPLETE on the first page */
function conversationAt({ model }: Desk): string {
  if (model.current === HOME) throw new Fault('SLASH_INCOMPLETE', { usage: '/msg @login, /mute 8h' })
  return model.current
}

/** @throws Fault MESSAGE_UNKNOWN */
function messageAt({ model }: Desk, fits: (message: MessageView) => boolean): MessageView {
  const message = meant(roomOf(model, model.current), fits)
  if (message === undefined) throw new Fault('MESSAGE_UNKNOWN', { id: '' })
  return message
}
