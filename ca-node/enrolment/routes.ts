// Joining over HTTPS: the request itself, and how it stands. Translates; decides nothing.
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import {
  enrolled,
  enrolmentRequest,
  standing as standingAnswer,
  standingRequest,
  unfinished,
} from '@parley/shared/enrolment/schema.ts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { type Authority, nobodyAt } from '../authority.ts'
import { enrol } from '../people/enrol.ts'
import { standing } from './standing.ts'

export function enrolmentRoutes(authority: Authority) {
  return async (scope: FastifyInstance): Promise<void> => {
    const app = scope.withTypeProvider<ZodTypeProvider>()

    const answers = { 201: enrolled, 202: unfinished }
    app.post(
      PATHS.enrol,
      { schema: { body: enrolmentRequest, response: answers } },
      async (request, reply) => {
        const enrolment = await enrol(authority, request.body, nobodyAt(request.ip))
        if (enrolment.state === 'enrolled') {
          const { membership, recoveryCodes } = enrolment
          return reply.code(201).send({ ...membership, recoveryCodes: recoveryCodes && [...recoveryCodes] })
        }
        if (enrolment.state === 'waiting') reply.header('retry-after', enrolment.againSeconds)
        return reply.code(202).send(enrolment)
      },
    )

    const told = { body: standingRequest, response: { 200: standingAnswer } }
    app.post(PATHS.standing, { schema: told }, (request) => standing(authority, request.body))
  }
}
