// OCSP on the HTTPS side: the same answers as over plain HTTP, for whoever prefers it.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authority } from '../authority.ts'
import { ocspPath } from '../certificates/locations.ts'
import { answerOcsp, OCSP_REQUEST_TYPE } from './http.ts'
import type { OcspResponder } from './responder.ts'

export function ocspRoutes(authority: Authority, responder: OcspResponder) {
  const answer = (request: FastifyRequest) =>
    answerOcsp(
      responder,
      {
        method: request.method,
        path: request.url.split('?', 1)[0] ?? '',
        type: request.headers['content-type'],
        body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
        source: request.ip,
      },
      authority,
    )
  return async (app: FastifyInstance): Promise<void> => {
    // Its own scope: nowhere else is such a body taken.
    app.addContentTypeParser(OCSP_REQUEST_TYPE, { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body)
    })
    for (const url of [ocspPath, `${ocspPath}/*`]) {
      app.route({
        method: ['GET', 'HEAD', 'POST'],
        url,
        async handler(request, reply) {
          const { headers, body } = await answer(request)
          return reply.headers(headers).send(Buffer.from(body))
        },
      })
    }
  }
}
