// What the faces see of groups, and what can be done with them. Shapes only.
import type { ConversationId } from '@parley/shared/events/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { GroupRole } from '@parley/shared/membership/act.ts'

export interface GroupMember {
  readonly login: Login
  readonly role: GroupRole
  /** Whether one of their devices has said that it knows; until then they may not have heard of it. */
  readonly joined: boolean
}

export interface GroupFacts {
  readonly id: ConversationId
  /** What it is called on this device. */
  readonly name: string
  /** By seniority. */
  readonly members: readonly GroupMember[]
  /** The owner's own role; undefined when not in it any more. */
  readonly role: GroupRole | undefined
}

/** Each resolves when it is on disk. */
export interface Groups {
  list(): GroupFacts[]
  /** @throws Fault ROOM_UNKNOWN, ROOM_NOT_A_GROUP */
  show(name: string): GroupFacts
  /** The owner of this device is its first owner. @throws Fault GROUP_NAME_*, GROUP_TOO_LARGE, PERSON_UNKNOWN */
  create(name: string, members: readonly Login[]): Promise<GroupFacts>
  /** @throws Fault ROOM_*, GROUP_NOT_MEMBER, GROUP_FORBIDDEN, GROUP_MEMBER_ALREADY, GROUP_TOO_LARGE, PERSON_UNKNOWN */
  add(name: string, login: Login, role: GroupRole): Promise<GroupFacts>
  /** @throws Fault ROOM_*, GROUP_NOT_MEMBER, GROUP_FORBIDDEN, GROUP_MEMBER_UNKNOWN */
  remove(name: string, login: Login): Promise<GroupFacts>
  /** @throws Fault ROOM_*, GROUP_NOT_MEMBER */
  leave(name: string): Promise<GroupFacts>
  /** @throws Fault ROOM_*, GROUP_NOT_MEMBER, GROUP_FORBIDDEN, GROUP_MEMBER_UNKNOWN */
  giveRole(name: string, login: Login, role: GroupRole): Promise<GroupFacts>
  /** @throws Fault ROOM_*, GROUP_NOT_MEMBER, GROUP_FORBIDDEN, GROUP_NAME_* */
  rename(name: string, to: string): Promise<GroupFacts>
}
