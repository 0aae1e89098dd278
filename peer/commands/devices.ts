// `parley devices`, `device add`, `device rename`, `device revoke`: a person's own devices, from one that runs.

import type { OwnDevice } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, required, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { type Paint, painter } from '@parley/shared/host/cli/output.ts'
import { oneOf, path } from '@parley/shared/host/cli/parse.ts'
import { qrLines } from '@parley/shared/host/cli/qr.ts'
import { readSecret } from '@parley/shared/host/cli/secret.ts'
import { peerIdText } from '@parley/shared/identity/ids.ts'
import { deviceName } from '@parley/shared/people/name.ts'
import { cliWords } from '@parley/shared/text/cli.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { type Language, sayIn } from '@parley/shared/text/define.ts'
import { enrolmentWords } from '@parley/shared/text/enrolment.ts'
import { visible, visibleName } from '@parley/shared/text/visible.ts'
import { openClient } from '../api/client.ts'

export const devices = defineCommand({
  name: 'devices',
  summary: enrolmentWords.devices,
  async run({ folder, host, out }) {
    const client = await openClient(folder)
    const [all, { peerId: own }] = await Promise.all([client.devices(), client.status()])
    client.close()
    const paint = painter(host, host.stdout)
    for (const device of all) {
      const self = device.peerId === own
      await out.result({ ...device, self }, () =>
        deviceText(device, { self, all, paint, language: host.language }),
      )
    }
  },
})

interface Shown {
  readonly self: boolean
  readonly all: readonly OwnDevice[]
  readonly paint: Paint
  readonly language: Language
}

function deviceText(device: OwnDevice, { self, all, paint, language }: Shown): string {
  const say = sayIn(enrolmentWords, language)
  const moment = (at: string) => clockIn(language).moment(new Date(at))
  const seen = device.online
    ? say('onlineNow')
    : device.lastSeen === undefined
      ? say('neverSeen')
      : say('seenAt', { when: moment(device.lastSeen) })
  const standing = {
    valid: say('validUntil', { when: moment(device.notAfter) }),
    expired: say('expiredAt', { when: moment(device.notAfter) }),
    suspended: say('suspendedNow'),
    revoked: say('revokedNow'),
  }[device.certificate]
  const by =
    device.admittedBy && (all.find(({ peerId }) => peerId === device.admittedBy)?.name ?? device.admittedBy)
  const facts = [
    ...(self ? [say('thisDevice')] : [seen]),
    say('sinceWhen', { when: moment(device.since) }),
    standing,
    ...(by ? [say('admittedBy', { name: by })] : []),
  ]
  const name = paint(device.certificate === 'revoked' ? 'dim' : 'bold', visibleName(device.name))
  return `${name}\n  ${device.peerId}\n  ${visible(facts.join(' · '))}`
}

export const deviceAdd = defineCommand({
  name: 'device add',
  summary: enrolmentWords.deviceAdd,
  group: enrolmentWords.deviceGroup,
  options: { qr: flag('--no-qr', enrolmentWords.noQrOption) },
  async run({ options, folder, host, out }) {
    const client = await openClient(folder)
    const made = await client.deviceLink()
    client.close()
    const say = sayIn(enrolmentWords, host.language)
    await out.result(made, () => {
      const qr = options.qr ? qrLines(host, host.stdout, made.invite) : undefined
      const until = clockIn(host.language).moment(new Date(made.expires))
      return [...(qr ? [...qr, ''] : []), say('deviceLinkMade', { until, invite: made.invite })].join('\n')
    })
  },
})

export const deviceRename = defineCommand({
  name: 'device rename',
  summary: enrolmentWords.deviceRename,
  args: { name: required('name', enrolmentWords.deviceNameArgument, deviceName) },
  async run({ args, folder, host, out }) {
    const client = await openClient(folder)
    await client.nameDevice(args.name)
    client.close()
    await out.result({ name: args.name }, () =>
      sayIn(enrolmentWords, host.language)('deviceRenamed', { name: visibleName(args.name) }),
    )
  },
})

export const deviceRevoke = defineCommand({
  name: 'device revoke',
  summary: enrolmentWords.deviceRevoke,
  args: { peerId: required('peerid', enrolmentWords.devicePeerArgument, peerIdText) },
  options: {
    reason: valueOr(
      '--reason <reason>',
      enrolmentWords.revokeReasonOption,
      oneOf('keyCompromise', 'cessationOfOperation'),
      'keyCompromise',
    ),
    passwordFile: value('--password-file <file>', cliWords.passwordFileOption, path),
  },
  async run({ args, options, folder, host, out }) {
    const say = sayIn(enrolmentWords, host.language)
    const { peerId } = args
    const client = await openClient(folder)
    try {
      const [all, { login }] = await Promise.all([client.devices(), client.status()])
      const device = all.find((each) => each.peerId === peerId)
      if (!device) throw new Fault('DEVICE_NOT_YOURS', { peerId })
      const bytes = await readSecret(host, out, {
        kind: 'password',
        file: options.passwordFile,
        folder,
        purpose: 'open',
        prompt: say('ownPassword', { login }),
      })
      const password = new TextDecoder().decode(bytes)
      bytes.fill(0)
      await client.revokeDevice({ peerId, password, reason: options.reason })
      await out.result({ peerId, name: device.name, reason: options.reason }, () =>
        say('deviceRevoked', { name: visibleName(device.name) }),
      )
    } finally {
      client.close()
    }
  },
})
