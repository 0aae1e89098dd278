// Frames on a terminal: only what changed is written, and no row scrolls the screen.
import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, it } from 'node:test'
import { Screen } from '@parley/peer/terminal/screen.ts'

function terminal(columns: number, rows: number) {
  const written: string[] = []
  const stream = new PassThrough()
  stream.on('data', (chunk: Buffer) => written.push(chunk.toString()))
  // A terminal as far as Screen looks at it.
  const tty = Object.assign(stream, { columns, rows, isTTY: true }) as unknown as NodeJS.WriteStream
  const taken = async () => {
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    return written.splice(0).join('')
  }
  return { tty, taken }
}

describe('the screen', () => {
  it('writes a row again only when it changed', async () => {
    const { tty, taken } = terminal(20, 3)
    const screen = new Screen(tty)
    screen.draw('title\nhello\nprompt')
    assert.match(await taken(), /title.*hello.*prompt/s)
    screen.draw('title\nhello Bob\nprompt')
    const change = await taken()
    assert.match(change, /hello Bob/)
    assert.doesNotMatch(change, /title|prompt|\n/)
  })

  it('does not erase the last character of a full row', async () => {
    const { tty, taken } = terminal(5, 2)
    const screen = new Screen(tty)
    screen.draw('12345\n1234')
    const text = await taken()
    assert.equal(text.includes('12345\u001b[0m\u001b[K'), false)
    assert.equal(text.includes('1234\u001b[0m\u001b[K'), true)
  })

  it('draws everything again when asked', async () => {
    const { tty, taken } = terminal(20, 3)
    const screen = new Screen(tty)
    screen.draw('title\nhello')
    await taken()
    screen.repaint()
    assert.match(await taken(), /title.*hello/s)
  })

  it('takes many frames at once as the last of them', async () => {
    const { tty, taken } = terminal(20, 3)
    const screen = new Screen(tty)
    for (let n = 0; n < 100; n++) screen.draw(`frame ${n}.`)
    const text = await taken()
    assert.match(text, /frame 99\./)
    assert.doesNotMatch(text, /frame 98\./)
  })
})
