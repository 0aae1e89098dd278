// OCSP over HTTP (RFC 6960 appendix A, RFC 5019 section 5 and 6): POST with a body, GET with base64 in the path.
// An OCSP error is a 200 with its own bytes, as the RFCs have it; what is no OCSP at all is a fault.
import { createHash } from 'node:crypto'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { ocspPath } from '../certificates/locations.ts'
import { OCSP_MAX_AGE_SECONDS } from '../constants.ts'
import { NO_STORE } from '../http/headers.ts'
import type { OcspAnswer, OcspResponder } from './responder.ts'

export const OCSP_REQUEST_TYPE = 'application/ocsp-request'
const OCSP_RESPONSE_TYPE = 'application/ocsp-response'

export interface OcspHttpRequest {
  readonly method: string
  /** Without query; base64 may hold `/`, `+` and `=` as they are or by percent. */
  readonly path: string
  readonly type: string | undefined
  readonly body: Uint8Array
  /** Who asks, for the log. */
  readonly source: string
}

/** Status 200 each. */
export interface OcspHttpAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export function isOcspPath(path: string): boolean {
  return path === ocspPath || path.startsWith(`${ocspPath}/`)
}

/** @throws Fault METHOD_UNKNOWN, REQUEST_MALFORMED */
export async function answerOcsp(
  responder: OcspResponder,
  request: OcspHttpRequest,
  { log, now }: { log: Log; now(): Date },
): Promise<OcspHttpAnswer> {
  const answer = await responder.answer(questionOf(request))
  const { fault } = answer
  if (fault?.code === 'INTERNAL') log.error({ code: fault.code, err: fault.cause }, 'OCSP failed')
  else if (fault) log.warn({ code: fault.code, source: request.source, ...fault.parameters }, 'OCSP refused')
  const caching = request.method === 'POST' ? { 'cache-control': NO_STORE } : cachingOf(answer, now())
  return { headers: { 'content-type': OCSP_RESPONSE_TYPE, ...caching }, body: answer.der }
}

function questionOf({ method, path, type, body }: OcspHttpRequest): Uint8Array {
  switch (method) {
    case 'POST':
      if (type?.split(';', 1)[0]?.trim().toLowerCase() !== OCSP_REQUEST_TYPE) {
        throw new Fault('REQUEST_MALFORMED', { field: 'content-type' })
      }
      return body
    case 'GET':
    case 'HEAD':
      return decoded(path.slice(ocspPath.length + 1))
    default:
      throw new Fault('METHOD_UNKNOWN')
  }
}

/** What cannot be decoded is an empty request, and refused as such. */
function decoded(text: string): Uint8Array {
  try {
    const base64 = decodeURIComponent(text)
    if (/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return new Uint8Array(Buffer.from(base64, 'base64'))
  } catch (error) {
    if (!(error instanceof URIError)) throw error
  }
  return new Uint8Array()
}

/** RFC 5019 section 6.2. An error is never kept, and neither is what repeats somebody's nonce. */
function cachingOf({ der, content }: OcspAnswer, now: Date): Readonly<Record<string, string>> {
  if (content === undefined || content.personal) return { 'cache-control': NO_STORE }
  const left = Math.floor((content.nextUpdate.getTime() - now.getTime()) / 1000)
  const age = Math.max(0, Math.min(OCSP_MAX_AGE_SECONDS, left))
  return {
    'cache-control': `max-age=${age}, public, no-transform, must-revalidate`,
    'last-modified': content.thisUpdate.toUTCString(),
    expires: content.nextUpdate.toUTCString(),
    etag: `"${createHash('sha256').update(der).digest('hex')}"`,
  }
}
