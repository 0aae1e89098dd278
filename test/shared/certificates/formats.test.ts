// The small formats around certificates: PEM, peer IDs, SPIFFE names, hosts, descriptions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import { describe } from '@parley/shared/certificates/describe.ts'
import { nameText } from '@parley/shared/certificates/distinguished-name.ts'
import { addressBytes, isHostName } from '@parley/shared/certificates/hosts.ts'
import { peerIdOfSpki, readPublicKey } from '@parley/shared/certificates/keys.ts'
import { deviceUri, parseDeviceUri } from '@parley/shared/certificates/names.ts'
import { decodePem, decodePems, encodePem } from '@parley/shared/certificates/pem.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { LOCATIONS, makeRealm } from './realm.ts'

test('PEM round-trips any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 20_000, size: 'max' }), (der) => {
      assert.deepEqual(decodePem('X509 CRL', encodePem('X509 CRL', der)), der)
    }),
    { numRuns: 50 },
  )
})

test('PEM that is damaged, doubled, or of something else', () => {
  const good = encodePem('CERTIFICATE', Uint8Array.of(1, 2, 3, 4))
  const malformed = fault('PEM_MALFORMED')
  for (const text of [
    '',
    good.slice(0, -10),
    good.slice(10),
    good + good,
    `Bag Attributes\n${good}`,
    good.replace('AQIDBA==', ''),
    good.replace('AQIDBA==', 'AQID*A=='),
    good.replace('AQIDBA==', 'AQIDB==='),
    good.replaceAll('CERTIFICATE', 'X509 CRL'),
    '-----BEGIN CERTIFICATE----------END CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----',
  ]) {
    assert.throws(() => decodePem('CERTIFICATE', text), malformed, text)
  }
  assert.deepEqual(
    decodePem('CERTIFICATE', `\r\n${good.replaceAll('\n', '\r\n')}\n`),
    Uint8Array.of(1, 2, 3, 4),
  )
})

test('a file of several PEM blocks: all of the label, nothing of others', () => {
  const [one, two] = [Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6)]
  const [first, second] = [encodePem('CERTIFICATE', one), encodePem('CERTIFICATE', two)]
  const key = encodePem('ENCRYPTED PRIVATE KEY', Uint8Array.of(7))
  for (const text of [
    first + second,
    `# our roots\n${first}${key}\nthe next\r\n${second.replaceAll('\n', '\r\n')}`,
  ])
    assert.deepEqual(decodePems('CERTIFICATE', text), [one, two])
  const malformed = fault('PEM_MALFORMED')
  for (const text of [
    '',
    key,
    first + second.slice(0, -10),
    first + second.replace('BQY=', 'BQ*='),
    first.slice(0, 30) + first,
  ])
    assert.throws(() => decodePems('CERTIFICATE', text), malformed, text)
})

test('a peer ID is the one libp2p computes from the same key', () => {
  for (const kind of ['ed25519', 'rsa'] as const) {
    const { spki } = generateKey(kind).signer
    const key = publicKeyFromRaw(kind === 'rsa' ? spki : readPublicKey(spki).raw)
    const expected = peerIdFromPublicKey(key).toString()
    assert.equal(peerIdOfSpki(spki, primitives), expected)
  }
  const unsupported = fault('CERT_KEY_UNSUPPORTED')
  assert.throws(() => peerIdOfSpki(generateKey('p256').signer.spki, primitives), unsupported)
  assert.throws(() => peerIdOfSpki(new Uint8Array(3), primitives), unsupported)
})

const peerId = peerIdOfSpki(generateKey('ed25519').signer.spki, primitives)

test('the name of a device is a URI, and only that URI is its name', () => {
  const name = { realm: realmName('harbour.example'), login: login('alice'), peerId }
  const uri = deviceUri(name)
  assert.equal(uri, `spiffe://harbour.example/user/alice/device/${peerId}`)
  assert.deepEqual(parseDeviceUri(uri), name)
  for (const wrong of [
    '',
    `${uri}/`,
    `${uri}?x`,
    ` ${uri}`,
    `${uri}\n`,
    uri.replace('spiffe', 'https'),
    uri.replace('spiffe', 'SPIFFE'),
    uri.replace('alice', 'Alice'),
    uri.replace('alice', ''),
    uri.replace('alice', 'a/b'),
    uri.replace('alice', '%61lice'),
    uri.replace('/user/', '/users/'),
    uri.replace('harbour.example', 'harbour.example:80'),
    uri.replace('harbour.example', 'user@harbour'),
    uri.replace('harbour.example', '-harbour'),
    uri.slice(0, -1),
  ]) {
    assert.throws(() => parseDeviceUri(wrong), fault('CERT_NAME_WRONG'), wrong)
  }
})

