// Which device asks: the one whose certificate stands in the TLS connection. TLS has proved its key; whether the
// certificate counts is decided from the database, as for EST.
import { TLSSocket } from 'node:tls'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { FastifyRequest } from 'fastify'
import type { Authority } from '../authority.ts'
import { estBearer } from '../est/bearer.ts'

export interface AskingDevice {
  readonly login: Login
  readonly peerId: PeerIdText
  /** The address it asks from. */
  readonly source: string
}

/** @throws Fault DEVICE_CERTIFICATE_MISSING, EST_CERTIFICATE_FOREIGN, CERT_EXPIRED, CERT_REVOKED, CERT_SUSPENDED */
export async function askingDevice(authority: Authority, request: FastifyRequest): Promise<AskingDevice> {
  const { socket } = request.raw
  const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  if (shown === undefined) throw new Fault('DEVICE_CERTIFICATE_MISSING')
  const { login, spki } = await estBearer(authority, shown, { replaced: false })
  return { login, peerId: peerIdOfSpki(spki, primitives), source: request.ip }
}
