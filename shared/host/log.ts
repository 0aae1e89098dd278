// The debug log: one JSON object a line, bounded in size. Refusals carry a stable `code`. Never holds a secret
// or a message text.
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino'
import { LOG_FILE_BYTES_MAX, LOG_FILES_KEPT, LOG_SIZE_CHECK_MS } from './constants.ts'
import { PRIVATE_FILE } from './files.ts'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

export interface LogFile {
  readonly log: Log
  /** Writes what is buffered and lets go of the file. */
  close(): void
}

/** Opens the log at `path`; set aside as `path.1` ... when it grows over the limit. */
export function openLog(path: string, { level = 'info' }: { level?: string } = {}): LogFile {
  setAside(path)
  const file = destination({ dest: path, sync: false, minLength: 0, mode: PRIVATE_FILE, mkdir: false })
  // A full disk must not end the program: the log is what can be done without.
  file.on('error', () => undefined)
  // Nor may one that could not be opened: pino flushes at the exit of the process, where a throw becomes its last word.
  const flush = file.flushSync.bind(file)
  file.flushSync = () => {
    try {
      flush()
    } catch {
      // Not opened, or the disk is full: nothing more can be kept.
    }
  }
  const timer = setInterval(() => {
    if (setAside(path)) file.reopen()
  }, LOG_SIZE_CHECK_MS)
  timer.unref()
  return {
    log: create(file, level),
    close() {
      clearInterval(timer)
      file.flushSync()
      file.end()
    },
  }
}

/** A log that goes to `stream`: for tests, and for programs that print their log. */
export function createLog(stream: DestinationStream, level = 'info'): Log {
  return create(stream, level)
}

/** A log nobody reads. */
export const silentLog: Log = pino({ level: 'silent' })

function create(stream: DestinationStream, level: string): Log {
  return pino({ level, base: { pid: process.pid }, timestamp: stdTimeFunctions.isoTime }, stream)
}

/** @returns whether the file was over the limit and has been renamed */
function setAside(path: string): boolean {
  try {
    if (statSync(path).size < LOG_FILE_BYTES_MAX) return false
    for (let n = LOG_FILES_KEPT; n > 1; n--) {
      if (existsSync(`${path}.${n - 1}`)) renameSync(`${path}.${n - 1}`, `${path}.${n}`)
    }
    renameSync(path, `${path}.1`)
    rmSync(`${path}.${LOG_FILES_KEPT + 1}`, { force: true })
    return true
  } catch {
    return false
  }
}
