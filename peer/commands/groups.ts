// `parley group create|add|remove|leave|role|rename|list|show`: rooms whose members are chosen, through the running peer.
import { defineCommand, required, several, valueOr } from '@parley/shared/host/cli/command.ts'
import { type Paint, painter } from '@parley/shared/host/cli/output.ts'
import { oneOf } from '@parley/shared/host/cli/parse.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import { GROUP_ROLES } from '@parley/shared/membership/act.ts'
import { groupName } from '@parley/shared/membership/name.ts'
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { groupWords } from '@parley/shared/text/groups.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import { withClient } from '../api/client.ts'
import type { GroupView } from '../api/schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'

/** With or without its `#`. @throws Fault TARGET_MALFORMED */
const groupTarget = (raw: string) => formatTarget(parseTarget(raw.startsWith('#') ? raw : `#${raw}`))

const group = required('group', groupWords.groupArgument, groupTarget)
const login = required('login', groupWords.loginArgument, typedLogin)
const logins = several('login', groupWords.loginsArgument, typedLogin)
const role = oneOf(...GROUP_ROLES)

export const groupCreate = defineCommand({
  name: 'group create',
  summary: groupWords.create,
  group: groupWords.group,
  args: { name: required('name', groupWords.nameArgument, groupName), logins },
  async run({ args, folder, host, out }) {
    const made = await withClient(folder, (client) =>
      client.changeGroup({ act: 'create', name: args.name, members: [...args.logins] }),
    )
    const { target } = made
    await out.result(made, () =>
      sayIn(groupWords, host.language)('created', {
        target: visibleName(target),
        quoted: `'${visibleName(target)}'`,
      }),
    )
  },
})

export const groupAdd = defineCommand({
  name: 'group add',
  summary: groupWords.add,
  args: { group, logins },
  options: { as: valueOr('--as <role>', groupWords.asOption, role, 'member') },
  async run({ args, options, folder, host, out }) {
    const changed = await withClient(folder, async (client) => {
      let view = await client.group(args.group)
      for (const one of args.logins) {
        view = await client.changeGroup({ act: 'add', group: args.group, login: one, role: options.as })
      }
      return view
    })
    await out.result(changed, () => changedText(changed, host.language))
  },
})

export const groupRemove = defineCommand({
  name: 'group remove',
  summary: groupWords.remove,
  args: { group, login },
  async run({ args, folder, host, out }) {
    const changed = await withClient(folder, (client) => client.changeGroup({ act: 'remove', ...args }))
    await out.result(changed, () => changedText(changed, host.language))
  },
})

export const groupLeave = defineCommand({
  name: 'group leave',
  summary: groupWords.leave,
  args: { group },
  async run({ args, folder, host, out }) {
    const left = await withClient(folder, (client) => client.changeGroup({ act: 'leave', ...args }))
    await out.result(left, () =>
      sayIn(groupWords, host.language)('left', { target: visibleName(left.target) }),
    )
  },
})

export const groupRole = defineCommand({
  name: 'group role',
  summary: groupWords.role,
  args: { group, login, role: required('role', groupWords.roleArgument, role) },
  async run({ args, folder, host, out }) {
    const changed = await withClient(folder, (client) => client.changeGroup({ act: 'role', ...args }))
    await out.result(changed, () => changedText(changed, host.language))
  },
})

export const groupRename = defineCommand({
  name: 'group rename',
  summary: groupWords.rename,
  args: { group, name: required('name', groupWords.newNameArgument, groupName) },
  async run({ args, folder, host, out }) {
    const changed = await withClient(folder, (client) => client.changeGroup({ act: 'rename', ...args }))
    await out.result(changed, () => changedText(changed, host.language))
  },
})

export const groupList = defineCommand({
  name: 'group list',
  summary: groupWords.list,
  async run({ folder, host, out }) {
    const groups = await withClient(folder, (client) => client.groups())
    const say = sayIn(groupWords, host.language)
    const paint = painter(host, host.stdout)
    for (const one of groups) await out.result(one, () => lineOf(one, paint, host.language))
    if (groups.length === 0) out.note(say('none'))
  },
})

export const groupShow = defineCommand({
  name: 'group show',
  summary: groupWords.show,
  args: { group },
  async run({ args, folder, host, out }) {
    const [shown, { login: self }] = await withClient(folder, (client) =>
      Promise.all([client.group(args.group), client.status()]),
    )
    const say = sayIn(groupWords, host.language)
    const paint = painter(host, host.stdout)
    await out.result(shown, () => {
      const width = Math.max(0, ...shown.members.map((member) => member.login.length))
      const members = shown.members.map((member) => {
        const facts = [
          roleText(member.role, host.language),
          ...(member.login === self ? [say('you')] : []),
          ...(member.joined ? [] : [say('unheard')]),
        ]
        return `  ${visible(member.login).padEnd(width)}  ${paint('dim', facts.join(' · '))}`
      })
      return [lineOf(shown, paint, host.language), ...members].join('\n')
    })
  },
})

function lineOf({ target, members, role: own }: GroupView, paint: Paint, language: Language): string {
  const say = sayIn(groupWords, language)
  const count = members.length === 1 ? say('onePerson') : say('people', { count: members.length })
  const as = own === undefined ? say('notIn') : roleText(own, language)
  return `${paint('bold', visibleName(target))}  ${paint('dim', `${count} · ${as}`)}`
}

function changedText({ target }: GroupView, language: Language): string {
  return sayIn(groupWords, language)('changed', { target: visibleName(target) })
}

function roleText(name: string, language: Language): string {
  const say = sayIn(groupWords, language)
  if (name === 'owner') return say('roleOwner')
  return name === 'admin' ? say('roleAdmin') : say('roleMember')
}
