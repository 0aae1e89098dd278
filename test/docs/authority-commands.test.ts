// Every `parley ca` line in the pages about the authority names a command and options that exist.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { authorityProgram } from '@parley/ca-node/main.ts'

const OF_EVERY_COMMAND = ['--data', '--json', '--help']

for (const page of ['CEREMONY', 'ROLES', 'AUDIT'])
  describe(`docs/${page}.md`, () => {
    const text = readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8')
    const lines = text.split('\n').filter((line) => line.startsWith('    parley ca '))
    for (const line of lines)
      it(line.trim(), () => {
        const words = line.trim().split(' ').slice(2)
        const command = authorityProgram.commands
          .filter(({ name }) => words.join(' ').startsWith(name))
          .toSorted((a, b) => b.name.length - a.name.length)[0]
        assert.ok(command, 'no such command')
        const known = Object.values(command.options).flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? [])
        for (const word of words.filter((each) => each.startsWith('--')))
          assert.ok([...known, ...OF_EVERY_COMMAND].includes(word), word)
        const needed = Object.values(command.args).filter(({ term }) => term.startsWith('<')).length
        const given = words.slice(command.name.split(' ').length).filter((each) => !each.startsWith('--'))
        assert.ok(given.length >= needed, 'an argument is missing')
      })
    it('has such lines', () => assert.ok(lines.length > 0))
  })
