// Both languages say the same things: same parameters, nothing left out.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cliWords } from '@parley/shared/text/cli.ts'
import { clockIn, clockWords } from '@parley/shared/text/clock.ts'
import { type Bilingual, type Counted, sayIn } from '@parley/shared/text/define.ts'
import { languageOf } from '@parley/shared/text/language.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { terminalWords } from '@parley/shared/text/terminal.ts'

const dictionaries = { cliWords, clockWords, peerWords, terminalWords }

const texts = (entry: Bilingual | Counted, language: 'en' | 'fr'): string[] => {
  const said = entry[language]
  return typeof said === 'string' ? [said] : [said.one, said.other]
}
const parameters = (said: readonly string[]) =>
  [...new Set(said.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)))].sort()

describe('words', () => {
  for (const [name, words] of Object.entries(dictionaries))
    it(`of ${name} have the same parameters in both languages`, () => {
      for (const [key, entry] of Object.entries<Bilingual | Counted>(words)) {
        assert.deepEqual(parameters(texts(entry, 'fr')), parameters(texts(entry, 'en')), key)
        for (const text of [...texts(entry, 'en'), ...texts(entry, 'fr')])
          assert.notEqual(text.trim(), '', key)
      }
    })

  it('count as each language counts', () => {
    const say = { en: sayIn(clockWords, 'en'), fr: sayIn(clockWords, 'fr') }
    assert.equal(say.en('days', { count: 1 }), '1 day')
    assert.equal(say.en('days', { count: 0 }), '0 days')
    assert.equal(say.fr('days', { count: 0 }), '0 jour')
    assert.equal(say.fr('days', { count: 2 }), '2 jours')
  })

  it('are chosen by the locale that counts first', () => {
    assert.equal(languageOf({}), 'en')
    assert.equal(languageOf({ LANG: 'fr_FR.UTF-8' }), 'fr')
    assert.equal(languageOf({ LANG: 'fr_CH', LC_ALL: 'C' }), 'en')
    assert.equal(languageOf({ LANG: 'fr', LC_ALL: '' }), 'fr')
    assert.equal(languageOf({ LANG: 'frr_DE' }), 'en')
  })

  it('tell spans as people do', () => {
    const { span } = clockIn('en')
    const hour = 3_600_000
    assert.deepEqual([0, 61_000, 20 * hour, 6 * 24 * hour].map(span), ['0 s', '61 s', '20 h', '6 days'])
  })
})
