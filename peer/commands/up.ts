// `parley up`: the daemon of this device, until it is told to stop.

import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, list, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { surviveUnexpected } from '@parley/shared/host/cli/main.ts'
import { hostPort, path } from '@parley/shared/host/cli/parse.ts'
import { readSecret } from '@parley/shared/host/cli/secret.ts'
import { settleMemory } from '@parley/shared/host/cli/settle.ts'
import { survive } from '@parley/shared/host/net/survive.ts'
import { tcpAddress } from '@parley/shared/host/net/tcp-address.ts'
import { cliWords } from '@parley/shared/text/cli.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { API_HOST } from '../api/constants.ts'
import { LISTEN_DEFAULT } from '../daemon/constants.ts'
import { isEnrolled } from '../enrol/device-file.ts'

export const up = defineCommand({
  name: 'up',
  summary: peerWords.up,
  options: {
    listen: list('--listen <multiaddr...>', peerWords.listenOption, tcpAddress),
    api: valueOr('--api <host:port>', peerWords.apiOption, hostPort, `${API_HOST}:0`),
    mdns: flag('--no-mdns', peerWords.noMdnsOption),
    directory: flag('--no-directory', peerWords.noDirectoryOption),
    mailbox: flag('--no-mailbox', peerWords.noMailboxOption),
    passphraseFile: value('--passphrase-file <file>', cliWords.passphraseFileOption, path),
  },
  async run({ options, folder, host, out }) {
    // Nothing is made in a folder that is not a device's.
    if (!(await isEnrolled(folder))) throw new Fault('DATA_MISSING', { path: folder })
    const { passphraseFile: file, listen, api, mdns, directory, mailbox } = options
    const { settleKept } = await import('../daemon/passphrase.ts')
    await settleKept(folder)
    const passphrase = await readSecret(host, out, { kind: 'passphrase', file, folder, purpose: 'open' })
    // From here on a signal stops in order, also in the middle of starting.
    const stopped = stopSignal()
    const { startDaemon } = await import('../daemon/start.ts')
    const daemon = await startDaemon({
      folder,
      passphrase,
      listen: listen.length > 0 ? listen : LISTEN_DEFAULT,
      api,
      mdns,
      directory,
      mailbox,
      now: () => new Date(),
    }).finally(() => passphrase.fill(0))
    const stopSurviving = surviveUnexpected((error) => survive(daemon.log, error))
    const say = sayIn(peerWords, host.language)
    const { ready } = daemon
    await out.result(ready, () =>
      [
        say('upReady', { login: ready.login, peerId: ready.peerId }),
        ...ready.listen.map((address) => `  ${say('upListen', { address })}`),
        `  ${say('upPage', { ui: ready.ui })}`,
        say('upHow'),
      ].join('\n'),
    )
    if (daemon.trouble !== undefined) out.warning(daemon.trouble)
    const stopSettling = settleMemory()
    await stopped
    stopSettling()
    if (host.stderr.isTTY === true && !out.json) out.note(say('upStopping'))
    await daemon.stop()
    stopSurviving()
  },
})

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
