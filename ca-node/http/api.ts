// The HTTPS interface of the authority: routes and their shapes. Each route hands over to one verb; what can go wrong
// on the way in is refused here with its own code.

import { once } from 'node:events'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Server } from 'node:https'
import cookies from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { ACCOUNT_PATHS } from '@parley/shared/accounts/constants.ts'
import { MAX_REQUEST_BYTES, PATHS } from '@parley/shared/enrolment/constants.ts'
import { membership, realmInfo, renewalRequest } from '@parley/shared/enrolment/schema.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { resetPageRoutes } from '../accounts/reset-page.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { isRecorded } from '../audit/record.ts'
import { type Authority, nobodyAt } from '../authority.ts'
import { liveRoutes } from '../console/live.ts'
import { consoleRoutes } from '../console/routes.ts'
import { DRAIN_TIMEOUT, MAX_DRAINED_BYTES, RATE_LIMIT } from '../constants.ts'
import { deviceRoutes } from '../devices/routes.ts'
import { enrolmentRoutes } from '../enrolment/routes.ts'
import { estRoutes } from '../est/routes.ts'
import { countRequests, type Monitoring, metricsRoutes } from '../metrics/routes.ts'
import type { OcspResponder } from '../ocsp/responder.ts'
import { ocspRoutes } from '../ocsp/routes.ts'
import { renew } from '../people/renew.ts'
import { readPolicy } from '../realm/policy.ts'
import { addressBlock } from './address-block.ts'
import { watchAskers } from './asker.ts'
import { clientErrorAnswer } from './client-error.ts'
import { NO_STORE, SECURITY_HEADERS } from './headers.ts'
import { PAGE_STYLE } from './page-style.ts'
import { homePage, joinPage, STYLE_PATH } from './pages.ts'
import { answerable, languageAsked, PROBLEM_TYPE, problemOf, retryAfter, statusOf } from './problem.ts'
import { publicFile } from './public-files.ts'

export interface ApiOptions {
  readonly ocsp: OcspResponder
  /** Requests one address may make a minute. */
  readonly requestsPerMinute: number
  readonly monitoring: Monitoring
  serve(handler: RequestListener): Server
}

export async function createApi(authority: Authority, options: ApiOptions): Promise<FastifyInstance> {
  const app = Fastify({
    serverFactory: (handler) => options.serve(handler),
    clientErrorHandler: clientErrorAnswer(authority),
    frameworkErrors: (error, request, reply) => refuse(faultOfHttp(error), request, reply, authority),
    bodyLimit: MAX_REQUEST_BYTES,
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: false,
    // The first error found is the one that is told.
    ajv: { customOptions: { allErrors: false } },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  app.removeAllContentTypeParsers()
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body))
    } catch (cause) {
      return done(new Fault('REQUEST_NOT_UTF8', {}, { cause }))
    }
    // Refuses __proto__ and constructor keys.
    void parseJson(request, text, done)
  })

  await app.register(rateLimit, {
    global: true,
    max: options.requestsPerMinute,
    timeWindow: RATE_LIMIT.window,
    cache: RATE_LIMIT.addresses,
    keyGenerator: (request) => addressBlock(request.ip),
    errorResponseBuilder: () => new Fault('RATE_LIMITED'),
  })

  await app.register(cookies)
  countRequests(app, options.monitoring)
  watchAskers(app)
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'cache-control': NO_STORE, date: authority.now().toUTCString() })
  })
  app.setNotFoundHandler((request, reply) => {
    refuse(new Fault('PATH_UNKNOWN'), request, reply, authority)
  })
  app.setErrorHandler(async (error, request, reply) => {
    // Broken off in its body, or ended because it was too slow, which is on record; or gone while it waited: nobody is there
    // to be answered.
    const isGone = errnoOf(error) === 'ECONNRESET' || faultIn(error)?.code === 'ASKER_GONE'
    if (isGone && request.raw.destroyed) {
      authority.log.debug({ source: request.ip, method: request.method }, 'request broken off')
      return reply.hijack()
    }
    const fault = faultOfHttp(error)
    if (fault.code === 'REQUEST_TOO_LARGE') await drain(request.raw)
    refuse(fault, request, reply, authority)
    return reply
  })

  app.post(PATHS.renew, { schema: { body: renewalRequest, response: { 200: membership } } }, (request) =>
    renew(authority, request.body, nobodyAt(request.ip)),
  )
  app.get(PATHS.realm, { schema: { response: { 200: realmInfo } } }, async () => ({
    realm: authority.realm.name,
    policy: await readPolicy(authority.store.db),
  }))
  app.get('/', (request, reply) => {
    reply.type('text/html; charset=utf-8')
    return reply.send(homePage(authority.realm.name, languageAsked(request.headers['accept-language'])))
  })
  app.get('/join', (request, reply) => {
    reply.type('text/html; charset=utf-8')
    return reply.send(joinPage(authority.realm.name, languageAsked(request.headers['accept-language'])))
  })
  app.get(STYLE_PATH, (_request, reply) => reply.type('text/css; charset=utf-8').send(PAGE_STYLE))
  for (const path of [PATHS.root, '/crl/:file', '/issuing/:file']) {
    app.get(path, async (request, reply) => {
      const file = await publicFile(authority, request.url.split('?', 1)[0] ?? '')
      if (!file) throw new Fault('PATH_UNKNOWN')
      reply.headers({
        'content-type': file.type,
        'cache-control': `public, max-age=${file.maxAgeSeconds}`,
        'last-modified': file.lastModified.toUTCString(),
      })
      return reply.send(Buffer.from(file.body))
    })
  }
  await app.register(enrolmentRoutes(authority))
  await app.register(deviceRoutes(authority))
  await app.register(ocspRoutes(authority, options.ocsp))
  await app.register(estRoutes(authority))
  await app.register(accountRoutes(authority))
  await app.register(resetPageRoutes(authority))
  await app.register(consoleRoutes)
  await app.register(liveRoutes(authority))
  await app.register(metricsRoutes(authority, options.monitoring))
  await app.ready()
  return app
}