test('host names are lower-case labels, and no address is one', () => {
  for (const good of ['localhost', 'ca.harbour.test', 'a-b.c3', 'xn--caf-dma.fr']) assert.ok(isHostName(good))
  for (const bad of [
    '',
    '.',
    'a..b',
    'a.',
    '-a',
    'a-',
    'A',
    'a_b',
    '*.a',
    'é',
    '127.0.0.1',
    '10',
    'a'.repeat(64),
    `${'a.'.repeat(127)}ab`,
  ]) {
    assert.ok(!isHostName(bad), bad)
  }
})

test('addresses as text become their bytes', () => {
  const hex = (text: string) => Buffer.from(addressBytes(text)).toString('hex')
  assert.equal(hex('192.168.1.20'), 'c0a80114')
  assert.equal(hex('::'), '00'.repeat(16))
  assert.equal(hex('::1'), `${'00'.repeat(15)}01`)
  assert.equal(hex('fe80::1:2'), `fe80${'00'.repeat(10)}00010002`)
  assert.equal(hex('2001:db8::'), `20010db8${'00'.repeat(12)}`)
  assert.equal(hex('1:2:3:4:5:6:7:8'), '00010002000300040005000600070008')
  assert.equal(hex('::ffff:10.0.0.1'), `${'00'.repeat(10)}ffff0a000001`)
  for (const bad of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '1:2:3:4::5:6:7:8',
    '12345::',
    'fe80::1%eth0',
    '1.2.3.4::',
    '::1.2.3',
    'localhost',
  ]) {
    assert.throws(() => addressBytes(bad), fault('CERT_REQUEST_WRONG'), bad)
  }
})

test('roles by name', () => {
  assert.equal(role('moderator'), 'moderator')
  for (const bad of ['', 'root', 'Admin', 'toString']) assert.throws(() => role(bad), fault('ROLE_UNKNOWN'))
})

test('a certificate is described as it stands', () => {
  const realm = makeRealm()
  const alice = realm.enrol('alice')
  const { extensions, ...rest } = describe(alice.der, primitives)
  assert.deepEqual(rest, {
    subject: 'UID=alice,CN=alice,O=harbour',
    issuer: 'CN=Parley issuing 1,O=harbour',
    serial: alice.serial,
    notBefore: '2026-11-21T11:00:00Z',
    notAfter: '2026-11-28T12:00:00Z',
    fingerprint: realm.check(alice).fingerprint,
    key: { kind: 'ed25519', bits: 256 },
    signature: 'ecdsa-p256-sha256',
  })
  const values = Object.fromEntries(extensions.map(({ name, critical, value }) => [name, [critical, value]]))
  assert.deepEqual(values, {
    basicConstraints: [true, 'CA:FALSE'],
    keyUsage: [true, 'digitalSignature'],
    extendedKeyUsage: [false, 'clientAuth, parleyPeer'],
    subjectAltName: [false, `uri:spiffe://harbour/user/alice/device/${alice.peerId}`],
    subjectKeyIdentifier: [false, values.subjectKeyIdentifier?.[1]],
    authorityKeyIdentifier: [false, realm.issuing.keyId],
    crlDistributionPoints: [false, LOCATIONS.revocationList],
    authorityInfoAccess: [false, `ocsp:${LOCATIONS.ocsp}, caIssuers:${LOCATIONS.issuer}`],
    parleyRole: [false, 'member'],
  })
  const root = describe(realm.root.der, primitives)
  assert.equal(root.extensions[0]?.value, 'CA:TRUE, path length 1')
  assert.equal(root.extensions[1]?.value, 'keyCertSign, crlSign')
  assert.throws(() => describe(alice.der.subarray(1), primitives), fault('CERT_MALFORMED'))
})

test('a name nobody can read is said to be so', () => {
  assert.equal(nameText(Uint8Array.of(0x30, 0x01, 0x00)), '#unreadable')
  assert.equal(nameText(Uint8Array.of(0x30, 0x00)), '')
})
