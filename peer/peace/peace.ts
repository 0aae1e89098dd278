// What people do for peace: block, mute, report, hide. Each is a signed event: decisions in the notes to oneself, reports with those who
// keep order, hiding where it was said.
import { choiceDraft, FOR_EVER } from '@parley/shared/events/choice.ts'
import { REMARKS_MAX } from '@parley/shared/events/constants.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { hideDraft, reasonBytes } from '@parley/shared/events/hide.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import { reportDrafts } from '@parley/shared/events/report.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Chat } from '../conversations/chat.ts'
import { find, findMessage } from '../conversations/messages.ts'
import type { Parts } from '../conversations/parts.ts'
import type { Target } from '../conversations/types.ts'
import type { Composer } from '../conversations/write.ts'
import { everythingSeen } from '../groups/group.ts'
import { CHOICES_MAX, REPORT_RECIPIENTS_MAX } from './constants.ts'
import { proofsOf } from './report.ts'
import { reportsTo } from './reports.ts'
import { keepsOrder } from './rights.ts'
import type { Peace } from './types.ts'

/** @param chatTo throws Fault PERSON_UNKNOWN, ROOM_UNKNOWN */
export function peaceOf(parts: Parts, composer: Composer, chatTo: (target: Target) => Promise<Chat>): Peace {
  const { chats, choices, own } = parts

  async function decide(choice: Parameters<typeof choiceDraft>[0]): Promise<void> {
    await composer.write(chats.direct(own().login), choiceDraft(choice))
  }

  function assertRoom(): void {
    if (choices.blocked.length + choices.muted.length >= CHOICES_MAX)
      throw new Fault('CHOICES_TOO_MANY', { limit: CHOICES_MAX })
  }

  return {
    async block(login) {
      if (login === own().login) throw new Fault('BLOCK_SELF')
      if (choices.isBlocked(login)) return
      assertRoom()
      await chatTo({ kind: 'direct', login })
      await decide({ about: 'block', login, on: true })
    },
    async unblock(login) {
      if (choices.isBlocked(login)) await decide({ about: 'block', login, on: false })
    },
    async mute(target, until = FOR_EVER) {
      if (until <= parts.now().getTime()) throw new Fault('MUTE_PAST')
      const { place } = await chatTo(target)
      if (choices.mutedUntil(place.id) === until) return
      assertRoom()
      await decide({ about: 'mute', conversation: place.name, until: Math.min(until, FOR_EVER) })
    },
    async unmute(target) {
      const { place } = await chatTo(target)
      if (choices.mutedUntil(place.id) !== undefined)
        await decide({ about: 'mute', conversation: place.name, until: 0 })
    },
    blocked: () => choices.blocked,
    muted() {
      // Muted on another device before anything was said here.
      chats.everyone()
      const known = new Map(chats.all().map((chat) => [chat.place.id, chat.target]))
      return choices.muted.map((one) => ({ ...one, target: known.get(one.conversation) }))
    },
    report: (id, reason) => report(parts, composer, chatTo, id, reason),
    reports() {
      const { role } = own()
      if (!keepsOrder(role)) throw new Fault('REPORTS_NOT_MODERATOR', { role })
      return reportsTo(parts)
    },
    async hide(id, on, reason) {
      reasonBytes(reason)
      await hide(parts, composer, id, on, reason)
      return findMessage(parts, id)
    },
  }
}

async function report(
  parts: Parts,
  composer: Composer,
  chatTo: (target: Target) => Promise<Chat>,
  id: MessageId,
  reason: string,
): Promise<readonly Login[]> {
  const { directory, log, own } = parts
  const { chain, row } = find(parts, id)
  const author = chain.device.login
  const self = own().login
  if (author === self) throw new Fault('REPORT_OWN', { id })
  const drafts = reportDrafts(proofsOf(parts, chain, row.seq), reason)
  // Who is reported does not hear of it, also where they keep order themselves.
  const keepers = directory.keepers().filter((login) => login !== self && login !== author)
  const told: Login[] = []
  for (const login of keepers.slice(0, REPORT_RECIPIENTS_MAX)) {
    try {
      const chat = await chatTo({ kind: 'direct', login })
      // Begun together: pieces stand one after the other.
      await Promise.all(drafts.map((draft) => composer.write(chat, draft)))
      told.push(login)
    } catch (error) {
      if (faultIn(error)?.code !== 'PERSON_UNKNOWN') throw error
      log.debug({ code: 'PERSON_UNKNOWN', login }, 'somebody who kept order is not there any more')
    }
  }
  if (told.length === 0) throw new Fault('REPORT_NO_MODERATOR')
  return told
}

async function hide(
  parts: Parts,
  composer: Composer,
  id: MessageId,
  on: boolean,
  reason: string,
): Promise<void> {
  const { chats, history } = parts
  const { chain, row } = find(parts, id)
  const message = findMessage(parts, id)
  const chat = chats.of(chain.conversation)
  assertMayHide(parts, chat)
  if (message.deleted !== undefined) throw new Fault('MESSAGE_GONE', { id })
  if ((message.hidden !== undefined) === on) return
  if (history.remarks.isFull(chat.own, KIND.hide, { tag: chain.tag, seq: row.seq }))
    throw new Fault('REMARKS_TOO_MANY', { id, limit: REMARKS_MAX })
  const about = { device: deviceBytes(chain.device.peerId), seq: row.seq }
  await composer.write(chat, () => {
    assertMayHide(parts, chat)
    return hideDraft({ about, on, reason, seen: seenIn(chat) })
  })
}

/** The newest first, where they do not all fit. */
function seenIn({ group, heads }: Chat): ReturnType<typeof everythingSeen> {
  if (group === undefined) return new Map()
  return everythingSeen([...heads].sort(([, a], [, b]) => b.time - a.time))
}

/** The same rule as everywhere, asked of now. @throws Fault HIDE_FORBIDDEN */
function assertMayHide({ own }: Parts, { place, group, target }: Chat): void {
  const { login, role } = own()
  const inGroup = group?.roster.members.get(login)?.role
  const leads = inGroup === 'owner' || inGroup === 'admin'
  const isThere = place.kind === 'everyone' || inGroup !== undefined
  if (place.kind !== 'direct' && (leads || (isThere && keepsOrder(role)))) return
  throw new Fault('HIDE_FORBIDDEN', {
    target: target.kind === 'direct' ? `@${target.login}` : `#${target.name}`,
  })
}
