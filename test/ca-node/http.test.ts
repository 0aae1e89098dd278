// The authority's port against everything that is not a polite request: each refused by its own code, in time, and the
// authority goes on serving.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { connect as tlsConnect } from 'node:tls'
import { FIRST_BYTE_TIMEOUT, HEADERS_TIMEOUT, REQUEST_TIMEOUT } from '@parley/ca-node/constants.ts'
import { TOKENS } from '@parley/ca-node/http/page-style.ts'
import { startTestAuthority, type TestAuthority } from '../support/authority.ts'
import { enrolment, postEnrolment, send, sendRaw } from './request.ts'

/** What a busy machine, and looking once a second, may add to a time limit, ms. */
const LATE = 20_000

let harbour: TestAuthority
const endings: (() => unknown)[] = []
before(async () => {
  harbour = await startTestAuthority({ after: (ending) => void endings.unshift(ending as () => unknown) })
})
after(async () => {
  assert.equal((await send(harbour, '/v1/realm')).status, 200, 'still there after all that')
  for (const end of endings) await end()
})

describe('one port', () => {
  it('answers HTTPS under the realm’s root, by address and by name', async () => {
    const [host = '', port] = harbour.address.split(':')
    assert.equal(host, '127.0.0.1')
    assert.deepEqual(JSON.parse((await send(harbour, '/v1/realm')).text), {
      realm: 'harbour',
      policy: { validitySeconds: 604_800, required: [], secondFactor: [], approval: 'never' },
    })
    const { authority } = harbour
    const certificate = await new Promise<string | undefined>((resolve, reject) => {
      const socket = tlsConnect({
        host,
        port: Number(port),
        servername: 'localhost',
        ca: pem(authority.realm.root.der),
      })
      socket.on('secureConnect', () => {
        resolve(socket.getPeerCertificate().subjectaltname)
        socket.destroy()
      })
      socket.on('error', reject)
    })
    for (const name of ['DNS:localhost', 'IP Address:127.0.0.1', 'IP Address:0:0:0:0:0:0:0:1'])
      assert.ok(certificate?.includes(name), name)
  })

  for (const plain of [true, false]) {
    const over = plain ? 'HTTP' : 'HTTPS'
    it(`gives root, issuer and lists over ${over} with the right types and ages`, async () => {
      const { realm } = harbour.authority
      const files = {
        '/root.der': ['application/pkix-cert', 'public, max-age=60'],
        [`/issuing/${realm.issuing.keyId}.der`]: ['application/pkix-cert', 'public, max-age=86400'],
        [`/crl/${realm.issuing.keyId}.crl`]: ['application/pkix-crl', 'public, max-age=60'],
        [`/crl/${realm.root.keyId}.crl`]: ['application/pkix-crl', 'public, max-age=60'],
      }
      for (const [path, [type, age]] of Object.entries(files)) {
        const reply = await send(harbour, path, { plain })
        assert.equal(reply.status, 200, path)
        assert.equal(reply.headers['content-type'], type)
        assert.equal(reply.headers['cache-control'], age)
        assert.equal(reply.headers['x-content-type-options'], 'nosniff')
        assert.equal(reply.bytes[0], 0x30, 'DER')
      }
      const head = await send(harbour, '/root.der', { plain, method: 'HEAD' })
      assert.equal(head.bytes.length, 0)
      assert.equal(head.headers['content-length'], String(realm.root.der.length))
    })
    it(`has no other files over ${over}`, async () => {
      for (const path of [
        '/crl/00.crl',
        `/crl/${'0'.repeat(40)}.crl`,
        '/issuing/../vault.json',
        '/vault.json',
        '/crl/%2e%2e%2fvault.json',
      ])
        assert.equal((await send(harbour, path, { plain })).code, plain ? 'HTTPS_ONLY' : 'PATH_UNKNOWN', path)
    })
  }

  it('tells plain HTTP to use HTTPS, at its own address whatever Host says', async () => {
    const home = await send(harbour, '/', { plain: true, headers: { host: 'evil.example' } })
    assert.equal(home.status, 308)
    assert.equal(home.headers.location, `https://${harbour.address}/`)
    const body = JSON.stringify(enrolment('alice', 'A'.repeat(22)))
    assert.equal((await send(harbour, '/v1/enrol', { plain: true, body })).code, 'HTTPS_ONLY')
  })

  it('shows browsers a page without a script, in their language', async () => {
    const page = await send(harbour, '/join', { headers: { 'accept-language': 'fr-FR,fr;q=0.9' } })
    assert.match(page.text, /^<!doctype html><html lang="fr">/)
    assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
    assert.ok(!page.text.includes('<script'))
    const style = await send(harbour, '/page.css')
    assert.equal(style.headers['content-type'], 'text/css; charset=utf-8')
    assert.ok(page.text.includes('href="/page.css"') && !/url\(|@import|https?:/.test(style.text))
  })

  it('those pages have the colours of all pages', async () => {
    const css = await readFile(new URL('../../shared/ui/tokens.css', import.meta.url), 'utf8')
    const [day = '', night = ''] = css.split('@media (prefers-color-scheme: dark)')
    for (const [tokens, at] of [
      [TOKENS.day, day],
      [TOKENS.night, night],
    ] as const)
      for (const [name, value] of Object.entries(tokens)) assert.ok(at.includes(`--${name}: ${value};`), name)
  })

  it('words a refusal in the reader’s language, with one code for all', async () => {
    const body = '{}'
    const [english, french] = await Promise.all(
      ['en', 'fr'].map((language) =>
        send(harbour, '/v1/enrol', { body, headers: { 'accept-language': language } }),
      ),
    )
    assert.equal(english?.code, french?.code)
    assert.notEqual(JSON.parse(english?.text ?? '').title, JSON.parse(french?.text ?? '').title)
  })
})

describe('a hostile body', () => {
  const good = () => JSON.stringify(enrolment('alice', 'A'.repeat(22)))
  const cases: Record<string, readonly [code: string, body: () => string | Uint8Array]> = {
    'that is not JSON': ['REQUEST_MALFORMED', () => '{"login":'],
    'that is empty': ['REQUEST_MALFORMED', () => ''],
    'that is an array': ['REQUEST_MALFORMED', () => '[]'],
    'that is null': ['REQUEST_MALFORMED', () => 'null'],
    'that is not UTF-8': [
      'REQUEST_NOT_UTF8',
      () => Buffer.from(good().replace('alice', 'al\u00edce'), 'latin1'),
    ],
    'in UTF-16': ['REQUEST_NOT_UTF8', () => Buffer.from(`\ufeff${good()}`, 'utf16le')],
    'with __proto__': ['REQUEST_MALFORMED', () => good().replace('{', '{"__proto__":{"role":"admin"},')],
    'with a field of its own': ['REQUEST_MALFORMED', () => good().replace('{', '{"role":"admin",')],
    'without a password': ['REQUEST_MALFORMED', () => good().replace('"password"', '"passw0rd"')],
    'with a number for a login': ['REQUEST_MALFORMED', () => good().replace('"alice"', '7')],
    'with an object for a login': ['REQUEST_MALFORMED', () => good().replace('"alice"', '{"$ne":null}')],
    'with a CSR that is not base64': [
      'REQUEST_MALFORMED',
      () => JSON.stringify({ ...enrolment('alice', 'x'), csr: '%%%%' }),
    ],
    'with an oversized field': [
      'REQUEST_MALFORMED',
      () => JSON.stringify({ ...enrolment('alice', 'x'), firstName: 'x'.repeat(2000) }),
    ],
    'with an oversized CSR': [
      'CSR_TOO_LARGE',
      () => JSON.stringify({ ...enrolment('alice', 'x'), csr: 'A'.repeat(12_000) }),
    ],
    'of 40 kB': [
      'REQUEST_TOO_LARGE',
      () => JSON.stringify({ ...enrolment('alice', 'x'), firstName: 'x'.repeat(40_000) }),
    ],
    'of 900 kB': ['REQUEST_TOO_LARGE', () => 'x'.repeat(900_000)],
    'nested a thousand deep': ['REQUEST_MALFORMED', () => '['.repeat(1000) + ']'.repeat(1000)],
  }
  for (const [defect, [code, body]] of Object.entries(cases))
    it(`${defect}: ${code}`, async () => {
      const reply = await send(harbour, '/v1/enrol', { body: body() })
      assert.equal(reply.code, code)
      assert.ok(!reply.text.includes('node_modules'), 'no stack trace')
    })
  it('of another type: REQUEST_MALFORMED', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal(
      (await send(harbour, '/v1/enrol', { body: 'login=alice', headers })).code,
      'REQUEST_MALFORMED',
    )
  })
  it('SQL in every field changes nothing', async () => {
    const sql = "x'); drop table users; --"
    for (const field of [
      'login',
      'invitation',
      'password',
      'firstName',
      'lastName',
      'email',
      'cardNumber',
      'deviceName',
    ])
      await postEnrolment(harbour, { ...enrolment('alice', await harbour.secret()), [field]: sql })
    assert.equal((await postEnrolment(harbour, enrolment('zelda', await harbour.secret()))).status, 201)
  })
})

