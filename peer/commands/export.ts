// `parley export`: a conversation into a file that proves who said what. The daemon signs it; it appears whole or not at all.
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, required, requiredValue } from '@parley/shared/host/cli/command.ts'
import { path } from '@parley/shared/host/cli/parse.ts'
import { createProgress } from '@parley/shared/host/cli/progress.ts'
import { exists, fileFault, PRIVATE_FILE } from '@parley/shared/host/files.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { evidenceWords } from '@parley/shared/text/evidence.ts'
import { openClient } from '../api/client.ts'
import { formatTarget, parseTarget } from '../api/target.ts'

export const exportEvidence = defineCommand({
  name: 'export',
  summary: evidenceWords.export,
  args: { target: required('target', evidenceWords.exportTarget, (raw) => formatTarget(parseTarget(raw))) },
  options: { out: requiredValue('--out <file>', evidenceWords.outOption, path) },
  async run({ args, options, folder, host, out }) {
    const file = options.out
    if (await exists(file)) throw new Fault('FILE_EXISTS', { path: file })
    const say = sayIn(evidenceWords, host.language)
    const progress = createProgress(host, out)
    const client = await openClient(folder)
    try {
      progress.step(say('exporting'))
      const events = await writeLines(file, await client.evidence(args.target))
      progress.done()
      await out.result({ file, target: args.target, events }, () => say('exported', { count: events, file }))
    } finally {
      progress.clear()
      client.close()
    }
  },
})

const EVENT = Buffer.from('{"type":"event"')
const END = Buffer.from('{"type":"end"')
const NEWLINE = 0x0a

/** @returns how many events. @throws Fault DAEMON_GONE when the last line is missing, DISK_FULL, FILE_UNWRITABLE */
async function writeLines(file: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const draft = join(dirname(file), `.parley-${randomUUID()}`)
  let events = 0
  let whole = false
  let line = Buffer.alloc(0)
  const count = (ended: Buffer) => {
    if (ended.subarray(0, EVENT.length).equals(EVENT)) events += 1
    whole = ended.subarray(0, END.length).equals(END)
  }
  try {
    const handle = await open(draft, 'wx', PRIVATE_FILE)
    try {
      for await (const chunk of chunks) {
        await handle.appendFile(chunk)
        let rest = Buffer.from(chunk)
        for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
          count(line.length === 0 ? rest.subarray(0, end) : line)
          line = Buffer.alloc(0)
          rest = rest.subarray(end + 1)
        }
        // Only how a line begins matters.
        if (line.length < EVENT.length) line = Buffer.concat([line, rest]).subarray(0, EVENT.length)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    if (!whole) throw new Fault('DAEMON_GONE', { path: file })
    await rename(draft, file)
    return events
  } catch (error) {
    await rm(draft, { force: true })
    throw error instanceof Error && 'syscall' in error ? fileFault(file, error, 'write') : error
  }
}
