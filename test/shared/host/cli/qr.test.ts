// A QR code on a terminal: what is drawn is the code itself, dark on light, and only where it fits and can be scanned.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { qrLines } from '@parley/shared/host/cli/qr.ts'
import { encode } from 'uqr'
import { fakeHost } from '../../../support/host.ts'

const LINK = `https://192.168.178.123:8443/join#v=1&root=${'ab'.repeat(32)}&secret=${'A'.repeat(22)}&also=10.0.0.1:8443`
const SGR = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'g')

function screenOf(columns: number, isTTY = true) {
  return Object.assign(fakeHost({ tty: true }).stdout, { columns, isTTY })
}

/** What a camera sees: two modules a character. */
function modules(lines: readonly string[]): boolean[][] {
  return lines.flatMap((line) => {
    const characters = [...line.replace(SGR, '')]
    return [characters.map((one) => '▀█'.includes(one)), characters.map((one) => '▄█'.includes(one))]
  })
}

describe('a QR code on a terminal', () => {
  const host = fakeHost({ tty: true })
  it('is the code, module for module, in 80 columns', () => {
    const lines = qrLines(host, screenOf(80), LINK) ?? []
    const { data, size } = encode(LINK, { ecc: 'L', border: 4 })
    assert.ok(size <= 80)
    assert.deepEqual(modules(lines).slice(0, size), data)
  })
  it('is dark on light whatever the colours of the terminal are', () => {
    for (const line of qrLines(host, screenOf(80), LINK) ?? [])
      assert.ok(line.startsWith('\u001b[38;5;16m\u001b[48;5;231m') && line.endsWith('\u001b[0m'))
  })
  it('has a narrower margin on a narrow terminal, and is left out on one that is too narrow', () => {
    const { size } = encode(LINK, { ecc: 'L', border: 4 })
    assert.equal(modules(qrLines(host, screenOf(size - 4), LINK) ?? [])[0]?.length, size - 4)
    assert.equal(qrLines(host, screenOf(size - 5), LINK), undefined)
  })
  it('is left out where there is no terminal', () => {
    assert.equal(qrLines(host, screenOf(80, false), LINK), undefined)
    assert.equal(qrLines({ ...host, environment: { TERM: 'dumb' } }, screenOf(80), LINK), undefined)
  })
})
