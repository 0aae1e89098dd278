// Groups in the local API's shapes.
import { Fault } from '@parley/shared/faults/fault.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import type { ApiParts } from '../api/parts.ts'
import type { GroupRequest, GroupView } from '../api/schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import type { Conversations } from '../conversations/types.ts'
import type { GroupFacts, Groups } from '../groups/types.ts'
import { aboutPerson, assertMayWrite } from './guards.ts'
import type { OwnPapers } from './own-papers.ts'
import type { StatusParts } from './status.ts'

export function groupParts(
  parts: Pick<StatusParts, 'peer' | 'startedAt' | 'now'> & {
    readonly conversations: Pick<Conversations, 'groups'>
    readonly papers: OwnPapers
  },
): ApiParts['groups'] {
  const { conversations, papers } = parts
  const { groups } = conversations
  return {
    list: () => groups.list().map(groupView),
    show: (target) => groupView(groups.show(nameOf(target))),
    async act(request) {
      assertMayWrite(papers)
      const { login } = 'login' in request ? request : { login: undefined }
      const run = () => done(groups, request)
      return groupView(await aboutPerson(parts, login, run))
    },
  }
}

function done(groups: Groups, request: GroupRequest): Promise<GroupFacts> {
  switch (request.act) {
    case 'create':
      return groups.create(request.name, request.members.map(typedLogin))
    case 'add':
      return groups.add(nameOf(request.group), typedLogin(request.login), request.role)
    case 'remove':
      return groups.remove(nameOf(request.group), typedLogin(request.login))
    case 'leave':
      return groups.leave(nameOf(request.group))
    case 'role':
      return groups.giveRole(nameOf(request.group), typedLogin(request.login), request.role)
    case 'rename':
      return groups.rename(nameOf(request.group), request.name)
  }
}

function groupView({ id, name, members, role }: GroupFacts): GroupView {
  return {
    id,
    target: formatTarget({ kind: 'room', name }),
    name,
    ...(role === undefined ? {} : { role }),
    members: members.map((member) => ({ ...member })),
  }
}

/** With or without its `#`. @throws Fault TARGET_MALFORMED */
function nameOf(raw: string): string {
  const target = parseTarget(raw.startsWith('#') ? raw : `#${raw}`)
  if (target.kind !== 'room') throw new Fault('TARGET_MALFORMED', { value: raw.slice(0, 64) })
  return target.name
}
