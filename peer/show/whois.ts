// A person as the directory and the certificates know him or her, as a sheet for people.
import { Fault } from '@parley/shared/faults/fault.ts'
import { wordsOf } from '@parley/shared/faults/words.ts'
import { isFaultCode, type Paint } from '@parley/shared/host/cli/output.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import type { WhoisDevice, WhoisView } from '../api/schema.ts'

const SOURCES = {
  session: 'sourceSession',
  directory: 'sourceDirectory',
  own: 'sourceOwn',
  none: 'noCertificate',
} as const

type Row = readonly [name: string, text: string]

export function whoisText(person: WhoisView, language: Language, paint: Paint = (_, text) => text): string {
  const say = sayIn(peerWords, language)
  const clock = clockIn(language)
  const state = say(person.online ? 'online' : 'offline')
  const blocks: readonly (readonly Row[])[] = [
    [
      [say('whoisRole'), person.role],
      [say('whoisStatus'), `${person.status}, ${state}`],
    ],
    ...person.devices.map(deviceRows),
  ]
  const width = Math.max(...blocks.flat().map(([name]) => name.length))
  const title = person.name === person.login ? person.login : `${person.login} (${visibleName(person.name)})`
  return [
    paint('bold', visible(title)),
    ...blocks.map((rows) =>
      rows.map(([name, text]) => `  ${paint('dim', name.padEnd(width))}  ${visible(text)}`).join('\n'),
    ),
  ].join('\n')

  function deviceRows(device: WhoisDevice): readonly Row[] {
    const name = device.name === '' ? device.peerId : `${device.name} ${device.peerId}`
    const [leaf, ...issuers] = device.chain
    const rows: Row[] = [[say('whoisDevice'), `${name}, ${say(device.online ? 'online' : 'offline')}`]]
    for (const address of device.addresses) rows.push([say('whoisAddress'), address])
    if (leaf === undefined) return [...rows, [say('whoisChecked'), say('noCertificate')]]
    const from = clock.moment(new Date(leaf.notBefore))
    const until = clock.moment(new Date(leaf.notAfter))
    return [
      ...rows,
      [say('statusCertificate'), `${leaf.subject}, ${say(SOURCES[device.source])}`],
      [say('whoisSerial'), leaf.serial],
      [say('whoisKey'), say('bits', { kind: leaf.key.kind, count: leaf.key.bits })],
      [say('whoisValidity'), say('fromUntil', { from, until })],
      [say('whoisFingerprint'), leaf.fingerprint],
      ...issuers.map((issuer): Row => [say('whoisChain'), `${issuer.subject} ${issuer.fingerprint}`]),
      [say('whoisChecked'), checkWords(device)],
    ]
  }

  function checkWords({ checked }: WhoisDevice): string {
    if (checked.trusted) {
      const number = checked.revocationList
      return say('checkedTrusted', { list: number === undefined ? '' : say('checkedList', { number }) })
    }
    const code = checked.code ?? 'INTERNAL'
    const what = isFaultCode(code) ? wordsOf(new Fault(code), language).what : code
    return say('checkedRefused', { what: `${what} [${code}]` })
  }
}
