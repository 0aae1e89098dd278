// The invitation link: there and back, and every way in which it can arrive broken.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  formatInvitation,
  hostPort,
  invitationSecret,
  parseInvitation,
} from '@parley/shared/enrolment/invitation.ts'
import { fingerprint } from '@parley/shared/identity/ids.ts'
import { login } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

const ROOT = 'ab'.repeat(32)
const SECRET = 'A'.repeat(22)
const LINK = `https://10.0.0.1:8443/join#v=1&root=${ROOT}&secret=${SECRET}`

describe('an invitation', () => {
  it('reads what it wrote', () => {
    const host = fc.constantFrom('10.0.0.1:8443', '[fe80::1]:443', 'ca.harbour.example:65535', 'localhost:1')
    const hosts = fc.array(host, { minLength: 1, maxLength: 8 })
    const secret = fc
      .base64String({ minLength: 24, maxLength: 64 })
      .map((text) => text.replace(/[+/=]/g, '_'))
    fc.assert(
      fc.property(
        hosts,
        fc.stringMatching(/^[0-9a-f]{64}$/),
        secret,
        fc.constantFrom(
          { forDevice: false },
          { forDevice: false, login: login('alice') },
          { forDevice: true, login: login('bob') },
        ),
        ([first, ...others], root, shared, whose) => {
          const invitation = {
            addresses: [hostPort(first ?? ''), ...others.map(hostPort)] as const,
            root: fingerprint(root),
            secret: invitationSecret(shared),
            ...whose,
          }
          assert.deepEqual(
            parseInvitation(formatInvitation({ ...invitation, addresses: [...invitation.addresses] })),
            {
              ...invitation,
              addresses: [...invitation.addresses],
            },
          )
        },
      ),
    )
  })

  it('without a port means 443', () => {
    assert.deepEqual(parseInvitation(LINK.replace(':8443', '')).addresses, ['10.0.0.1:443'])
  })
  it('may have white space around it, as mail programs leave it', () => {
    assert.equal(parseInvitation(`  ${LINK}\r\n`).root, ROOT)
  })
  it('keeps its secret behind the #, which no browser sends', () => {
    assert.ok(!formatInvitation(parseInvitation(LINK)).split('#')[0]?.includes(SECRET))
  })

  it('of the realm, for one more device of somebody known, has no secret', () => {
    const link = LINK.replace(/&secret=.*/, '&for=device')
    const { secret, forDevice } = parseInvitation(link)
    assert.deepEqual([secret, forDevice], [undefined, true])
    assert.equal(formatInvitation(parseInvitation(link)), link)
  })

  const defects: Record<string, string> = {
    'is empty': '',
    'is another page': 'https://10.0.0.1:8443/',
    'is plain http': LINK.replace('https', 'http'),
    'is cut before the #': LINK.split('#')[0] ?? '',
    'has lost its root': LINK.replace(`&root=${ROOT}`, ''),
    'has a root cut short': LINK.replace(ROOT, ROOT.slice(2)),
    'has lost its secret': LINK.replace(`&secret=${SECRET}`, ''),
    'has a secret cut short': LINK.slice(0, -1),
    'has a secret with other characters': LINK.replace(SECRET, `${'A'.repeat(22)}%`),
    'has two roots': `${LINK}&root=${ROOT}`,
    'is of another version': LINK.replace('v=1', 'v=2'),
    'has a port out of range': LINK.replace('8443', '65536'),
    'has no host': LINK.replace('10.0.0.1:8443', ''),
    'has a user in front': LINK.replace('10.0.0.1', 'evil@10.0.0.1'),
    'has an address with a space': `${LINK}&also=10.0. 0.2:8443`,
    'has too many addresses': `${LINK}&also=${Array(8).fill('10.0.0.2:1').join()}`,
    'is for something else': `${LINK}&for=admin`,
    'is for nobody': `${LINK}&login=`,
    'is for a login that cannot be': `${LINK}&login=a b`,
    'is huge': `${LINK}&x=${'y'.repeat(5000)}`,
  }
  for (const [defect, link] of Object.entries(defects))
    it(`that ${defect} is refused`, () =>
      assert.throws(() => parseInvitation(link), fault('INVITATION_MALFORMED')))

  it('is refused or whole, whatever was cut off or put in', () => {
    const cut = fc.record({ at: fc.nat(LINK.length), text: fc.string({ maxLength: 3 }), length: fc.nat(5) })
    fc.assert(
      fc.property(cut, ({ at, text, length }) => {
        const link = LINK.slice(0, at) + text + LINK.slice(at + length)
        try {
          parseInvitation(link)
        } catch (error) {
          fault('INVITATION_MALFORMED')(error)
        }
      }),
    )
  })
})
