// Which errors that nobody caught are only a connection that broke: no reason for a program to end. Everything else is.
import { errnoOf } from '../files.ts'
import type { Log } from '../log.ts'

/** Faults of single connections that libp2p lets escape (an ECONNRESET on dial was seen). */
const SOCKET_ERRORS: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
])

/** By `name`. yamux 8.0 writes a window update into a connection that has just closed: seen when thirty met at once. */
const STREAM_ERRORS: ReadonlySet<string> = new Set([
  'StreamStateError',
  'StreamResetError',
  'MuxerClosedError',
  'ConnectionClosedError',
])

/** For `surviveUnexpected`. @returns whether the program goes on */
export function survive(log: Log, error: unknown): boolean {
  const isConnection =
    SOCKET_ERRORS.has(errnoOf(error)) || (error instanceof Error && STREAM_ERRORS.has(error.name))
  if (isConnection)
    log.warn({ code: 'CONNECTION_ERROR', err: error }, 'a connection broke where nobody looked')
  else log.error({ code: 'INTERNAL', err: error }, 'unexpected; ending')
  return isConnection
}
