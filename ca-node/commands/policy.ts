// parley ca policy: the realm's rules, shown and changed.
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, list } from '@parley/shared/host/cli/command.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

export const policyCommand = defineCommand({
  name: 'policy',
  summary: { en: 'show or change the rules of the realm', fr: 'montrer ou changer les règles du domaine' },
  options: {
    set: list(
      '--set <name=value...>',
      {
        en: 'change it: `secondFactor=moderator,auditor`; nothing after = empties a list',
        fr: 'changer : `secondFactor=moderator,auditor` ; rien après = vide une liste',
      },
      word,
    ),
    passphraseFile,
  },
  async run(call) {
    const folder = authorityFolder(call.folder)
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const kept = await ask(folder, 'policy', {}, passphrase)
    const { set } = call.options
    const policy =
      set.length === 0 ? kept : await ask(folder, 'set-policy', { change: changeOf(set, kept) }, passphrase)
    await call.out.result(policy, () =>
      Object.entries(policy)
        .map(([name, value]) => visible(`${name}=${Array.isArray(value) ? value.join(',') : String(value)}`))
        .join('\n'),
    )
  },
})

/** Text takes the kind of the value that is there now; whether it may be is the authority's to say. */
function changeOf(
  settings: readonly string[],
  kept: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const change: Record<string, unknown> = {}
  for (const setting of settings) {
    const equals = setting.indexOf('=')
    if (equals < 1)
      throw new Fault('VALUE_INVALID', { name: '--set', value: setting, expected: 'name=value' })
    const name = setting.slice(0, equals)
    const value = setting.slice(equals + 1)
    if (Array.isArray(kept[name]))
      change[name] = value === '' ? [] : value.split(',').map((each) => each.trim())
    else if (typeof kept[name] === 'number') change[name] = Number(value)
    else change[name] = value
  }
  return change
}
