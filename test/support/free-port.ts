// Ports for programs that must be told one before they listen.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'

/** Below the ports a system gives out by itself, so that no other program is given one of them meanwhile. */
const PORTS = { from: 20_000, to: 32_000 }
const TRIES = 50

/** @returns the first of so many in a row */
export async function freePort(inARow = 1): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const first = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from))
    const ports = Array.from({ length: inARow }, (_, at) => first + at)
    if ((await Promise.all(ports.map(isFree))).every((free) => free)) return first
  }
  assert.fail('no free ports')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '0.0.0.0', () => probe.close(() => resolve(true)))
  })
}