describe('a hostile request', { concurrency: true }, () => {
  const status = (text: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])
  const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`
  for (const tls of [true, false]) {
    const over = tls ? 'HTTPS' : 'HTTP'
    it(`that is no HTTP, over ${over}`, async () => {
      assert.equal(status(await sendRaw(harbour, 'SSH-2.0-OpenSSH_9.6\r\n\r\n', { tls })), 400)
    })
    it(`with a header of 20 kB, over ${over}`, async () => {
      const reply = await sendRaw(harbour, lines('GET / HTTP/1.1', 'Host: x', `X: ${'y'.repeat(20_000)}`), {
        tls,
      })
      assert.equal(status(reply), 431)
      assert.match(reply, /REQUEST_TOO_LARGE/)
    })
    it(`with two lengths, over ${over}`, async () => {
      const smuggled = lines('POST /v1/enrol HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Content-Length: 40')
      assert.equal(status(await sendRaw(harbour, `${smuggled}{}`, { tls })), 400)
    })
    it(`with a length and chunks, over ${over}`, async () => {
      const smuggled = lines(
        'POST /v1/enrol HTTP/1.1',
        'Host: x',
        'Content-Length: 2',
        'Transfer-Encoding: chunked',
      )
      assert.equal(status(await sendRaw(harbour, `${smuggled}0\r\n\r\n`, { tls })), 400)
    })
    it(`with a line break in a header, over ${over}`, async () => {
      assert.equal(
        status(await sendRaw(harbour, 'GET / HTTP/1.1\r\nHost: x\nY: z\rQ: 1\r\n\r\n', { tls })),
        400,
      )
    })
    it(`that stops in its headers is ended by itself, over ${over}`, async () => {
      const begun = Date.now()
      const reply = await sendRaw(harbour, 'GET / HTTP/1.1\r\nHost: x\r\n', { tls })
      assert.equal(status(reply), 408)
      assert.match(reply, /REQUEST_TOO_SLOW/)
      assert.ok(Date.now() - begun < HEADERS_TIMEOUT + LATE)
    })
  }
  it('that drips its body a byte at a time is ended all the same', async () => {
    const begun = Date.now()
    const head = lines(
      'POST /v1/enrol HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Content-Length: 3000',
    )
    let timer: NodeJS.Timeout | undefined
    const reply = await sendRaw(harbour, head, {
      onOpen: (write) => {
        timer = setInterval(() => write(' '), 200)
      },
    })
    clearInterval(timer)
    assert.equal(status(reply), 408)
    assert.ok(Date.now() - begun < REQUEST_TIMEOUT + LATE)
  })
  it('of a connection that says nothing is ended by itself', async () => {
    const begun = Date.now()
    await sendRaw(harbour, '', { tls: false })
    assert.ok(Date.now() - begun < FIRST_BYTE_TIMEOUT + LATE)
  })
  it('that breaks off in the TLS handshake hurts nobody', async () => {
    const [host = '', port] = harbour.address.split(':')
    await new Promise<void>((resolve) => {
      const socket = connect({ host, port: Number(port) }, () => {
        socket.write(Buffer.from('1603010200010001fc0303', 'hex'))
        socket.resetAndDestroy()
        resolve()
      })
    })
    assert.equal((await send(harbour, '/v1/realm')).status, 200)
  })
  it('by an old TLS is refused', async () => {
    const [host = '', port] = harbour.address.split(':')
    await assert.rejects(
      new Promise((resolve, reject) => {
        const options = { host, port: Number(port), ca: pem(harbour.authority.realm.root.der) }
        const socket = tlsConnect({ ...options, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }, () =>
          resolve(socket.destroy()),
        )
        socket.on('error', reject)
      }),
    )
  })
  it('by another method or path has its code', async () => {
    assert.equal((await send(harbour, '/v1/enrol')).code, 'PATH_UNKNOWN')
    assert.equal((await send(harbour, '/v1/enrol', { method: 'DELETE' })).code, 'PATH_UNKNOWN')
    assert.equal((await send(harbour, '/v1/%00')).code, 'PATH_UNKNOWN')
    assert.equal((await send(harbour, '/%zz')).code, 'REQUEST_MALFORMED')
  })
})

it('one address that asks without end is told to wait, and others are not', async (t) => {
  const small = await startTestAuthority(t, { requestsPerMinute: 5 })
  const codes = []
  for (let request = 0; request < 8; request++) codes.push((await send(small, '/v1/realm')).code)
  assert.deepEqual(codes, [...Array(5).fill(undefined), ...Array(3).fill('RATE_LIMITED')])
  assert.equal((await send(small, '/root.der', { plain: true })).status, 200, 'lists stay in reach')
})

function pem(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
}
