// What people may say about themselves: every field with what it takes and what it refuses, each by its own code.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { login, realmName, typedLogin } from '@parley/shared/identity/login.ts'
import { cardNumber } from '@parley/shared/people/card.ts'
import { emailAddress } from '@parley/shared/people/email.ts'
import { deviceName, firstName, lastName } from '@parley/shared/people/name.ts'
import { strongPassword } from '@parley/shared/people/password.ts'
import { validPerson } from '@parley/shared/people/person.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { skeleton } from '@parley/shared/people/skeleton.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

/** U+0000 and the like must not stand in a source file as themselves. */
const named = (text: string) => JSON.stringify(text)

function refuses(
  check: (raw: string) => unknown,
  code: FaultCode,
  values: Readonly<Record<string, string>>,
): void {
  for (const [defect, value] of Object.entries(values)) {
    it(`refuses ${defect}: ${named(value.slice(0, 40))}`, () =>
      assert.throws(() => check(value), fault(code)))
  }
}

describe('a login', () => {
  for (const [typed, kept] of [
    ['alice', 'alice'],
    ['Alice', 'alice'],
    ['@bob', 'bob'],
    [' jean.dupont ', 'jean.dupont'],
    ['a1', 'a1'],
    ['x'.repeat(32), 'x'.repeat(32)],
  ] as const)
    it(`takes ${named(typed)} as ${kept}`, () => assert.equal(typedLogin(typed), kept))
  refuses(typedLogin, 'LOGIN_MALFORMED', {
    nothing: '',
    'one letter': 'a',
    'a digit first': '1alice',
    'too long': 'x'.repeat(33),
    'a huge one': 'x'.repeat(1_000_000),
    'a space inside': 'al ice',
    'an accent': 'hélène',
    'a Cyrillic a': '\u0430lice',
    'a zero-width joiner': 'al\u200dice',
    'a full-width letter': '\uff41lice',
    'two dots': 'a..b',
    'a dot at the end': 'alice.',
    SQL: "x' or '1'='1",
    LDAP: '*)(uid=*',
    'a path': '../root',
    'a line break': 'alice\nbob',
  })
  it('keeps its canonical form strict: what travels is never folded', () => {
    assert.throws(() => login('Alice'), fault('LOGIN_MALFORMED'))
  })
})

describe('a reserved login', () => {
  for (const word of ['admin', 'root', 'authority', 'everyone', 'system', 'parley', 'adm1n', 'r00t', 'ADMlN'])
    it(`refuses ${word}`, () =>
      assert.throws(() => unreservedLogin(typedLogin(word)), fault('LOGIN_RESERVED')))
  it('takes alice', () => assert.equal(unreservedLogin(login('alice')), 'alice'))
})

describe('look-alike logins', () => {
  for (const [one, other] of [
    ['bob', 'b0b'],
    ['alice', 'a1ice'],
    ['alice', 'allce'],
    ['marc', 'rnarc'],
    ['walter', 'vvalter'],
    ['jean.dupont', 'jean-dupont'],
    ['jean.dupont', 'jean_dupont'],
  ] as const)
    it(`${one} and ${other} are one`, () => assert.equal(skeleton(login(one)), skeleton(login(other))))
  for (const [one, other] of [
    ['clara', 'dara'],
    ['alice', 'alicia'],
    ['user10', 'user11'],
  ] as const)
    it(`${one} and ${other} are two`, () => assert.notEqual(skeleton(login(one)), skeleton(login(other))))
  it('numbers stay apart', () => {
    const numbers = Array.from({ length: 1000 }, (_, number) => skeleton(login(`u${number}`)))
    assert.equal(new Set(numbers).size, 1000)
  })
})

