// `parley verify`: checks an exported conversation offline, with the realm's root alone. Needs no data folder and no daemon.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { decodePems } from '@parley/shared/certificates/pem.ts'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import { EvidenceCheck, type Genuine, type ProvedEvent, type Warning } from '@parley/shared/evidence/check.ts'
import { LINE_MAX } from '@parley/shared/evidence/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, required, requiredValue, value } from '@parley/shared/host/cli/command.ts'
import { path, text } from '@parley/shared/host/cli/parse.ts'
import { createProgress } from '@parley/shared/host/cli/progress.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { exists, fileFault, readBounded } from '@parley/shared/host/files.ts'
import { clockIn } from '@parley/shared/text/clock.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { evidenceWords } from '@parley/shared/text/evidence.ts'
import { visible, visibleLines } from '@parley/shared/text/visible.ts'
import { writeParts } from '../evidence/parts.ts'

/** Bytes of a file with root certificates in PEM: a root takes less than 1 KiB. */
const ROOT_FILE_MAX = 16 * 1024
const MESSAGE = /^([1-9A-HJ-NP-Za-km-z]{40,64}):([1-9]\d{0,9})$/

export const verify = defineCommand({
  name: 'verify',
  summary: evidenceWords.verify,
  args: { file: required('file', evidenceWords.fileArgument, path) },
  options: {
    root: requiredValue('--root <file>', evidenceWords.rootOption, path),
    show: flag('--show', evidenceWords.showOption),
    message: value('--message <device:number>', evidenceWords.messageOption, messageName),
    parts: value('--parts <folder>', evidenceWords.partsOption, path),
  },
  async run({ args, options, host, out }) {
    const say = sayIn(evidenceWords, host.language)
    const clock = clockIn(host.language)
    const warningText = (warning: Warning): string => {
      if (warning.code === 'REVOKED_LATER') {
        const { login, date, reason } = warning
        return say('REVOKED_LATER', { login, date: clock.moment(date), reason })
      }
      if (warning.code === 'WORDS_GONE') return say('WORDS_GONE', { count: warning.count })
      return say(warning.code, { device: warning.device, seq: warning.seq })
    }
    const { message, parts } = options
    if ((message === undefined) !== (parts === undefined))
      throw new Fault('USAGE', { reason: '--message, --parts', command: 'parley verify' })
    if (parts !== undefined && (await exists(parts))) throw new Fault('FILE_EXISTS', { path: parts })
    const roots = await readRoots(options.root)
    const progress = createProgress(host, out)
    progress.step(say('checking'))
    let wanted: ProvedEvent | undefined
    const shown: ProvedEvent[] = []
    try {
      const { genuine, lists } = await checkFile(args.file, roots, (event) => {
        if (event.device === message?.device && event.seq === message.seq) wanted = event
        if (options.show && event.text !== undefined) shown.push(event)
      })
      progress.done()
      // Nothing is shown before everything was checked; then in the order it was written.
      for (const event of shown.sort((a, b) => a.time.getTime() - b.time.getTime())) {
        const { from, device, seq, time, text: said = '' } = event
        await out.result(
          { from, device, seq, time: time.toISOString(), text: said },
          () =>
            `${clock.moment(time)}  ${visible(from)}: ${
              // A line of a text cannot pass for one of another's.
              visibleLines(said).replaceAll('\n', `\n${' '.repeat(4)}`)
            }`,
        )
      }
      if (message !== undefined && parts !== undefined) {
        if (wanted === undefined)
          throw new Fault('MESSAGE_UNKNOWN', { id: `${message.device}:${message.seq}` })
        await writeParts(parts, wanted, roots, lists)
      }
      await out.result(asJson(genuine), () => {
        const lines = [say('genuine', { texts: genuine.texts, people: genuine.people.join(', ') })]
        if (genuine.from !== undefined && genuine.to !== undefined)
          lines.push(say('period', { from: clock.moment(genuine.from), to: clock.moment(genuine.to) }))
        lines.push(say('exportedBy', { login: genuine.exportedBy, time: clock.moment(genuine.exportedAt) }))
        if (genuine.revocationsKnownUntil !== undefined)
          lines.push(say('knownUntil', { time: clock.moment(genuine.revocationsKnownUntil) }))
        for (const warning of genuine.warnings) lines.push(warningText(warning))
        if (parts !== undefined) lines.push(say('partsWritten', { folder: visible(parts) }))
        return lines.join('\n')
      })
    } finally {
      progress.clear()
    }
  },
})

