// How many OCSP questions a second a CA node answers: a real process, over plain HTTP, each question with a nonce of its
// own, so that each answer is looked up in the database and signed. Its twin answers as many bytes from memory.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { certIdOf, questionAbout } from '../../test/support/ocsp.ts'
import type { Figure } from './figure.ts'

const launcher = fileURLToPath(new URL('../parley.js', import.meta.url))

const QUESTIONS = 10_000
const WARM_UP = 2_000
/** Connections kept open, as a proxy or a busy service has them. */
const CONNECTIONS = 32
const NONCE_BYTES = 16
/** CertStatus (RFC 6960 section 4.2.1). */
const GOOD = Uint8Array.of(0x80, 0)

export async function ocspFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  try {
    return [await measure(folder)]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string): Promise<Figure> {
  const secret = join(folder, 'secret')
  await writeFile(secret, 'only for this measurement\n')
  const data = ['--data', join(folder, 'ca'), '--passphrase-file', secret, '--json']
  const ports = ['--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0', '--announce', '127.0.0.1']
  await once(start(launcher, 'ca', 'init', '--realm', 'bench', ...data), 'close')
  const authority = start(launcher, 'ca', 'start', ...ports, ...data)
  try {
    const address = new URL(String(JSON.parse(await firstLine(authority)).http))
    const certId = await ownCertificate(address)
    const question = () => questionAbout([certId], { nonce: randomBytes(NONCE_BYTES) })
    const url = new URL('/ocsp', address)
    const first = await answerTo(url, question(), new Agent())
    if (!first.includes(Buffer.concat([certId, GOOD]))) throw new Error('the answer is not "good"')
    const size = first.length
    const value = await rate(url, question, size)
    return {
      metric: 'ocsp.rate',
      value,
      unit: 'responses/s',
      n: QUESTIONS,
      baseline: await bareRate(question, size),
    }
  } finally {
    await stop(authority)
  }
}

/** Answers `size` bytes to whatever is posted. */
const BARE = `
  const body = Buffer.alloc(Number(process.argv[1]))
  const server = require('node:http').createServer((request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(200, { 'content-length': body.length }).end(body))
  })
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`

async function bareRate(question: () => Uint8Array, size: number): Promise<number> {
  const bare = start('--eval', BARE, String(size))
  try {
    return await rate(new URL(`http://127.0.0.1:${await firstLine(bare)}/`), question, size)
  } finally {
    await stop(bare)
  }
}

/** @param size of every answer within the few bytes by which signatures differ: anything else is a refusal */
async function rate(url: URL, question: () => Uint8Array, size: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const askAll = async (count: number) => {
    let left = count
    const asker = async () => {
      while (left-- > 0) {
        const { length: got } = await answerTo(url, question(), agent)
        if (Math.abs(got - size) > 8) throw new Error(`an answer of ${got} bytes`)
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, asker))
  }
  try {
    await askAll(WARM_UP)
    const started = performance.now()
    await askAll(QUESTIONS)
    return QUESTIONS / ((performance.now() - started) / 1000)
  } finally {
    agent.destroy()
  }
}

function answerTo(url: URL, question: Uint8Array, agent: Agent): Promise<Buffer> {
  const headers = { 'content-type': 'application/ocsp-request', 'content-length': question.length }
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
      response.on('error', reject)
    })
    asking.on('error', reject)
    asking.end(question)
  })
}

/** CertID of the HTTPS certificate, which is there without anybody having joined. */
function ownCertificate({ hostname, port }: URL): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // Nothing is trusted here: only names and keys are read.
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      const shown = socket.getPeerCertificate(true)
      const issuer = issuerFrom(shown.issuerCertificate.raw, primitives)
      resolve(certIdOf(issuer, readCertificate(shown.raw).serialHex))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no stdout')
  for await (const line of createInterface({ input: stdout })) return line
  throw new Error('ended before it was ready')
}
