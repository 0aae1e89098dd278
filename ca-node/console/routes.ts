// Serves the console's page at /console/: the built files under a policy that lets nothing else run, load or frame it.

import { Fault } from '@parley/shared/faults/fault.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HASHED_FILE_MAX_AGE } from './constants.ts'
import { type PageFile, readPageFiles } from './files.ts'

export const CONSOLE_PATH = '/console/'

/**
 * Nothing inline, nothing from elsewhere; pictures may be in the text (QR codes are drawn, not fetched). No text becomes HTML
 * but the page's own templates, which its framework makes under the one name that is allowed (W3C Trusted Types).
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ')

export async function consoleRoutes(app: FastifyInstance): Promise<void> {
  const files = await readPageFiles()
  app.get('/console', (_request, reply) => reply.redirect(CONSOLE_PATH, 308))
  app.get(`${CONSOLE_PATH}*`, (request, reply) => {
    if (files === undefined) throw new Fault('CONSOLE_NOT_BUILT')
    const path = (request.url.split('?', 1)[0] ?? '').slice(CONSOLE_PATH.length)
    const file = files.byPath.get(path)
    // Every place of the page is an address of its own, also that of a login with a dot; a file that is not there is none.
    if (file === undefined && path.startsWith('assets/')) throw new Fault('PATH_UNKNOWN')
    return send(request, reply, file ?? files.index)
  })
}

function send(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  const packed = /\bbr\b/.test(request.headers['accept-encoding'] ?? '') ? file.brotli : undefined
  reply.headers({
    'content-security-policy': PAGE_POLICY,
    'cross-origin-embedder-policy': 'require-corp',
    'content-type': file.type,
    // The document names the hashed files of this very build: it is asked for again each time.
    'cache-control': file.hashed ? `public, max-age=${HASHED_FILE_MAX_AGE}, immutable` : 'no-cache',
    vary: 'accept-encoding',
  })
  if (packed !== undefined) reply.header('content-encoding', 'br')
  return reply.send(packed ?? file.body)
}
