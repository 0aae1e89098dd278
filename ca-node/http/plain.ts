// Plain HTTP: only what is public and signed by itself (root, issuers, lists, OCSP), and whether all is well. Everything else is told to use HTTPS.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { MAX_REQUEST_BYTES } from '@parley/shared/enrolment/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Authority } from '../authority.ts'
import { type HealthWatch, LIVE_PATH, READY_PATH } from '../metrics/health.ts'
import { answerOcsp, isOcspPath } from '../ocsp/http.ts'
import type { OcspResponder } from '../ocsp/responder.ts'
import { clientErrorAnswer } from './client-error.ts'
import { NO_STORE, SECURITY_HEADERS } from './headers.ts'
import { answerable, languageAsked, PROBLEM_TYPE, problemOf, statusOf } from './problem.ts'
import { publicFile } from './public-files.ts'
import { SERVER_LIMITS } from './tls.ts'

export function createPlainServer(
  authority: Authority,
  { ocsp, health }: { ocsp: OcspResponder; health: HealthWatch },
  log: Log,
): Server {
  const server = createServer(SERVER_LIMITS, (request, response) => {
    answer(authority, { ocsp, health }, request, response).catch((error: unknown) => {
      const fault = answerable(error)
      if (fault.code === 'INTERNAL') log.error({ code: fault.code, err: error }, 'request failed')
      else {
        const { remoteAddress: source } = request.socket
        const refused = {
          code: fault.code,
          source,
          method: request.method,
          path: request.url?.split('?', 1)[0]?.slice(0, 200),
        }
        log.warn(refused, 'request refused')
        authority.audit.connections.requestRefused(refused)
      }
      send(authority, request, response, {
        status: statusOf(fault),
        headers: { 'content-type': PROBLEM_TYPE, 'cache-control': NO_STORE },
        body: Buffer.from(
          JSON.stringify(problemOf(fault, languageAsked(request.headers['accept-language']))),
        ),
      })
    })
  })
  server.on('clientError', clientErrorAnswer(authority))
  return server
}

async function answer(
  authority: Authority,
  { ocsp, health }: { ocsp: OcspResponder; health: HealthWatch },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  if (isOcspPath(path)) {
    const asked = {
      method: request.method ?? '',
      path,
      type: request.headers['content-type'],
      body: await bodyOf(request),
      source: request.socket.remoteAddress ?? '',
    }
    send(authority, request, response, { status: 200, ...(await answerOcsp(ocsp, asked, authority)) })
    return
  }
  // Nobody else's body is wanted here.
  request.resume()
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Fault('HTTPS_ONLY')
  if (path === LIVE_PATH || path === READY_PATH) {
    // A load balancer knows no root.
    const said = path === LIVE_PATH ? { live: true, ready: true } : await health()
    send(authority, request, response, {
      status: said.ready ? 200 : 503,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': NO_STORE },
      body: Buffer.from(JSON.stringify(path === LIVE_PATH ? { live: true } : said)),
    })
    return
  }
  const file = await publicFile(authority, path)
  if (file) {
    send(authority, request, response, {
      status: 200,
      headers: {
        'content-type': file.type,
        'cache-control': `public, max-age=${file.maxAgeSeconds}`,
        'last-modified': file.lastModified.toUTCString(),
      },
      body: file.body,
    })
    return
  }
  if (path !== '/' && path !== '/join') throw new Fault('HTTPS_ONLY')
  // To our own address, never to what a Host header says.
  const location = `https://${authority.live.httpsAddresses()[0]}${path}`
  send(authority, request, response, { status: 308, headers: { location }, body: new Uint8Array() })
}

/** @throws Fault REQUEST_TOO_LARGE */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    // What follows is still taken in, and forgotten: the server's own time limit ends it.
    if (length <= MAX_REQUEST_BYTES) chunks.push(chunk)
  }
  if (length > MAX_REQUEST_BYTES) throw new Fault('REQUEST_TOO_LARGE', { limit: MAX_REQUEST_BYTES })
  return Buffer.concat(chunks)
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

function send(
  authority: Authority,
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...headers,
    'content-length': body.length,
    date: authority.now().toUTCString(),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
