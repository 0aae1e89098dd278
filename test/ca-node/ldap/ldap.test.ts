// People, passwords and certificates between a real authority and a real slapd: over ldaps and StartTLS, with stock
// ldapsearch reading what was published.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { ldapConfig, type RawLdapOptions } from '@parley/ca-node/ldap/config.ts'
import { proveByLdap } from '@parley/ca-node/ldap/prove.ts'
import { restoreUser, suspend } from '@parley/ca-node/people/suspend.ts'
import { login } from '@parley/shared/identity/login.ts'
import { PASSWORD, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import {
  ADMIN,
  BASE,
  entryLdif,
  LISTS,
  noSlapd,
  startSlapd,
  type TestDirectory,
} from '../../support/slapd.ts'

const ALICE = {
  uid: 'alice',
  givenName: 'Alice',
  sn: 'Archer',
  mail: 'alice@harbour.example',
  password: PASSWORD,
}
const BOB = { uid: 'bob', givenName: 'Bob', sn: 'Baker', password: 'seven quiet otters' }

function raw(directory: TestDirectory, more: Partial<RawLdapOptions> = {}): RawLdapOptions {
  return {
    urls: [directory.ldaps],
    bind: ADMIN.dn,
    password: ADMIN.password,
    base: BASE,
    filter: undefined,
    map: undefined,
    lists: LISTS,
    authority: directory.authority,
    ...more,
  }
}

/** Waits for the authority's next look as a person would: by asking for one. */
async function looked({ authority }: TestAuthority): Promise<void> {
  await authority.ldap?.look()
}

async function statusOf({ authority }: TestAuthority, who: string) {
  return authority.store.db
    .selectFrom('users')
    .select(['status', 'suspended_by', 'first_name', 'source', 'role'])
    .where('login', '=', login(who))
    .executeTakeFirst()
}

test('people of the directory are known, suspended and restored as it says', { skip: noSlapd }, async (t) => {
  const directory = await startSlapd(t, [ALICE, BOB])
  const running = await startTestAuthority(t, { ldap: ldapConfig(raw(directory)) })
  await looked(running)
  assert.deepEqual(await statusOf(running, 'alice'), {
    status: 'active',
    suspended_by: null,
    first_name: 'Alice',
    source: 'ldap',
    role: 'member',
  })

  await t.test('a name that changes there changes here', async () => {
    await directory.modify(
      `dn: uid=alice,${BASE}\nchangetype: modify\nreplace: givenName\ngivenName: Alicia\n`,
    )
    await looked(running)
    assert.equal((await statusOf(running, 'alice'))?.first_name, 'Alicia')
  })

  await t.test('an administrator’s lock suspends, and its end restores', async () => {
    const lock = `dn: uid=bob,${BASE}\nchangetype: modify\n`
    await directory.modify(`${lock}add: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n`)
    await looked(running)
    assert.deepEqual(
      [(await statusOf(running, 'bob'))?.status, (await statusOf(running, 'bob'))?.suspended_by],
      ['suspended', 'ldap'],
    )
    await directory.modify(`${lock}delete: pwdAccountLockedTime\n`)
    await looked(running)
    assert.equal((await statusOf(running, 'bob'))?.status, 'active')
  })

  await t.test('a lock that wrong guesses bring about suspends nobody', async () => {
    const lock = `dn: uid=bob,${BASE}\nchangetype: modify\n`
    await directory.modify(`${lock}add: pwdAccountLockedTime\npwdAccountLockedTime: 20260101000000Z\n`)
    await looked(running)
    assert.equal((await statusOf(running, 'bob'))?.status, 'active')
    await directory.modify(`${lock}delete: pwdAccountLockedTime\n`)
  })

  await t.test('a suspension by an administrator here is not lifted from there', async () => {
    await suspend(running.authority, 'bob', LOCAL)
    await looked(running)
    assert.equal((await statusOf(running, 'bob'))?.status, 'suspended')
    await restoreUser(running.authority, 'bob', LOCAL)
  })

  await t.test('who is deleted there is suspended, and who comes back is restored', async () => {
    await directory.modify(`dn: uid=bob,${BASE}\nchangetype: delete\n`)
    await looked(running)
    assert.equal((await statusOf(running, 'bob'))?.status, 'suspended')
    await directory.modify(entryLdif(BOB).replace('\n', '\nchangetype: add\n'))
    await looked(running)
    assert.equal((await statusOf(running, 'bob'))?.status, 'active')
  })

  await t.test('while the directory is away everything stays, and goes on when it is back', async () => {
    await directory.stop()
    await assert.rejects(looked(running), fault('LDAP_UNREACHABLE'))
    assert.equal((await statusOf(running, 'alice'))?.status, 'active')
    await directory.modify('').catch(() => undefined)
    await directory.start()
    await looked(running)
    assert.equal(running.authority.ldap?.state.people, 2)
  })
})

test('nobody enrolled here is taken over, and nobody is lost to a wrong base', {
  skip: noSlapd,
}, async (t) => {
  const crowd = Array.from({ length: 30 }, (_, at) => ({ uid: `guest${at}`, password: PASSWORD }))
  const directory = await startSlapd(t, [
    ...crowd,
    { uid: 'carol', sn: 'Impostor', password: 'not carol at all' },
  ])
  const data = await startTestAuthority(t)
  await data.join({ login: 'carol' })
  await data.stop()
  const running = await startTestAuthority(t, { data: data.folder, ldap: ldapConfig(raw(directory)) })
  await looked(running)

  const carol = await statusOf(running, 'carol')
  assert.deepEqual([carol?.source, carol?.status], ['local', 'active'])
  await running.stop()

  const elsewhere = ldapConfig(raw(directory, { base: LISTS }))
  const wrong = await startTestAuthority(t, { data: data.folder, ldap: elsewhere })
  await assert.rejects(looked(wrong), fault('LDAP_MASS_LOSS'))
  assert.equal((await statusOf(wrong, 'guest7'))?.status, 'active')
})

test('entries nobody can be made of are named, and keep nobody else out', { skip: noSlapd }, async (t) => {
  const twin = entryLdif({ uid: 'twin' })
  const directory = await startSlapd(t, [
    ALICE,
    { uid: 'x' },
    { uid: 'root' },
    { uid: 'twin' },
    { uid: 'dora', givenName: '<script>alert(1)</script>', mail: 'not an address' },
  ])
  await directory.modify(
    `dn: ou=more,${BASE}\nchangetype: add\nobjectClass: organizationalUnit\nou: more\n\n${twin
      .replace(`uid=twin,${BASE}`, `uid=twin,ou=more,${BASE}`)
      .replace('\n', '\nchangetype: add\n')}`,
  )
  const running = await startTestAuthority(t, { ldap: ldapConfig(raw(directory)) })
  await looked(running)
  const said = running.lines.filter((line) => line.act === 'ldap' && line.dn !== undefined)
  const codes = new Set(said.map((line) => `${line.code} ${String(line.dn).split(',')[0]}`))
  assert.deepEqual(
    codes,
    new Set(['LOGIN_MALFORMED uid=x', 'LOGIN_RESERVED uid=root', 'LOGIN_TAKEN uid=twin']),
  )
  const logins = await running.authority.store.db
    .selectFrom('users')
    .select('login')
    .orderBy('login')
    .execute()
  assert.deepEqual(
    logins.map((row) => row.login),
    ['alice', 'dora'],
  )
  assert.equal((await statusOf(running, 'dora'))?.first_name, null)
})

test('a password is proved by the directory alone', { skip: noSlapd }, async (t) => {
  const directory = await startSlapd(t, [ALICE, BOB])
  const now = new Date()
  const prove = (who: string, password: string, more: Partial<RawLdapOptions> = {}) =>
    proveByLdap(ldapConfig(raw(directory, more)), login(who), password, now)

  await t.test('over ldaps and over StartTLS', async () => {
    await prove('alice', ALICE.password)
    await prove('alice', ALICE.password, { urls: [directory.ldap] })
  })
  await t.test('by the next server where the first is away', async () => {
    await prove('alice', ALICE.password, { urls: ['ldaps://127.0.0.1:1', directory.ldaps] })
  })
  await t.test('wrong, empty, somebody else’s, nobody’s', async () => {
    for (const [who, password] of [
      ['alice', 'wrong'],
      ['alice', ''],
      ['alice', BOB.password],
      ['mallory', ALICE.password],
    ] as const)
      await assert.rejects(prove(who, password), fault('PASSWORD_WRONG'), `${who} ${password}`)
  })
  await t.test('a name that is a piece of a filter finds nobody', async () => {
    // No login can look so; the question itself must be safe as well.
    const typed = '*)(uid=*' as ReturnType<typeof login>
    await assert.rejects(
      proveByLdap(ldapConfig(raw(directory)), typed, ALICE.password, now),
      fault('PASSWORD_WRONG'),
    )
  })
  await t.test('two entries with one login prove nothing', async () => {
    await directory.modify(
      `dn: ou=more,${BASE}\nchangetype: add\nobjectClass: organizationalUnit\nou: more\n\n${entryLdif(ALICE)
        .replace(`uid=alice,${BASE}`, `uid=alice,ou=more,${BASE}`)
        .replace('\n', '\nchangetype: add\n')}`,
    )
    await assert.rejects(prove('alice', ALICE.password), fault('PASSWORD_WRONG'))
  })
  await t.test('a directory that cannot show a trusted certificate gets no password', async () => {
    for (const urls of [[directory.ldaps], [directory.ldap]])
      await assert.rejects(
        prove('bob', BOB.password, { urls, authority: undefined }),
        fault('LDAP_UNTRUSTED'),
      )
  })
  await t.test('an account of ours that is refused is nobody’s wrong password', async () => {
    await assert.rejects(prove('bob', BOB.password, { password: 'wrong' }), fault('LDAP_REFUSED'))
  })
})

test('certificates and lists are published, and follow what happens', { skip: noSlapd }, async (t) => {
  const directory = await startSlapd(t, [ALICE])
  const running = await startTestAuthority(t, { ldap: ldapConfig(raw(directory)) })
  await looked(running)
  const { authority } = running
  const lines = async (attribute: string, base = BASE) =>
    (await directory.search(base, `(${attribute}=*)`, attribute))
      .split('\n')
      .filter((line) => line.startsWith(`${attribute}::`))
      .map((line) => line.slice(line.indexOf(':: ') + 3))

  const invitation = await running.invite({ login: 'alice' })
  const { serial } = await running.join({ login: 'alice' }, { invitation })
  await looked(running)
  const row = await authority.store.db
    .selectFrom('certificates')
    .select('der')
    .where('serial', '=', serial)
    .executeTakeFirstOrThrow()
  assert.deepEqual(await lines('userCertificate;binary'), [Buffer.from(row.der).toString('base64')])

  // What somebody else put there is none of our business, also when ours goes.
  const foreign = Buffer.from(authority.realm.root.der).toString('base64')
  await directory.modify(
    `dn: uid=alice,${BASE}\nchangetype: modify\nadd: userCertificate;binary\nuserCertificate;binary:: ${foreign}\n`,
  )
  const before = await lines('certificateRevocationList;binary', LISTS)
  assert.equal(before.length, 1)
  await directory.stop()
  await revoke(authority, { serial, reason: 'keyCompromise' }, LOCAL)
  await assert.rejects(looked(running), fault('LDAP_UNREACHABLE'))
  await directory.start()
  await looked(running)
  assert.deepEqual(await lines('userCertificate;binary'), [foreign])

  const list = await authority.store.db
    .selectFrom('lists')
    .select('der')
    .where('issuer_key_id', '=', authority.realm.issuing.keyId)
    .executeTakeFirstOrThrow()
  assert.deepEqual(await lines('certificateRevocationList;binary', LISTS), [
    Buffer.from(list.der).toString('base64'),
  ])
  assert.equal((await lines('authorityRevocationList;binary', LISTS)).length, 1)
  assert.equal((await lines('cACertificate;binary', LISTS)).length, 2)
})

test('a thousand people come in pages', { skip: noSlapd }, async (t) => {
  const crowd = Array.from({ length: 1000 }, (_, at) => ({ uid: `person${at}` }))
  const directory = await startSlapd(t, crowd)
  const running = await startTestAuthority(t, { ldap: ldapConfig(raw(directory)) })
  await looked(running)
  assert.equal(running.authority.ldap?.state.people, 1000)
  const { count } = await running.authority.store.db
    .selectFrom('users')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  assert.equal(Number(count), 1000)
})

test('options that cannot work are refused before anything starts', () => {
  const good: RawLdapOptions = {
    urls: ['ldaps://directory.example'],
    bind: 'cn=x',
    password: 'y',
    base: 'dc=example',
    filter: undefined,
    map: undefined,
    lists: undefined,
    authority: undefined,
  }
  assert.equal(ldapConfig(good).servers[0]?.host, 'directory.example:636')
  for (const [code, bad] of [
    ['LDAP_URL_MALFORMED', { urls: ['http://directory.example'] }],
    ['LDAP_URL_MALFORMED', { urls: ['ldaps://directory.example/dc=x?uid'] }],
    ['LDAP_URL_MALFORMED', { urls: ['ldaps://user:password@directory.example'] }],
    ['LDAP_URL_MALFORMED', { urls: ['ldaps://directory.example:99999'] }],
    ['LDAP_OPTION_MISSING', { bind: undefined }],
    ['LDAP_OPTION_MISSING', { password: '' }],
    ['LDAP_OPTION_MISSING', { base: undefined }],
    ['LDAP_FILTER_MALFORMED', { filter: '(uid=' }],
    ['LDAP_MAP_MALFORMED', { map: 'nickname=uid' }],
    ['LDAP_MAP_MALFORMED', { map: 'login=' }],
    ['LDAP_MAP_MALFORMED', { map: 'login=uid)(x' }],
  ] as const)
    assert.throws(() => ldapConfig({ ...good, ...bad }), fault(code), JSON.stringify(bad))
  const mapped = ldapConfig({ ...good, map: 'login=sAMAccountName, email=, cardNumber=employeeNumber' })
  assert.deepEqual(mapped.attributes, {
    login: 'sAMAccountName',
    firstName: 'givenName',
    lastName: 'sn',
    cardNumber: 'employeeNumber',
  })
})
