// The terminal program in a real terminal: full screen, resized, left as it was found.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { temporaryFolder } from '../../support/folder.ts'
import { repository } from '../../support/program.ts'
import { fakePeer } from '../support/fake-peer.ts'

const impossible =
  spawnSync('tmux', ['-V']).status !== 0
    ? 'tmux is not installed'
    : existsSync(join(repository, 'dist/parley.js'))
      ? false
      : 'not built: npm run build'

function terminal(t: TestContext, command: string) {
  const socket = `parley-test-${process.pid}`
  const tmux = (...args: string[]) => spawnSync('tmux', ['-L', socket, ...args], { encoding: 'utf8' }).stdout
  tmux('new-session', '-d', '-x', '100', '-y', '24', '-s', 'chat', command)
  t.after(() => tmux('kill-server'))
  const screen = () => tmux('capture-pane', '-p', '-t', 'chat')
  const shows = async (wanted: RegExp | string) => {
    const deadline = Date.now() + 60_000
    for (;;) {
      const frame = screen()
      if (typeof wanted === 'string' ? frame.includes(wanted) : wanted.test(frame)) return frame
      if (Date.now() > deadline) assert.fail(`expected ${wanted}, but the terminal shows\n${frame}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { tmux, shows, keys: (...names: string[]) => tmux('send-keys', '-t', 'chat', ...names) }
}

describe('the terminal program in tmux', { skip: impossible }, () => {
  it('fills the screen, follows its size, and gives it back', async (t) => {
    const folder = await temporaryFolder(t)
    const peer = await fakePeer(t, join(folder, 'alice'))
    peer.write('bob', 'Hello from the other side')
    const parley = `LANG=C.UTF-8 '${process.execPath}' '${repository}scripts/parley.js'`
    const { tmux, shows, keys } = terminal(
      t,
      `echo before; ${parley} chat @bob --no-mailbox --data '${peer.folder}'; echo "left with $?"; exec cat`,
    )
    const wide = await shows('Hello from the other side')
    const rows = wide.trimEnd().split('\n')
    assert.equal(rows.length, 24)
    assert.match(rows[0] ?? '', /@bob \(Bob Anchor\), online/)
    assert.match(rows[22] ?? '', /sessions/)
    assert.match(rows[23] ?? '', /^@bob> /)
    assert.match(wide, /1 ● bob/)
    assert.equal(peer.status.mailbox.state, 'off')

    keys('Hi Bob', 'Enter')
    await shows(/○ +alice {2}Hi Bob/)

    tmux('resize-window', '-t', 'chat', '-x', '60', '-y', '16')
    // A narrow screen belongs to the conversation: the list of people has gone once it is drawn.
    const narrow = await shows(/^(?![\s\S]*1 ● bob)[\s\S]*^ @bob \(Bob Anchor\), online.{0,40}$/m)
    assert.equal(narrow.trimEnd().split('\n').length, 16)
    tmux('resize-window', '-t', 'chat', '-x', '160', '-y', '40')
    await shows('1 ● bob')

    keys('/quit', 'Enter')
    const after = await shows('left with 0')
    assert.match(after, /before/)
    assert.doesNotMatch(after, /Hi Bob/)
  })
})
