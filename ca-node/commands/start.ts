// parley ca start: runs the authority until it is told to stop.

import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, list, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { surviveUnexpected } from '@parley/shared/host/cli/main.ts'
import { hostName, hostPort } from '@parley/shared/host/cli/parse.ts'
import { settleMemory } from '@parley/shared/host/cli/settle.ts'
import { exists } from '@parley/shared/host/files.ts'
import { openLog } from '@parley/shared/host/log.ts'
import { survive } from '@parley/shared/host/net/survive.ts'
import { tcpAddress } from '@parley/shared/host/net/tcp-address.ts'
import { DEFAULT_HTTP_HOST, DEFAULT_HTTP_PORT, DEFAULT_P2P_ADDRESS } from '../constants.ts'
import { authorityFolder } from '../folder.ts'
import { startAuthority } from '../running/start.ts'
import { noteBeside } from '../store/place.ts'
import { say } from '../words.ts'
import { databaseGiven, databaseOptions } from './database.ts'
import { ldapGiven, ldapOptions } from './ldap.ts'
import { passphraseFile, passphraseOf } from './options.ts'

export const startCommand = defineCommand({
  name: 'start',
  summary: { en: 'run the authority', fr: 'faire tourner l’autorité' },
  options: {
    http: valueOr(
      '--http <host:port>',
      { en: 'where HTTPS and HTTP listen', fr: 'où HTTPS et HTTP écoutent' },
      hostPort,
      `${DEFAULT_HTTP_HOST}:${DEFAULT_HTTP_PORT}`,
    ),
    p2p: value(
      '--p2p <multiaddr>',
      {
        en: `where peers connect (default: ${DEFAULT_P2P_ADDRESS})`,
        fr: `où les pairs se connectent (par défaut : ${DEFAULT_P2P_ADDRESS})`,
      },
      tcpAddress,
    ),
    announce: list(
      '--announce <host...>',
      {
        en: 'name or address by which others reach this machine',
        fr: 'nom ou adresse par lesquels on atteint cette machine',
      },
      hostName,
    ),
    ...databaseOptions,
    ...ldapOptions,
    passphraseFile,
  },
  async run({ options, folder: path, host, out }) {
    const folder = authorityFolder(path)
    // A device's folder has a vault, too: nothing is opened, let alone added, in one that is not an authority's.
    if (!(await exists(folder.vault))) throw new Fault('DATA_MISSING', { path })
    const place = databaseGiven(options)
    const isHere = await exists(folder.database)
    if (place && isHere) throw new Fault('DATABASE_ELSEWHERE', { path: folder.database })
    if (!place && !isHere && !(await exists(noteBeside(folder.database))))
      throw new Fault('DATA_MISSING', { path })
    const ldap = await ldapGiven(options)
    const passphrase = await passphraseOf({ host, out, folder: path }, options.passphraseFile)()
    // From here on a signal stops in order, also in the middle of starting.
    const stopped = stopSignal()
    const { log, close } = openLog(folder.log)
    const stopSurviving = surviveUnexpected((error) => survive(log, error))
    try {
      const running = await startAuthority({
        folder,
        passphrase,
        place,
        http: options.http,
        p2p: [options.p2p ?? DEFAULT_P2P_ADDRESS],
        announce: options.announce,
        ldap,
        log,
        now: () => new Date(),
      }).finally(() => passphrase.fill(0))
      try {
        const { ready } = running
        await out.result({ ready: true, ...ready }, () =>
          say(host.language)('authorityReady', {
            https: ready.https,
            fingerprint: ready.rootFingerprint,
            console: ready.console,
          }),
        )
        for (const doubt of running.doubts) out.warning(doubt)
        const stopSettling = settleMemory()
        const failure = await Promise.race([stopped, running.failed])
        stopSettling()
        if (failure) throw failure
      } finally {
        await running.stop()
      }
    } finally {
      stopSurviving()
      close()
    }
  },
})

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
}