describe('a name', () => {
  for (const name of [
    'Alice',
    'Zoë',
    'Jean-Pierre',
    'O’Neill',
    "D'Arcy",
    'Nguyễn',
    '李小龍',
    'محمد',
    'Ng',
    'Martin Jr.',
  ])
    it(`takes ${name}`, () => assert.equal(firstName(name), name.normalize('NFC')))
  it('is kept in NFC, with single spaces', () => assert.equal(lastName(' Zoe\u0308  Lou '), 'Zoë Lou'))
  refuses(firstName, 'FIRST_NAME_MALFORMED', {
    'only spaces': '   ',
    'a right-to-left override': 'alice\u202egpj',
    'an isolate': '\u2066alice',
    'a control character': 'ali\u0007ce',
    'an escape sequence': '\u001b[31malice',
    'a line break': 'alice\nadmin',
    'a lone surrogate': 'ali\ud800ce',
    'what was not UTF-8': 'ali\ufffdce',
    'stacked marks': `a${'\u0301'.repeat(12)}lice`,
    'a private character': 'ali\ue000ce',
    markup: '<script>alert(1)</script>',
    'too long': 'x'.repeat(65),
    'a huge one': 'x'.repeat(1_000_000),
    'no letter': '----',
  })
  refuses(lastName, 'LAST_NAME_MALFORMED', { 'a zero-width space': 'Liddell\u200b' })
  refuses(deviceName, 'DEVICE_NAME_MALFORMED', {
    'a tab': 'my\tlaptop',
    'nothing visible': '\u2800\u200b',
    dashes: '--',
  })
  it('a device may have a sign in its name', () =>
    assert.equal(deviceName('Alice’s laptop #2'), 'Alice’s laptop #2'))
})

describe('an e-mail address', () => {
  for (const address of [
    'alice@example.org',
    'a.b+c@mail.example.co.uk',
    'hélène@exämple.fr',
    "o'neill@example.org",
  ])
    it(`takes ${address}`, () => assert.equal(emailAddress(address), address.normalize('NFC')))
  it('keeps the domain in lower case', () =>
    assert.equal(emailAddress('Alice@EXAMPLE.Org'), 'Alice@example.org'))
  refuses(emailAddress, 'EMAIL_MALFORMED', {
    'no at': 'alice.example.org',
    'two ats': 'alice@bob@example.org',
    'no domain': 'alice@',
    'no dot in the domain': 'alice@example',
    'nobody at it': '@example.org',
    'two dots': 'a..b@example.org',
    'a dot first': '.a@example.org',
    'a dash at an edge of the domain': 'a@-example.org',
    'a space': 'ali ce@example.org',
    'a header': 'alice@example.org\r\nbcc: all@example.org',
    'too long a mailbox': `${'x'.repeat(65)}@example.org`,
    'too long': `a@${'x.'.repeat(126)}org`,
  })
})

describe('a card number', () => {
  for (const [typed, kept] of [
    ['12345', '12345'],
    ['1234 5678 9012', '123456789012'],
    ['ab-1234', 'AB-1234'],
  ] as const)
    it(`takes ${typed}`, () => assert.equal(cardNumber(typed), kept))
  refuses(cardNumber, 'CARD_NUMBER_MALFORMED', {
    'too short': '123',
    'too long': '1'.repeat(33),
    'a huge one': '1'.repeat(1_000_000),
    'two dashes': '12--34',
    'a dash first': '-1234',
    SQL: "1234'; drop table users; --",
    'Arabic digits': '\u0661\u0662\u0663\u0664',
  })
})

