// What keys mean, how a line is edited and completed, and what a typed line asks for.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { complete } from '@parley/peer/terminal/complete.ts'
import { layoutOf } from '@parley/peer/terminal/input-line.tsx'
import { keysOf } from '@parley/peer/terminal/keys.ts'
import * as edit from '@parley/peer/terminal/line-editor.ts'
import { requestOf } from '@parley/peer/terminal/slash.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

const FAMILY = '👩‍👩‍👧'

describe('a line being edited', () => {
  it('goes by what a person sees as one character', () => {
    const line = edit.lineOf(`é${FAMILY}!`)
    assert.equal(edit.backspace(edit.left(line)).text, 'é!')
    assert.equal(edit.remove(edit.home(line)).text, `${FAMILY}!`)
    assert.equal(edit.insert(edit.left(edit.left(line)), 'x').text, `éx${FAMILY}!`)
  })

  it('goes by words', () => {
    const line = edit.lineOf('the tide  turns')
    assert.equal(edit.removeWord(line).text, 'the tide  ')
    assert.equal(edit.removeWord(edit.removeWord(line)).text, 'the ')
    assert.equal(edit.wordLeft(edit.wordLeft(line)).cursor, 4)
    assert.equal(edit.wordRight(edit.home(line)).cursor, 3)
    assert.equal(edit.removeToStart(edit.wordLeft(line)).text, 'turns')
    assert.equal(edit.removeToEnd(edit.wordLeft(line)).text, 'the tide  ')
  })

  it('keeps its cursor inside, whatever is done', () => {
    const steps = [edit.left, edit.right, edit.home, edit.end, edit.backspace, edit.remove, edit.removeWord]
    const more = [edit.wordLeft, edit.wordRight, edit.removeToStart, edit.removeToEnd]
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.constantFrom(...steps, ...more)),
        (text, done) => {
          const line = done.reduce((at, step) => step(at), edit.lineOf(text))
          assert.ok(line.cursor >= 0 && line.cursor <= line.text.length)
          assert.ok(line.text.isWellFormed())
        },
      ),
    )
  })

  it('wraps into rows, and knows where its cursor is', () => {
    assert.deepEqual(layoutOf(edit.lineOf('abcdef'), '> ', 6), { rows: ['> abc', 'def'], row: 1, column: 3 })
    assert.deepEqual(layoutOf(edit.home(edit.lineOf('日本')), '> ', 20), {
      rows: ['> 日本'],
      row: 0,
      column: 2,
    })
    const tall = layoutOf(edit.lineOf('1\n2\n3\n4\n5\n6\n7'), '> ', 20)
    assert.deepEqual([tall.rows.length, tall.rows.at(-1), tall.row], [5, '7', 4])
  })
})

describe('keys', () => {
  it('tell Backspace from Delete, and Alt with a digit from a digit', () => {
    assert.deepEqual(keysOf('\u007f'), [{ kind: 'action', action: 'backspace' }])
    assert.deepEqual(keysOf('\u001b[3~'), [{ kind: 'action', action: 'remove' }])
    assert.deepEqual(keysOf('\u001b2'), [{ kind: 'switch', number: 2 }])
    assert.deepEqual(keysOf('2'), [{ kind: 'text', text: '2' }])
  })

  it('find Enter behind text that came with it', () => {
    assert.deepEqual(keysOf('hello\r'), [
      { kind: 'text', text: 'hello' },
      { kind: 'action', action: 'send' },
    ])
  })

  it('do nothing where they mean nothing', () => {
    for (const key of ['\u001b[99~', '\u001bOZ']) assert.deepEqual(keysOf(key), [{ kind: 'nothing' }])
  })
})

describe('Tab', () => {
  const logins = ['bob', 'bertram', 'carol']
  const after = (text: string, times = 1) => {
    let line = edit.lineOf(text)
    let going: Parameters<typeof complete>[2]
    for (let n = 0; n < times; n++) {
      const done = complete(line, logins, going)
      if (done === undefined) return undefined
      line = done.line
      going = done.going
    }
    return line.text
  }

  it('completes names and commands, and goes round', () => {
    assert.equal(after('/wh'), '/who ')
    assert.equal(after('/wh', 2), '/whois ')
    assert.equal(after('ask @b'), 'ask @bob ')
    assert.equal(after('ask @b', 2), 'ask @bertram ')
    assert.equal(after('ask @b', 3), 'ask @bob ')
    assert.equal(after('/msg '), '/msg @bob ')
    assert.equal(after('/msg ca'), '/msg @carol ')
  })

  it('leaves alone what it does not know', () => {
    assert.equal(after('hello '), undefined)
    assert.equal(after('@zed'), undefined)
  })
})

describe('a typed line', () => {
  it('is a message, or a command', () => {
    assert.deepEqual(requestOf('Hello'), { kind: 'say', text: 'Hello' })
    assert.deepEqual(requestOf('//etc/hosts'), { kind: 'say', text: '/etc/hosts' })
    assert.deepEqual(requestOf('/msg bob Hi  there'), { kind: 'message', target: '@bob', text: 'Hi  there' })
    assert.deepEqual(requestOf('/msg @bob'), { kind: 'open', target: '@bob' })
    assert.deepEqual(requestOf('/whois'), { kind: 'whois', target: undefined })
    assert.deepEqual(requestOf('/QUIT'), { kind: 'quit' })
    assert.deepEqual(requestOf('  '), { kind: 'nothing' })
  })

  it('that asks for what is not there is refused with its code', () => {
    assert.throws(() => requestOf('/dance'), fault('SLASH_UNKNOWN'))
    assert.throws(() => requestOf('/msg'), fault('SLASH_INCOMPLETE'))
    assert.throws(() => requestOf('/msg # hi'), fault('TARGET_MALFORMED'))
    assert.throws(() => requestOf('/whois b!b'), fault('LOGIN_MALFORMED'))
  })
})
