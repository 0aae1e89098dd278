// What a password must be, after NIST SP 800-63B section 5.1.1.2: long, not among the commonest, not the
// person's own name; no rule about kinds of characters. Never hashes or keeps one.
import { Fault } from '../faults/fault.ts'
import type { Brand } from '../identity/brand.ts'
import { MAX_PASSWORD, MIN_NAME_IN_PASSWORD, MIN_PASSWORD } from './constants.ts'
import { folded } from './text.ts'

/** NFC (so that every keyboard gives the same bytes), 10-256 code points, refused if it is easily guessed. */
export type Password = Brand<string, 'Password'>

/** The stems under the commonest leaked passwords, English and French; digits and marks around them do not help. */
const COMMON_STEMS: ReadonlySet<string> = new Set([
  ...['password', 'passwort', 'passphrase', 'passw', 'motdepasse', 'monmotdepasse', 'secret', 'topsecret'],
  ...[
    'qwerty',
    'qwertyui',
    'qwertyuiop',
    'qwertyuiopasdfghjkl',
    'azerty',
    'azertyui',
    'azertyuiop',
    'qwertz',
  ],
  ...[
    'azertyuiopqsdfghjklm',
    'asdfghjkl',
    'qsdfghjklm',
    'zxcvbnm',
    'wxcvbn',
    'qazwsx',
    'qazwsxedc',
    'qweasdzxc',
  ],
  ...[
    'iloveyou',
    'jetaime',
    'jetaimefort',
    'welcome',
    'bienvenue',
    'bonjour',
    'letmein',
    'changeme',
    'default',
  ],
  ...[
    'admin',
    'administrator',
    'administrateur',
    'parley',
    'login',
    'monkey',
    'dragon',
    'football',
    'baseball',
  ],
  ...[
    'princess',
    'princesse',
    'sunshine',
    'soleil',
    'superman',
    'batman',
    'pokemon',
    'starwars',
    'doudou',
    'loulou',
  ],
  ...[
    'marseille',
    'chouchou',
    'nicolas',
    'trustno',
    'master',
    'shadow',
    'michael',
    'charlie',
    'whatever',
    'test',
  ],
  ...['abcdefghij', 'abcdefghijk', 'abcdefghijklmnopqrstuvwxyz', 'aaa', 'abc', 'abcd'],
])

/** Digits and signs people write for letters. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

/**
 * @param about the person's own words: login, names, e-mail's local part, realm
 * @throws Fault PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_MALFORMED, PASSWORD_CONTAINS_NAME, PASSWORD_TOO_COMMON
 */
export function strongPassword(raw: string, about: readonly string[]): Password {
  const password = passwordText(raw)
  if ([...password].length < MIN_PASSWORD) throw new Fault('PASSWORD_TOO_SHORT', { min: MIN_PASSWORD })
  const plain = folded(password)
  const own = about.map(folded).filter((word) => word.length >= MIN_NAME_IN_PASSWORD)
  if (own.some((word) => plain.includes(word))) throw new Fault('PASSWORD_CONTAINS_NAME')
  if (isCommon(plain)) throw new Fault('PASSWORD_TOO_COMMON')
  return password
}

/** A password to be compared with a kept one: bounded and normalised, not judged. */
export function passwordText(raw: string): Password {
  if (raw.length > MAX_PASSWORD * 2) throw new Fault('PASSWORD_TOO_LONG', { max: MAX_PASSWORD })
  if (!raw.isWellFormed() || /[\p{Cc}\uFFFD]/u.test(raw)) throw new Fault('PASSWORD_MALFORMED')
  const password = raw.normalize('NFC')
  if ([...password].length > MAX_PASSWORD) throw new Fault('PASSWORD_TOO_LONG', { max: MAX_PASSWORD })
  return password as Password
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size <= 3 || isRun(plain)) return true
  const letters = plain.replace(/[^a-z]/g, '')
  const edges = plain.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const unleet = (text: string) =>
    text.replace(/[0134579@$]/g, (sign) => LEET[sign] ?? sign).replace(/[^a-z]/g, '')
  return [letters, unleet(plain), unleet(edges)].some((stem) => COMMON_STEMS.has(stem))
}

/** 1234567890, 9876543210, abcdefghij: each character next to the one before, the digit 0 after 9. */
function isRun(plain: string): boolean {
  const points = [...plain].map((character) => character.codePointAt(0) ?? 0)
  const steps = points.slice(1).map((point, index) => point - (points[index] ?? 0))
  return [1, -1].some((step) => steps.every((at) => at === step || at === -9 * step))
}
