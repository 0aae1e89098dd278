// What stands in a line of the audit log, in plain words. An act nobody translated yet is shown by its name.
import { language, saying } from '../state/language.svelte.ts'
import { acts, facts, reads } from '../words/acts.ts'
import { reasonName } from '../words/certificates.ts'
import { roleName } from '../words/shell.ts'

const done = saying(acts)
const asked = saying(reads)
const fact = saying(facts)

/** Acts one can filter by, in the order of their words in the language of the page. */
export function actsInOrder(): readonly string[] {
  return Object.keys(acts).sort((a, b) => actWords(a).localeCompare(actWords(b), language.locale))
}

export function actWords(act: string): string {
  if (isAct(act)) return done(act)
  return isRead(act) ? asked(act) : act
}

function isAct(act: string): act is keyof typeof acts {
  return Object.hasOwn(acts, act)
}

function isRead(act: string): act is keyof typeof reads {
  return Object.hasOwn(reads, act)
}

/** Whoever did it: a person by their login; others in words. Of somebody refused only what they said is known. */
export function whoWords(line: {
  readonly who: string | null
  readonly outcome: string
  readonly detail: unknown
}): string {
  const french = language.current === 'fr'
  if (line.who !== null) {
    const name = nameOfAsker(line.who)
    // A login begins as it is written; words begin a line.
    return name === line.who ? name : name.charAt(0).toUpperCase() + name.slice(1)
  }
  const { login } = (typeof line.detail === 'object' ? (line.detail ?? {}) : {}) as { login?: unknown }
  if (typeof login !== 'string') return french ? 'Quelqu’un' : 'Somebody'
  if (line.outcome === 'DONE') return login
  return french ? `Quelqu’un, comme ${login}` : `Somebody, as ${login}`
}

/** A login; or whoever acts without one, in words. */
export function nameOfAsker(who: string): string {
  const french = language.current === 'fr'
  if (who === 'keeper') return french ? 'le gardien' : 'the keeper'
  if (who === 'authority') return french ? 'l’autorité' : 'the authority'
  return who
}

/** `login: alice · role: Administrator`, without what says nothing. */
export function detailText(detail: Readonly<Record<string, unknown>>): string {
  const is = language.current === 'fr' ? ' : ' : ': '
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
    .map(([name, value]) =>
      value === true ? factName(name) : `${factName(name)}${is}${factValue(name, value)}`,
    )
    .join(' · ')
}

function factName(name: string): string {
  return isFact(name) ? fact(name) : name
}

function factValue(name: string, value: unknown): string {
  const text = String(value)
  if (name === 'role') return roleName(text)
  if (name === 'reason') return reasonName(text)
  if (name === 'state' || name === 'direction') return factName(text)
  return text
}

function isFact(name: string): name is keyof typeof facts {
  return Object.hasOwn(facts, name)
}
