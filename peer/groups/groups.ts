// What people do with groups: each deed is checked against the group as it is known here, then written as a signed event.
import { membershipDraft } from '@parley/shared/events/body.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Deed, GroupRole } from '@parley/shared/membership/act.ts'
import { MEMBERS_MAX, NONCE_BYTES } from '@parley/shared/membership/constants.ts'
import { may } from '@parley/shared/membership/may.ts'
import { groupName } from '@parley/shared/membership/name.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import type { Composer } from '../conversations/write.ts'
import { everythingSeen, type Group } from './group.ts'
import type { GroupFacts, Groups } from './types.ts'

/** @param assertPerson throws Fault PERSON_UNKNOWN for somebody nobody has heard of */
export function groupsOf(
  parts: Pick<Parts, 'chats' | 'own'>,
  composer: Composer,
  assertPerson: (login: Login) => Promise<void>,
): Groups {
  const { chats, own } = parts

  async function act(name: string, deed: Deed): Promise<GroupFacts> {
    const { chat, group } = find(name)
    const author = own().login
    await composer.write(chat, () => {
      refuseForbidden(group, author, deed, chat.label)
      return membershipDraft({ deed, seen: everythingSeen(chat.heads) })
    })
    return factsOf(chat, group)
  }

  function find(name: string): { chat: Chat; group: Group } {
    const chat = chats.room(name)
    if (chat.group === undefined) throw new Fault('ROOM_NOT_A_GROUP')
    return { chat, group: chat.group }
  }

  function factsOf(chat: Chat, { roster }: Group): GroupFacts {
    const members = [...roster.members.values()].map(({ login, role, joined }) => ({ login, role, joined }))
    return {
      id: chat.place.id,
      name: chat.label,
      members,
      role: roster.members.get(own().login)?.role,
    }
  }

  /** Of several people the one nobody knows is named. */
  async function assertNamed(login: Login): Promise<void> {
    try {
      await assertPerson(login)
    } catch (cause) {
      if (!(cause instanceof Fault) || cause.code !== 'PERSON_UNKNOWN') throw cause
      throw new Fault('PERSON_UNKNOWN', { login }, { cause })
    }
  }

  return {
    list: () =>
      chats.all().flatMap((chat) => (chat.group?.isKnown && chat.isOpen ? [factsOf(chat, chat.group)] : [])),
    show(name) {
      const { chat, group } = find(name)
      return factsOf(chat, group)
    },
    async create(raw, members) {
      const name = groupName(raw)
      const { login: self, peerId } = own()
      const others = [...new Set(members)].filter((login) => login !== self)
      if (others.length >= MEMBERS_MAX) throw new Fault('GROUP_TOO_LARGE', { limit: MEMBERS_MAX })
      for (const login of others) await assertNamed(login)
      const nonce = randomBytes(NONCE_BYTES)
      const added = others.map((login) => ({ login, role: 'member' as const }))
      const chat = chats.group({ creator: peerId, nonce })
      await composer.write(
        chat,
        membershipDraft({ deed: { kind: 'create', nonce, name, added }, seen: new Map() }),
      )
      return show(chat)
    },
    async add(name, login, role) {
      find(name)
      await assertNamed(login)
      return act(name, { kind: 'invite', login, role })
    },
    remove: (name, login) => act(name, { kind: 'remove', login }),
    leave: (name) => act(name, { kind: 'leave' }),
    giveRole: (name, login, role: GroupRole) => act(name, { kind: 'role', login, role }),
    rename: async (name, to) => act(name, { kind: 'rename', name: groupName(to) }),
  }

  function show(chat: Chat): GroupFacts {
    if (chat.group === undefined) throw new Fault('ROOM_NOT_A_GROUP')
    return factsOf(chat, chat.group)
  }
}

/** The same table decides on every device; here it also says why. */
function refuseForbidden({ roster }: Group, author: Login, deed: Deed, room: string): void {
  const { members } = roster
  if (!members.has(author)) throw new Fault('GROUP_NOT_MEMBER', { room })
  if ((deed.kind === 'remove' || deed.kind === 'role') && !members.has(deed.login)) {
    throw new Fault('GROUP_MEMBER_UNKNOWN', { login: deed.login, room })
  }
  if (deed.kind === 'invite' && members.has(deed.login)) {
    throw new Fault('GROUP_MEMBER_ALREADY', { login: deed.login, room })
  }
  if (deed.kind === 'invite' && members.size >= MEMBERS_MAX) {
    throw new Fault('GROUP_TOO_LARGE', { limit: MEMBERS_MAX })
  }
  if (!may(author, deed, roster)) throw new Fault('GROUP_FORBIDDEN', { room })
}
