// The local API over HTTP on loopback, for the owner's own programs. Checks who asks, translates, bounds; decides nothing.
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { EXIT, type ExitStatus } from '@parley/shared/faults/define.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { HostPort } from '@parley/shared/host/cli/parse.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { API_VERSION, AWAIT_MS_MAX, CLOSE_MS, REQUEST_BYTES_MAX, WORK_TIMEOUT_MS } from './constants.ts'
import { addDeviceRoutes } from './device-routes.ts'
import { streamFeed } from './feed.ts'
import { addGroupRoutes } from './group-routes.ts'
import { page } from './page.ts'
import type { ApiParts } from './parts.ts'
import { addPeaceRoutes } from './peace-routes.ts'
import { addRemarkRoutes } from './remark-routes.ts'
import { addRetentionRoutes } from './retention-routes.ts'
import {
  awaitQuery,
  connectedView,
  connectRequest,
  conversationView,
  mailboxRequest,
  messagesQuery,
  messagesView,
  messageView,
  personView,
  readRequest,
  renewedView,
  sendRequest,
  statusView,
  targetQuery,
  whoisView,
} from './schema.ts'
import { addSearchRoutes } from './search-routes.ts'
import { isToken } from './token.ts'

const HTTP_OF_EXIT: Readonly<Record<ExitStatus, number>> = {
  [EXIT.done]: 500,
  [EXIT.failed]: 500,
  [EXIT.usage]: 400,
  [EXIT.refused]: 403,
  [EXIT.unreachable]: 504,
  [EXIT.untrusted]: 502,
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

export interface ApiServer {
  readonly url: string
  stop(): Promise<void>
}

/** @throws Fault API_NOT_LOOPBACK, PORT_IN_USE, ADDRESS_UNUSABLE */
export async function startApi(parts: ApiParts, at: HostPort, token: string): Promise<ApiServer> {
  if (!LOOPBACK.has(at.host)) throw new Fault('API_NOT_LOOPBACK', { host: at.host })
  const app = createApi(parts, token)
  const address = `${at.host}:${at.port}`
  try {
    await app.listen({ host: at.host, port: at.port })
  } catch (cause) {
    if (errnoOf(cause) === 'EADDRINUSE') throw new Fault('PORT_IN_USE', { address }, { cause })
    throw new Fault('ADDRESS_UNUSABLE', { address, reason: errnoOf(cause) || String(cause) }, { cause })
  }
  const { port } = app.server.address() as AddressInfo
  return {
    url: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`,
    async stop() {
      const force = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS)
      app.server.closeIdleConnections()
      await app.close()
      clearTimeout(force)
    },
  }
}

function createApi(parts: ApiParts, token: string): FastifyInstance {
  const app = Fastify({ bodyLimit: REQUEST_BYTES_MAX, logger: false, forceCloseConnections: true })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, _request, reply) => fail(reply, parts, error))
  app.setNotFoundHandler((request, reply) =>
    fail(reply, parts, new Fault('API_UNKNOWN', { route: route(request) })),
  )
  app.addHook('onRequest', async (request) => {
    assertHere(request)
    if (request.url !== '/') assertToken(request, token)
  })
  app.get('/', (_request, reply) => page(reply))
  void app.register(async (scope) => addRoutes(scope, parts), { prefix: `/${API_VERSION}` })
  return app
}

function addRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const login = z.object({ login: z.string().max(64) })
  const id = z.object({ id: z.string().max(256) })

  app.get('/status', { schema: { response: { 200: statusView } } }, () => parts.status())

  app.post('/mailbox', { schema: { body: mailboxRequest, response: { 200: statusView } } }, ({ body }) => {
    parts.setMailbox(body)
    return parts.status()
  })

  app.get('/people', { schema: { response: { 200: z.object({ people: z.array(personView) }) } } }, () => ({
    people: [...parts.people()],
  }))

  app.get('/people/:login', { schema: { params: login, response: { 200: whoisView } } }, ({ params }) =>
    parts.whois(params.login, AbortSignal.timeout(WORK_TIMEOUT_MS)),
  )

  app.post('/connect', { schema: { body: connectRequest, response: { 200: connectedView } } }, ({ body }) =>
    parts.connect(body.address, AbortSignal.timeout(WORK_TIMEOUT_MS)),
  )

  addDeviceRoutes(scope, parts)
  addSearchRoutes(scope, parts)
  addGroupRoutes(scope, parts)
  addRetentionRoutes(scope, parts)
  addPeaceRoutes(scope, parts)

  app.post('/renew', { schema: { response: { 200: renewedView } } }, () => parts.renew())

  app.get(
    '/conversations',
    { schema: { response: { 200: z.object({ conversations: z.array(conversationView) }) } } },
    () => ({ conversations: [...parts.conversations()] }),
  )

  app.post(
    '/messages',
    { schema: { body: sendRequest, response: { 200: messagesView } } },
    async ({ body }) => ({
      messages: [...(await parts.send(body.target, body.texts))],
    }),
  )

  app.get(
    '/messages',
    { schema: { querystring: messagesQuery, response: { 200: messagesView } } },
    async ({ query }) => ({
      messages: [...(await parts.messages(query))],
    }),
  )

  app.get(
    '/messages/:id/await',
    { schema: { params: id, querystring: awaitQuery, response: { 200: messageView } } },
    ({ params, query, raw }) => {
      const gone = new AbortController()
      raw.once('close', () => gone.abort())
      const time = AbortSignal.timeout(Math.min(query.milliseconds, AWAIT_MS_MAX))
      return parts.awaitState(params.id, query.state, AbortSignal.any([gone.signal, time]))
    },
  )

  addRemarkRoutes(scope, parts)

  app.post('/read', { schema: { body: readRequest } }, async ({ body }, reply) => {
    await parts.markRead(body.target, body.upTo)
    return reply.status(204).send()
  })

  app.get('/evidence', { schema: { querystring: targetQuery } }, ({ query }, reply) => {
    const lines = parts.evidence(query.target)
    return reply.type('application/x-ndjson').send(Readable.from(lines))
  })

  app.get('/feed', (_request, reply) => streamFeed(parts, reply))
}

/** A page of another site that was made to point here (DNS rebinding) still names its own host. */
function assertHere(request: FastifyRequest): void {
  const { host, origin } = request.headers
  if (!isHere(`http://${host ?? ''}`) || (origin !== undefined && !isHere(origin)))
    throw new Fault('API_FORBIDDEN', { reason: 'host' })
}

function isHere(url: string): boolean {
  const { hostname } = URL.parse(url) ?? { hostname: '' }
  return LOOPBACK.has(hostname.replace(/^\[|\]$/g, ''))
}

function assertToken(request: FastifyRequest, token: string): void {
  const [, claimed] = /^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(request.headers.authorization ?? '') ?? []
  if (claimed === undefined || !isToken(claimed, token)) throw new Fault('API_FORBIDDEN', { reason: 'token' })
}

function fail(reply: FastifyReply, parts: ApiParts, error: unknown): FastifyReply {
  const fault = faultIn(error) ?? httpFault(error)
  if (fault.code === 'INTERNAL') parts.log.error({ code: 'INTERNAL', err: error }, 'local API')
  const status =
    fault.code === 'API_FORBIDDEN' ? 401 : fault.code === 'API_UNKNOWN' ? 404 : HTTP_OF_EXIT[fault.exit]
  return reply.status(status).send({ error: { code: fault.code, parameters: fault.parameters } })
}

/** What fastify itself refuses: a body too large, not JSON, or of the wrong shape. */
function httpFault(error: unknown): Fault {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const reason = error instanceof Error ? error.message : String(error)
  const code = status >= 400 && status < 500 ? 'API_MALFORMED' : 'INTERNAL'
  return new Fault(code, { reason: reason.slice(0, 200) }, { cause: error })
}

const route = (request: FastifyRequest): string =>
  `${request.method} ${request.url.split('?', 1)[0]?.slice(0, 100)}`
