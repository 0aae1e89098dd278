// The control socket of the running authority: `parley ca ...` of whoever owns the data folder. HTTP with JSON,
// POST /<verb>; a fault travels as its code and parameters.
import { chmod, lstat, mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Fault } from '@parley/shared/faults/fault.ts'
import { fileFault, PRIVATE_FILE, PRIVATE_FOLDER } from '@parley/shared/host/files.ts'
import { type Authority, LOCAL } from '../authority.ts'
import { CONTROL_TIMEOUT, MAX_CONTROL_BYTES } from '../constants.ts'
import { answerable } from '../http/problem.ts'
import { controlAddress } from './socket.ts'
import { isVerb, runRaw } from './verbs.ts'

export async function serveControl(
  authority: Authority,
  dataFolder: string,
): Promise<{ close(): Promise<void> }> {
  const { path, folder } = controlAddress(dataFolder)
  const server = createServer({ requestTimeout: CONTROL_TIMEOUT }, (request, response) => {
    answer(authority, request, response).catch((error: unknown) => {
      const fault = answerable(error)
      if (fault.code === 'INTERNAL') authority.log.error({ code: fault.code, err: error }, 'control failed')
      reply(response, 400, { fault: { code: fault.code, parameters: fault.parameters } })
    })
  })
  try {
    if (folder !== undefined) await makePrivate(folder)
    // The folder's lock is ours: a socket that lies here is of a process that is gone.
    if (process.platform !== 'win32') await rm(path, { force: true })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
    if (process.platform !== 'win32') await chmod(path, PRIVATE_FILE)
  } catch (error) {
    throw fileFault(path, error, 'write')
  }
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  authority: Authority,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = (request.url ?? '').slice(1)
  if (request.method !== 'POST' || !isVerb(name)) throw new Fault('PATH_UNKNOWN')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) throw new Fault('REQUEST_MALFORMED', { field: 'body' })
    length += chunk.length
    if (length > MAX_CONTROL_BYTES) throw new Fault('REQUEST_TOO_LARGE', { limit: MAX_CONTROL_BYTES })
    chunks.push(chunk)
  }
  const input: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  reply(response, 200, { result: await runRaw(authority, name, input, LOCAL) })
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** In the shared temporary folder: ours, a real folder, and for nobody else. */
async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
  const found = await lstat(folder)
  const mine = process.getuid === undefined || found.uid === process.getuid()
  if (!found.isDirectory() || !mine || (found.mode & 0o077) !== 0) {
    throw new Fault('FILE_UNWRITABLE', { path: folder, reason: 'NOT_OURS' })
  }
}
