// Answers a connection whose request never became one: too slow, too large a header, not HTTP at all.
import type { Socket } from 'node:net'
import { Fault } from '@parley/shared/faults/fault.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import type { Authority } from '../authority.ts'
import { DRAIN_TIMEOUT, MAX_HEADER_BYTES } from '../constants.ts'
import { NO_STORE } from './headers.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

export function clientErrorAnswer({ log, audit }: Authority): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    // What follows a request that was refused already.
    if (!socket.writable) return
    const { fault, line } = meaningOf(errnoOf(error))
    const refused = { code: fault.code, source: socket.remoteAddress, reason: errnoOf(error) }
    log.warn(refused, 'request refused')
    audit.connections.requestRefused(refused)
    const body = JSON.stringify(problemOf(fault, 'en'))
    const head = [
      `HTTP/1.1 ${line}`,
      `content-type: ${PROBLEM_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `cache-control: ${NO_STORE}`,
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
    // What was on its way is taken in: a reset would take the answer away from who still sends.
    socket.resume()
    setTimeout(() => socket.destroy(), DRAIN_TIMEOUT).unref()
  }
}

/** Codes of Node's HTTP parser (llhttp) and server. */
function meaningOf(code: string): { fault: Fault; line: string } {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { fault: new Fault('REQUEST_TOO_SLOW'), line: '408 Request Timeout' }
    case 'HPE_HEADER_OVERFLOW':
      return {
        fault: new Fault('REQUEST_TOO_LARGE', { limit: MAX_HEADER_BYTES }),
        line: '431 Request Header Fields Too Large',
      }
    default:
      return { fault: new Fault('REQUEST_MALFORMED', { field: 'HTTP' }), line: '400 Bad Request' }
  }
}
