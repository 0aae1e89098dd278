// `parley who`: the people of the realm, connected or not.
import { defineCommand, flag } from '@parley/shared/host/cli/command.ts'
import { painter } from '@parley/shared/host/cli/output.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import { openClient } from '../api/client.ts'

export const who = defineCommand({
  name: 'who',
  summary: peerWords.who,
  options: { all: flag('--all', peerWords.allOption) },
  async run({ options, folder, host, out }) {
    const client = await openClient(folder)
    const people = (await client.people()).filter(({ status }) => options.all || status === 'active')
    client.close()
    const say = sayIn(peerWords, host.language)
    const paint = painter(host, host.stdout)
    const width = Math.max(0, ...people.map(({ login }) => login.length))
    for (const person of people) {
      await out.result(person, () => {
        const mark = person.online ? paint('green', '●') : paint('dim', '○')
        const name = person.name === person.login ? '' : visibleName(person.name)
        const facts = [
          say(person.online ? 'online' : 'offline'),
          ...(person.self ? [say('you')] : []),
          ...(person.status === 'active' ? [] : [visible(person.status)]),
        ].join(', ')
        return `${mark} ${visible(person.login).padEnd(width)}  ${name}${name === '' ? '' : '  '}${paint('dim', facts)}`
      })
    }
    if (people.length === 0 && !out.json) out.note(say('nobody'))
  },
})