function refuse(fault: Fault, request: FastifyRequest, reply: FastifyReply, { log, audit }: Authority): void {
  const status = statusOf(fault)
  const entry = {
    code: fault.code,
    source: request.ip,
    method: request.method,
    // Without its query: that may be a secret.
    path: request.url.split('?', 1)[0]?.slice(0, 200),
  }
  if (fault.code === 'INTERNAL') log.error({ ...entry, err: fault.cause }, 'request failed')
  else log.warn(entry, 'request refused')
  // A page that asks whether somebody is signed in is no attempt.
  const asksOnly =
    fault.code === 'SESSION_MISSING' && entry.method === 'GET' && entry.path === ACCOUNT_PATHS.session
  if (!isRecorded(fault) && !asksOnly) audit.connections.requestRefused(entry)
  const later = retryAfter(fault)
  if (later !== undefined) reply.header('retry-after', later)
  reply
    .code(status)
    .header('content-type', PROBLEM_TYPE)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(fault, languageAsked(request.headers['accept-language'])))
}

/** Takes in what was on its way, within bounds: who still sends when the connection closes never reads why. */
async function drain(request: IncomingMessage): Promise<void> {
  let length = 0
  const signal = AbortSignal.timeout(DRAIN_TIMEOUT)
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > MAX_DRAINED_BYTES) request.pause()
  })
  request.resume()
  if (!request.readableEnded)
    await Promise.race([once(request, 'end', { signal }), once(request, 'pause', { signal })]).catch(
      () => undefined,
    )
}

/** What fastify refuses before a route is reached, in our codes. */
function faultOfHttp(error: unknown): Fault {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    const field =
      first?.instancePath.replace(/^\//, '').slice(0, 64) || (first?.message ?? 'body').slice(0, 64)
    return new Fault('REQUEST_MALFORMED', { field }, { cause: error })
  }
  const code = errnoOf(error)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Fault('REQUEST_TOO_LARGE', { limit: MAX_REQUEST_BYTES })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Fault('REQUEST_MALFORMED', { field: 'content-type' })
  if (error instanceof SyntaxError || code.startsWith('FST_ERR_CTP') || code === 'FST_ERR_BAD_URL') {
    return new Fault('REQUEST_MALFORMED', { field: 'JSON' }, { cause: error })
  }
  return answerable(error)
}
