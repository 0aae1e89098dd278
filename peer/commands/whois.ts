// `parley whois`: what the directory and the certificates say of a person, the chain, and how it was checked.
import { defineCommand, required } from '@parley/shared/host/cli/command.ts'
import { painter } from '@parley/shared/host/cli/output.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { openClient } from '../api/client.ts'
import { whoisText } from '../show/whois.ts'

export const whois = defineCommand({
  name: 'whois',
  summary: peerWords.whois,
  args: { login: required('login', peerWords.loginArgument, typedLogin) },
  async run({ args, folder, host, out }) {
    const client = await openClient(folder)
    const person = await client.whois(args.login)
    client.close()
    await out.result(person, () => whoisText(person, host.language, painter(host, host.stdout)))
  },
})
