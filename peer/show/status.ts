// How the peer is, as a sheet for people: each state apart.
import { Fault } from '@parley/shared/faults/fault.ts'
import { wordsOf } from '@parley/shared/faults/words.ts'
import { isFaultCode, type Paint } from '@parley/shared/host/cli/output.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { visible } from '@parley/shared/text/visible.ts'
import type { StatusView } from '../api/schema.ts'

export function statusText(
  state: StatusView,
  language: Language,
  now: number,
  paint: Paint = (_, text) => text,
): string {
  const say = sayIn(peerWords, language)
  const clock = clockIn(language)
  const { network, dht, catchingUp } = state
  const rows: readonly (readonly [string, string])[] = [
    [say('statusPeer'), state.peerId],
    [say('statusSince'), clock.moment(new Date(state.startedAt))],
    [say('statusNetwork'), say('sessions', { count: network.sessions })],
    ...network.listen.map((address): readonly [string, string] => ['', address]),
    ...(catchingUp.missing === 0
      ? []
      : [[say('statusCatchingUp'), say('toCome', { count: catchingUp.missing })] as const]),
    [say('statusDirectory'), directoryWords(state)],
    ['mDNS', say(state.mdns.state)],
    ['DHT', dht.state === 'off' ? say('off') : say('dhtPeers', { count: dht.peers })],
    [say('statusMailbox'), mailboxWords(state)],
    [say('statusCertificate'), certificateWords(state)],
    ...renewalRow(state),
    [say('statusRevocations'), listWords(state)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const title = paint(
    'bold',
    say('statusTitle', { login: visible(state.login), realm: visible(state.realm) }),
  )
  return [
    title,
    ...rows.map(([name, text]) => `  ${paint('dim', name.padEnd(width))}  ${visible(text)}`),
  ].join('\n')

  function mailboxWords({ mailbox: { state: holding, parcels, bytes } }: StatusView): string {
    if (parcels === 0) return say(holding === 'on' ? 'mailboxEmpty' : 'mailboxOff')
    const held = { count: parcels, size: Math.ceil(bytes / 1024) }
    return say(holding === 'on' ? 'mailboxHolds' : 'mailboxOffHolds', held)
  }

  function directoryWords({ directory }: StatusView): string {
    if (directory.state === 'off') return say('off')
    if (directory.state === 'reachable') return say('directoryReachable')
    if (directory.since === undefined) return say('directoryUnreachable')
    return say('directoryUnreachableSince', { since: clock.moment(new Date(directory.since)) })
  }

  function certificateWords({ certificate }: StatusView): string {
    const until = clock.moment(new Date(certificate.notAfter))
    const left = clock.span(Date.parse(certificate.notAfter) - now)
    const reason = certificate.reason === undefined ? '' : ` (${certificate.reason})`
    switch (certificate.state) {
      case 'early':
        return say('certificateEarly', { from: clock.moment(new Date(certificate.notBefore)) })
      case 'expired':
        return Date.parse(certificate.renewableUntil) < now
          ? say('certificateExpiredForGood', { until })
          : say('certificateExpired', { until, last: clock.moment(new Date(certificate.renewableUntil)) })
      case 'suspended':
        return say('certificateSuspended')
      case 'revoked':
        return say('certificateRevoked', { reason })
      case 'replaced':
        return say('certificateReplaced', { reason })
      case 'due':
        return say('certificateDue', { until, left })
      case 'valid':
        return say('certificateValid', { until, left })
    }
  }

  function renewalRow({ certificate: { state: standing, renewal } }: StatusView): [string, string][] {
    // What the authority decided is said already.
    if (renewal === undefined || standing === 'revoked' || standing === 'suspended') return []
    const { code, parameters = {}, at } = renewal
    if (code === undefined || at === undefined) return [['', say('renewalAsking')]]
    const why = isFaultCode(code) ? wordsOf(new Fault(code, parameters), language).what : code
    return [['', say('renewalFailed', { at: clock.time(new Date(at)), why: `${why} [${code}]` })]]
  }

  function listWords({ revocationList }: StatusView): string {
    const { number, ageSeconds } = revocationList
    if (revocationList.state === 'missing' || number === undefined) return say('listMissing')
    const age = clock.span((ageSeconds ?? 0) * 1000)
    if (revocationList.state === 'early') return say('listEarly', { number })
    return say(revocationList.state === 'fresh' ? 'listFresh' : 'listStale', { number, age })
  }
}
