// Bounded HTTP(S) requests to the authority: time, size, and over HTTPS the realm's own root as the only trust.
// Turns what goes wrong on the way into faults; never retries, never follows a redirect.
import {
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from 'node:http'
import { request as tlsRequest } from 'node:https'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { MAX_ANSWER_BYTES } from '@parley/shared/enrolment/constants.ts'
import type { HostPort } from '@parley/shared/enrolment/invitation.ts'
import { problem } from '@parley/shared/enrolment/schema.ts'
import { faults } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import { MAX_ROOT_BYTES } from './constants.ts'

export interface Answer {
  readonly body: Uint8Array
  /** What the other side's clock says; undefined when it does not say. */
  readonly date: Date | undefined
}

/** GET over plain HTTP, for what proves itself by its hash. @throws Fault AUTHORITY_UNREACHABLE, AUTHORITY_ANSWER_WRONG */
export async function fetchPlain(
  address: HostPort,
  path: string,
  signal: AbortSignal,
  maxBytes: number = MAX_ROOT_BYTES,
): Promise<Answer> {
  const options = { ...target(address), path, method: 'GET', signal, agent: false }
  const { status, ...answer } = await exchange(address, plainRequest, options, undefined, maxBytes)
  if (status !== 200) throw new Fault('AUTHORITY_ANSWER_WRONG', { address })
  return answer
}

export interface Pinned {
  /** DER of the roots that count, and no others. */
  readonly roots: readonly Uint8Array[]
  /** What this device proves itself by: its chain and PKCS#8 key in PEM. Needs TLS 1.3 for Ed25519. */
  readonly own?: { readonly cert: string; readonly key: string }
  readonly signal: AbortSignal
  /** Milliseconds until somebody under those roots must be there; how long the answer takes is for `signal`. */
  readonly reachMs?: number
}

/**
 * POST of JSON over HTTPS to who holds a certificate under one of `roots`; GET without a body.
 * @throws Fault the authority answered with; AUTHORITY_UNREACHABLE, AUTHORITY_UNTRUSTED, AUTHORITY_ANSWER_WRONG
 */
export async function postPinned(
  address: HostPort,
  path: string,
  body: object | undefined,
  { roots, own, signal, reachMs }: Pinned,
): Promise<unknown> {
  const payload = body && Buffer.from(JSON.stringify(body))
  const options = {
    ...target(address),
    path,
    method: payload ? 'POST' : 'GET',
    signal,
    agent: false,
    ca: roots.map((root) => encodePem('CERTIFICATE', root)),
    minVersion: 'TLSv1.2' as const,
    ...own,
    ...(payload && { headers: { 'content-type': 'application/json', 'content-length': payload.length } }),
  }
  const answer = await exchange(address, tlsRequest, options, payload, MAX_ANSWER_BYTES, reachMs)
  const json = parse(address, answer.body)
  if (answer.status >= 200 && answer.status <= 202) return json
  throw refusal(address, answer.status, json)
}

/** One request of a conversation that is held by cookies. */
export interface Spoken {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: object
  readonly headers: Readonly<Record<string, string>>
}

/**
 * As `postPinned`, with cookies: those that came back are told. @returns no `json` where the answer has no body
 * @throws Fault as `postPinned`
 */
export async function speakPinned(
  address: HostPort,
  { method, path, body, headers }: Spoken,
  { roots, signal }: Pick<Pinned, 'roots' | 'signal'>,
): Promise<{ readonly json: unknown; readonly cookies: readonly string[] }> {
  const payload = body && Buffer.from(JSON.stringify(body))
  const about = payload && { 'content-type': 'application/json', 'content-length': payload.length }
  const options = {
    ...target(address),
    path,
    method,
    signal,
    agent: false,
    ca: roots.map((root) => encodePem('CERTIFICATE', root)),
    minVersion: 'TLSv1.2' as const,
    headers: { ...headers, ...about },
  }
  const answer = await exchange(address, tlsRequest, options, payload, MAX_ANSWER_BYTES)
  if (answer.status === 204) return { json: undefined, cookies: answer.cookies }
  const json = parse(address, answer.body)
  if (answer.status >= 200 && answer.status < 300) return { json, cookies: answer.cookies }
  throw refusal(address, answer.status, json)
}

function target(address: HostPort): { host: string; port: number } {
  const colon = address.lastIndexOf(':')
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) }
}

type Request = (options: RequestOptions, onAnswer: (response: IncomingMessage) => void) => ClientRequest

function exchange(
  address: HostPort,
  request: Request,
  options: RequestOptions,
  payload: Uint8Array | undefined,
  maxBytes: number,
  reachMs?: number,
): Promise<Answer & { readonly status: number; readonly cookies: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length <= maxBytes) chunks.push(chunk)
        else response.destroy(new Fault('AUTHORITY_ANSWER_WRONG', { address }))
      })
      response.on('error', (error) => reject(onTheWay(address, error)))
      response.on('end', () => {
        const date = new Date(response.headers.date ?? Number.NaN)
        resolve({
          status: response.statusCode ?? 0,
          body: new Uint8Array(Buffer.concat(chunks)),
          cookies: response.headers['set-cookie'] ?? [],
          date: Number.isNaN(date.getTime()) ? undefined : date,
        })
      })
    })
    outgoing.on('error', (error) => reject(onTheWay(address, error)))
    if (reachMs !== undefined) reachWithin(outgoing, reachMs)
    outgoing.end(payload)
  })
}

/** Ends a request over TLS whose handshake takes too long. */
function reachWithin(outgoing: ClientRequest, ms: number): void {
  const late = setTimeout(() => outgoing.destroy(new Error(`no handshake within ${ms} ms`)), ms)
  outgoing.on('socket', (socket) => socket.on('secureConnect', () => clearTimeout(late)))
  outgoing.on('close', () => clearTimeout(late))
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes and OpenSSL's own reasons. */
const UNTRUSTED =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|HOSTNAME_|ERR_TLS_|ERR_SSL_|EPROTO$)/

function onTheWay(address: HostPort, error: Error): Error {
  if (error instanceof Fault) return error
  const code = errnoOf(error)
  if (UNTRUSTED.test(code)) {
    return new Fault('AUTHORITY_UNTRUSTED', { address, reason: code }, { cause: error })
  }
  if (code.startsWith('HPE_')) return new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: error })
  return new Fault('AUTHORITY_UNREACHABLE', { address }, { cause: error })
}

function parse(address: HostPort, body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause })
  }
}

/** A problem document as the fault it carries. A code this version does not know is said as it came. */
function refusal(address: HostPort, status: number, json: unknown): Fault {
  const told = problem.safeParse(json)
  if (!told.success) return new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: told.error })
  const { code, title, parameters } = told.data
  const from = { cause: new Answered(status) }
  if (isFaultCode(code)) return new Fault(code, parameters ?? {}, from)
  return new Fault('AUTHORITY_REFUSED', { title: title.slice(0, 200), refusal: code }, from)
}

/** The cause of a fault that the authority answered with. */
class Answered extends Error {
  readonly status: number

  constructor(status: number) {
    super(`answered with ${status}`)
    this.status = status
  }
}

/** Whether the authority itself has said no: of what was asked it has kept nothing. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Fault) || !(error.cause instanceof Answered)) return false
  return error.cause.status >= 400 && error.cause.status < 500
}

function isFaultCode(code: string): code is keyof typeof faults {
  return Object.hasOwn(faults, code)
}
