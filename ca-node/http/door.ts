// One port for both TLS and plain HTTP: the first byte of a connection says which (0x16 opens a TLS record,
// RFC 8446 section 5.1). Knows nothing of requests.

import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import { createServer, type Server as NetServer, type Socket } from 'node:net'
import { Fault } from '@parley/shared/faults/fault.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import { FIRST_BYTE_TIMEOUT, MAX_CONNECTIONS } from '../constants.ts'

const TLS_HANDSHAKE_RECORD = 0x16

export interface Door {
  readonly port: number
  /** From now on connections are served; earlier ones waited. */
  open(servers: { tls: HttpsServer; plain: HttpServer }): void
  close(): Promise<void>
}

/** Takes the port. @throws Fault PORT_IN_USE, ADDRESS_UNUSABLE */
export async function takePort({ host, port }: { host: string; port: number }): Promise<Door> {
  const sockets = new Set<Socket>()
  const opened = Promise.withResolvers<{ tls: HttpsServer; plain: HttpServer }>()
  const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // A connection that breaks is the other side's affair.
    socket.on('error', () => socket.destroy())
    void opened.promise.then((servers) => sort(socket, servers))
  })
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, host, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    open(servers) {
      // These servers never listen themselves; without this event they would not watch for slow requests.
      for (const each of Object.values(servers)) each.emit('listening')
      opened.resolve(servers)
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function sort(socket: Socket, { tls, plain }: { tls: HttpsServer; plain: HttpServer }): void {
  socket.setTimeout(FIRST_BYTE_TIMEOUT, () => socket.destroy())
  socket.once('data', (chunk: Buffer) => {
    socket.pause()
    socket.setTimeout(0)
    socket.removeAllListeners('timeout')
    socket.unshift(chunk)
    if (chunk[0] === TLS_HANDSHAKE_RECORD) tls.emit('connection', socket)
    else plain.emit('connection', socket)
    process.nextTick(() => socket.resume())
  })
  socket.resume()
}

async function listen(server: NetServer, host: string, port: number): Promise<void> {
  const shown = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const code = errnoOf(error)
      if (code === 'EADDRINUSE') reject(new Fault('PORT_IN_USE', { address: shown }, { cause: error }))
      else reject(new Fault('ADDRESS_UNUSABLE', { address: shown, reason: code }, { cause: error }))
    })
    server.listen({ host, port, exclusive: true, backlog: 1024 }, resolve)
  })
  server.removeAllListeners('error')
  // Running out of descriptors for a moment must not end the authority.
  server.on('error', () => undefined)
}