describe('a password', () => {
  const about = ['alice', 'Alice', 'Liddell', 'alice.l', 'harbour']
  const strong = (raw: string) => strongPassword(raw, about)
  for (const password of [
    'three loud herons',
    'h8Vq-2kLm!x',
    'où est la bibliothèque',
    '🦜🦢🦩🦚🦉🦅🐦🐧🐤🦆',
    'x'.repeat(60).replace(/x/g, () => 'abzq'),
  ])
    it(`takes ${named(password.slice(0, 30))}`, () =>
      assert.equal(strong(password), password.normalize('NFC')))
  it('is the same from every keyboard', () => {
    assert.equal(strong('caf\u0065\u0301 au lait tiede'), strong('caf\u00e9 au lait tiede'))
  })
  refuses(strong, 'PASSWORD_TOO_SHORT', { nothing: '', 'nine characters': 'h8Vq-2kLm' })
  refuses(strong, 'PASSWORD_TOO_LONG', {
    '257 characters': `${'ab'.repeat(128)}c`,
    'a huge one': 'x'.repeat(1_000_000),
  })
  refuses(strong, 'PASSWORD_MALFORMED', {
    'a control character': 'three\u0000loud herons',
    'not text': 'three\ud800loud herons',
  })
  refuses(strong, 'PASSWORD_CONTAINS_NAME', {
    'the login': 'xx-Alice-2026-xx',
    'the last name': 'my name is LIDDELL',
    'the name without its accent': 'the hArbour at night',
  })
  refuses(strong, 'PASSWORD_TOO_COMMON', {
    'the commonest': 'password123',
    'the commonest in French': 'motdepasse1',
    'signs for letters': 'P@ssw0rd2026!',
    'a keyboard row': 'qwertyuiop',
    'a French keyboard row': 'azertyuiop123',
    'a run of digits': '1234567890',
    'a run backwards': '9876543210',
    'a run of letters': 'abcdefghij',
    'one character': 'aaaaaaaaaaaa',
    'two characters': 'ababababab',
    'digits only around it': '123iloveyou456',
  })
})

describe('a person', () => {
  const alice = { login: 'alice', password: 'three loud herons' }
  it('needs only login and password unless the realm asks for more', () => {
    assert.deepEqual(validPerson({ ...alice, email: '' }, [], 'harbour'), {
      ...{ login: 'alice', password: 'three loud herons', firstName: undefined, lastName: undefined },
      ...{ email: undefined, cardNumber: undefined, deviceName: undefined },
    })
  })
  for (const field of ['firstName', 'lastName', 'email', 'cardNumber'] as const)
    it(`is asked for ${field} by a realm that requires it`, () => {
      assert.throws(() => validPerson(alice, [field], 'harbour'), fault('FIELD_REQUIRED'))
      assert.throws(
        () => validPerson({ ...alice, [field]: '  ' }, [field], 'harbour'),
        fault('FIELD_REQUIRED'),
      )
    })
  it('may not have the mailbox in the password', () => {
    const person = { ...alice, email: 'herons@example.org' }
    assert.throws(() => validPerson(person, [], 'harbour'), fault('PASSWORD_CONTAINS_NAME'))
  })
})

describe('a realm’s name', () => {
  for (const name of ['harbour', 'lycee-hugo.example', 'a', 'x'.repeat(63)])
    it(`takes ${name}`, () => assert.equal(realmName(name), name))
  refuses(realmName, 'REALM_NAME_MALFORMED', {
    nothing: '',
    'a capital': 'Harbour',
    'a slash': 'har/bour',
    'a space': 'the harbour',
    'a dot at the end': 'harbour.',
    'too long': 'x'.repeat(64),
  })
})

it('whatever is typed, a field gives a value that it takes again unchanged, or its own fault', () => {
  const checks = {
    typedLogin,
    firstName,
    lastName,
    deviceName,
    emailAddress,
    cardNumber,
    password: (raw: string) => strongPassword(raw, []),
  }
  const codes = /^(?:LOGIN|FIRST_NAME|LAST_NAME|DEVICE_NAME|EMAIL|CARD_NUMBER)_MALFORMED$|^PASSWORD_/
  for (const [name, check] of Object.entries(checks)) {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.emailAddress(),
        ),
        (raw) => {
          let value: string
          try {
            value = check(raw)
          } catch (error) {
            assert.match(String(Reflect.get(Object(error), 'code')), codes, name)
            return
          }
          assert.equal(check(value), value, name)
          assert.equal(value, value.normalize('NFC'), name)
          assert.ok(value.length <= 512, name)
        },
      ),
    )
  }
})
