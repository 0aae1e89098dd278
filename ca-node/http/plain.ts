// Plain HTTP: only what is public and signed by itself (root, issuers, lists). Everything else is told to use HTTPS.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Authority } from '../authority.ts'
import { clientErrorAnswer } from './client-error.ts'
import { NO_STORE, SECURITY_HEADERS } from './headers.ts'
import { answerable, languageAsked, PROBLEM_TYPE, problemOf, statusOf } from './problem.ts'
import { publicFile } from './public-files.ts'
import { SERVER_LIMITS } from './tls.ts'

export function createPlainServer(authority: Authority, log: Log): Server {
  const server = createServer(SERVER_LIMITS, (request, response) => {
    answer(authority, request, response).catch((error: unknown) => {
      const fault = answerable(error)
      if (fault.code === 'INTERNAL') log.error({ code: fault.code, err: error }, 'request failed')
      else
        log.warn(
          { code: fault.code, source: request.socket.remoteAddress, path: request.url?.slice(0, 200) },
          'request refused',
        )
      send(authority, request, response, {
        status: statusOf(fault),
        headers: { 'content-type': PROBLEM_TYPE, 'cache-control': NO_STORE },
        body: Buffer.from(
          JSON.stringify(problemOf(fault, languageAsked(request.headers['accept-language']))),
        ),
      })
    })
  })
  server.on('clientError', clientErrorAnswer(log))
  return server
}

async function answer(
  authority: Authority,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Nobody's body is wanted here.
  request.resume()
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Fault('HTTPS_ONLY')
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
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
