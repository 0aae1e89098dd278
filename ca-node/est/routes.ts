// EST (RFC 7030, RFC 8951) under /.well-known/est: enrolment for stock clients, through the very same verbs and rules as
// /v1. Only the key of a request counts here as there; fullcmc and serverkeygen do not exist.
import { TLSSocket } from 'node:tls'
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { oid, sequence } from '@parley/shared/certificates/der-write.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { MAX_CSR_BASE64 } from '@parley/shared/enrolment/constants.ts'
import type { Membership } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Authority, nobodyAt } from '../authority.ts'
import { REALM_MAX_AGE_SECONDS } from '../constants.ts'
import { deviceKey } from '../people/device-key.ts'
import { enrol } from '../people/enrol.ts'
import { renew } from '../people/renew.ts'
import { estBearer } from './bearer.ts'
import { certsOnly } from './certs-only.ts'
import { BASE64_LINE } from './constants.ts'
import { estCredentials } from './credentials.ts'
import { trustedAuthorities } from './trusted.ts'

const EST = '/.well-known/est'
const CERTS_ONLY = 'application/pkcs7-mime; smime-type=certs-only'
/** What a request should be about (RFC 7030 section 4.5.2): a key as devices have them by default. RSA is taken too. */
const CSR_ATTRIBUTES = sequence(oid(OID.ed25519))

export function estRoutes(authority: Authority) {
  return async (app: FastifyInstance): Promise<void> => {
    // Its own scope: nowhere else is such a body taken.
    app.addContentTypeParser('application/pkcs10', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body)
    })

    app.get(`${EST}/cacerts`, async (_request, reply) => {
      reply.header('cache-control', `public, max-age=${REALM_MAX_AGE_SECONDS}`)
      return send(reply, CERTS_ONLY, certsOnly(await trustedAuthorities(authority)))
    })

    app.get(`${EST}/csrattrs`, async (_request, reply) => send(reply, 'application/csrattrs', CSR_ATTRIBUTES))

    app.post(`${EST}/simpleenroll`, async (request, reply) => {
      // A client that tries first without credentials learns from a refusal that they are wanted (RFC 9110 section 11.6.1).
      reply.header('www-authenticate', `Basic realm="${authority.realm.name}", charset="UTF-8"`)
      const asker = nobodyAt(request.ip)
      const credentials = estCredentials(request.headers.authorization)
      const given = await enrol(authority, { ...credentials, csr: csrOf(request) }, asker)
      reply.removeHeader('www-authenticate')
      if (given.state === 'enrolled') return sendLeaf(reply, given.membership)
      // A stock client cannot set up a second factor; an administrator's approval it can wait for (section 4.2.3).
      if (given.state === 'second-factor') throw new Fault('SECOND_FACTOR_NEEDED')
      return reply.code(202).header('retry-after', given.againSeconds).send()
    })

    app.post(`${EST}/simplereenroll`, async (request, reply) => {
      const { socket } = request.raw
      const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
      const { login, spki } = await estBearer(authority, shown, { replaced: true })
      const csr = csrOf(request)
      const { key } = deviceKey(csr)
      // The key is the device: its peer ID, its name for everybody.
      if (!sameBytes(key.spki, spki)) throw new Fault('EST_KEY_CHANGED')
      return sendLeaf(
        reply,
        await renew(authority, { csr }, { who: login, role: undefined, source: request.ip }),
      )
    })
  }
}

/** Base64 of a DER request, in lines or not. @throws Fault REQUEST_MALFORMED */
function csrOf({ body }: FastifyRequest): string {
  const base64 = typeof body === 'string' ? body.replace(/\s+/g, '') : ''
  if (base64.length > MAX_CSR_BASE64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new Fault('REQUEST_MALFORMED', { field: 'base64' })
  }
  return base64
}

/** The new certificate alone (RFC 7030 section 4.2.3): those above it come from cacerts. */
function sendLeaf(reply: FastifyReply, { chain }: Membership): FastifyReply {
  return send(reply, CERTS_ONLY, certsOnly(chain.slice(0, 1).map((der) => Buffer.from(der, 'base64'))))
}

function send(reply: FastifyReply, type: string, der: Uint8Array): FastifyReply {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(new RegExp(`.{1,${BASE64_LINE}}`, 'g'))
  // The encoding is fixed (RFC 8951 section 3.1); clients of RFC 7030 look for the header.
  return reply
    .headers({ 'content-type': type, 'content-transfer-encoding': 'base64' })
    .send(`${lines?.join('\n') ?? ''}\n`)
}