function messageName(raw: string, name: string) {
  const [, device, seq] = MESSAGE.exec(text(128)(raw, name)) ?? []
  if (device === undefined || seq === undefined)
    throw new Fault('VALUE_INVALID', { name, value: raw.slice(0, 80), expected: 'DEVICE:NUMBER' })
  return { device, seq: Number(seq) }
}

/**
 * Several, where the realm changed its root; what else is in the file is passed over: `ca init --root-out` puts the root's
 * key, under its passphrase, behind the certificate.
 * @throws Fault FILE_UNREADABLE, PEM_MALFORMED, CERT_*
 */
async function readRoots(file: string): Promise<readonly TrustedRoot[]> {
  const pem = new TextDecoder().decode(await readBounded(file, ROOT_FILE_MAX))
  return decodePems('CERTIFICATE', pem).map((der) => trustedRoot(der, primitives))
}

async function checkFile(
  file: string,
  roots: readonly TrustedRoot[],
  proved: (event: ProvedEvent) => void,
): Promise<{ genuine: Genuine; lists: readonly Uint8Array[] }> {
  const lists: Uint8Array[] = []
  const check = new EvidenceCheck({
    roots,
    primitives,
    proved,
    hasher() {
      const hash = createHash('sha256')
      return { update: (line) => void hash.update(line), digest: () => new Uint8Array(hash.digest()) }
    },
  })
  for await (const line of linesOf(file)) {
    check.line(line)
    if (line.startsWith('{"type":"list"')) lists.push(listIn(line))
  }
  return { genuine: check.finish(), lists }
}

function listIn(line: string): Uint8Array {
  const { der }: { der: string } = JSON.parse(line)
  return Buffer.from(der, 'base64')
}

/** @throws Fault FILE_UNREADABLE, EVIDENCE_MALFORMED */
async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let number = 1
  let held: Buffer[] = []
  let length = 0
  const ended = (): string => {
    try {
      return decoder.decode(Buffer.concat(held))
    } catch (cause) {
      throw new Fault('EVIDENCE_MALFORMED', { line: number, reason: 'NOT_UTF8' }, { cause })
    }
  }
  const stream = createReadStream(file)
  try {
    for await (const chunk of stream) {
      let rest: Buffer = chunk
      for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
        held.push(rest.subarray(0, end))
        yield ended()
        number += 1
        held = []
        length = 0
        rest = rest.subarray(end + 1)
      }
      held.push(rest)
      length += rest.length
      if (length > LINE_MAX) throw new Fault('EVIDENCE_MALFORMED', { line: number, reason: 'LINE_TOO_LONG' })
    }
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? fileFault(file, error, 'read') : error
  } finally {
    stream.destroy()
  }
  // A last line without its newline was cut.
  if (length > 0) throw new Fault('EVIDENCE_CUT', { reason: 'NO_END' })
}

function asJson({ from, to, exportedAt, revocationsKnownUntil, warnings, ...facts }: Genuine) {
  return {
    genuine: true,
    ...facts,
    from: from?.toISOString(),
    to: to?.toISOString(),
    exportedAt: exportedAt.toISOString(),
    revocationsKnownUntil: revocationsKnownUntil?.toISOString(),
    warnings: warnings.map((warning) =>
      'date' in warning ? { ...warning, date: warning.date.toISOString() } : warning,
    ),
  }
}
