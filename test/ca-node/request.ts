// Requests to a real authority as anybody could send them, well-formed or not: over TLS pinned to its root, over plain
// HTTP, or byte by byte.
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { connect as netConnect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { makeCsr } from '@parley/peer/enrol/csr.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import type { EnrolmentRequest } from '@parley/shared/enrolment/schema.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { PASSWORD, type TestAuthority } from '../support/authority.ts'

export interface Reply {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
  readonly bytes: Buffer
  /** The code of a problem document. */
  readonly code: string | undefined
}

interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
  readonly plain?: boolean
  /** Address of this machine it comes from: 127.0.0.1 unless told otherwise. */
  readonly from?: string
}

export function send({ address, authority }: TestAuthority, path: string, sent: Sent = {}): Promise<Reply> {
  const [host, port] = address.split(':')
  const body = sent.body === undefined ? undefined : Buffer.from(sent.body)
  const options = {
    host,
    port,
    path,
    method: sent.method ?? (body === undefined ? 'GET' : 'POST'),
    agent: false,
    ...(sent.from === undefined ? {} : { localAddress: sent.from }),
    headers: {
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(body.length) }),
      ...sent.headers,
    },
  }
  return new Promise((resolve, reject) => {
    const make = sent.plain === true ? plainRequest : tlsRequest
    const outgoing = make(
      { ...options, ca: encodePem('CERTIFICATE', authority.realm.root.der) },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve(reply(response.statusCode ?? 0, response.headers, Buffer.concat(chunks))),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function reply(status: number, headers: NodeJS.Dict<string | string[]>, bytes: Buffer): Reply {
  const text = bytes.toString()
  const problem = String(headers['content-type']).startsWith('application/problem+json')
  return { status, headers, bytes, text, code: problem ? String(JSON.parse(text).code) : undefined }
}

/** Sends bytes as they are and gives what came back until the other side closed. */
export function sendRaw(
  { address, authority }: TestAuthority,
  bytes: string | Uint8Array,
  {
    tls = true,
    from,
    onOpen,
  }: { tls?: boolean; from?: string; onOpen?: (write: (more: string) => void) => void } = {},
): Promise<string> {
  const [host = '', port] = address.split(':')
  return new Promise((resolve) => {
    const ca = encodePem('CERTIFICATE', authority.realm.root.der)
    const where = { host, port: Number(port), ...(from === undefined ? {} : { localAddress: from }) }
    const socket = tls ? tlsConnect({ ...where, ca }) : netConnect(where)
    let text = ''
    socket.on(tls ? 'secureConnect' : 'connect', () => {
      socket.write(bytes)
      onOpen?.((more) => socket.destroyed || socket.write(more))
    })
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

/** A whole and good request of a new device; a test spoils what it is about. */
export function enrolment(
  who: string,
  secret: string,
  changes: Partial<EnrolmentRequest> = {},
): EnrolmentRequest {
  const { signer } = generateKey('ed25519')
  const csr = Buffer.from(makeCsr(signer, login('somebody'))).toString('base64')
  return { invitation: secret, login: who, password: PASSWORD, csr, ...changes }
}

export function postEnrolment(to: TestAuthority, body: object): Promise<Reply> {
  return send(to, '/v1/enrol', { body: JSON.stringify(body) })
}
