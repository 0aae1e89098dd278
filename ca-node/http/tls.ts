// The HTTPS server and its limits. Its certificate can be exchanged while it runs.
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import type { Authority } from '../authority.ts'
import {
  HEADERS_TIMEOUT,
  IDLE_TIMEOUT,
  KEEP_ALIVE_TIMEOUT,
  MAX_HEADER_BYTES,
  REQUEST_TIMEOUT,
  SLOW_CHECK_PERIOD,
  TLS_HANDSHAKE_TIMEOUT,
} from '../constants.ts'

export const SERVER_LIMITS = {
  maxHeaderSize: MAX_HEADER_BYTES,
  headersTimeout: HEADERS_TIMEOUT,
  requestTimeout: REQUEST_TIMEOUT,
  connectionsCheckingInterval: SLOW_CHECK_PERIOD,
  keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
  insecureHTTPParser: false,
  requireHostHeader: true,
} as const

export interface TlsPapers {
  /** Leaf, then the issuing CA, DER. */
  readonly chain: readonly Uint8Array[]
  /** PEM, for OpenSSL's eyes only. */
  readonly key: string
  /** Whose certificates a client may show, DER. */
  readonly authorities: readonly Uint8Array[]
}

export function createTlsServer(
  papers: TlsPapers,
  { log, audit }: Authority,
  handler: RequestListener,
): Server {
  const server = createServer(
    {
      ...SERVER_LIMITS,
      ...secureContext(papers),
      // A client may show a certificate, and proves its key by it; EST alone looks at it, and decides by the database.
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: TLS_HANDSHAKE_TIMEOUT,
      ALPNProtocols: ['http/1.1'],
    },
    handler,
  )
  server.setTimeout(IDLE_TIMEOUT, (socket) => socket.destroy())
  server.on('tlsClientError', (error, socket) => {
    // OpenSSL's own word for it where there is one; the message around it names memory and source files.
    const said = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message
    const reason = said.slice(0, 200)
    // Browsers open connections ahead of need and drop them again: nothing was asked, and nothing is refused.
    if (errnoOf(error) === 'ECONNRESET') {
      log.debug({ source: socket.remoteAddress, reason }, 'TLS was not begun, or broken off')
      socket.destroy()
      return
    }
    const refused = { code: 'REQUEST_MALFORMED', source: socket.remoteAddress, reason }
    log.warn(refused, 'TLS refused')
    audit.connections.requestRefused(refused)
    socket.destroy()
  })
  return server
}

export function exchangePapers(server: Server, papers: TlsPapers): void {
  server.setSecureContext(secureContext(papers))
}

function secureContext({ chain, key, authorities }: TlsPapers) {
  return {
    ca: authorities.map((der) => encodePem('CERTIFICATE', der)),
    cert: chain.map((der) => encodePem('CERTIFICATE', der)).join(''),
    key,
    minVersion: 'TLSv1.2' as const,
    // Forward secrecy only, for whoever still speaks 1.2.
    ciphers:
      'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE+AESGCM:ECDHE+CHACHA20',
  }
}
