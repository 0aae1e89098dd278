// Alice is an administrator with a telephone: her second factor is set up while she joins, and lets her other devices
// in. Through the real HTTPS port, each device by its own certificate.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { realmLink } from '@parley/ca-node/invitations/create.ts'
import { setPolicy } from '@parley/ca-node/realm/policy.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import type { CodeSource, Joined } from '@parley/peer/enrol/join.ts'
import { ownDevicesOf } from '@parley/peer/enrol/own-devices.ts'
import { codeOf } from '@parley/peer/enrol/second-factor.ts'
import type { SecondFactorSetup } from '@parley/shared/enrolment/schema.ts'
import { PASSPHRASE, PASSWORD, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { enrolment, postEnrolment, send } from '../request.ts'

/** An authenticator app, on a clock of its own: a code counts once, and a test does not wait half a minute for the next. */
function telephone(clock: { late: number }) {
  const shown: SecondFactorSetup[] = []
  const codes: CodeSource = {
    async setUp(setup) {
      shown.push(setup)
      return codeOf(setup.link, new Date(Date.now() + clock.late)).code
    },
    async code() {
      clock.late += 30_000
      return codeOf(shown.at(-1)?.link ?? '', new Date(Date.now() + clock.late)).code
    },
  }
  return { codes, shown }
}

const lateAuthority = async (t: Parameters<typeof startTestAuthority>[0]) => {
  const clock = { late: 0 }
  const harbour = await startTestAuthority(t, { now: () => new Date(Date.now() + clock.late) })
  const now = () => new Date(Date.now() + clock.late)
  return { harbour, clock, now, ...telephone(clock) }
}

async function devicesFrom(
  joined: Joined & { folder: string },
  act: (own: ReturnType<typeof ownDevicesOf>) => Promise<unknown>,
) {
  const device = await openDevice(joined.folder, PASSPHRASE)
  try {
    return await act(ownDevicesOf(device))
  } finally {
    device.close()
  }
}

const deviceCount = async ({ authority }: TestAuthority) =>
  (await authority.store.db.selectFrom('devices').select('peer_id').execute()).length

describe('a second factor while joining', () => {
  it('is shown, proved by its first code and kept with the person; the recovery codes come once', async (t) => {
    const { harbour, codes, shown } = await lateAuthority(t)
    const alice = await harbour.join(
      { login: 'alice' },
      { invitation: await harbour.invite({ role: 'admin' }), codes },
    )
    assert.equal(alice.recoveryCodes?.length, 10)
    assert.match(shown[0]?.link ?? '', /^otpauth:\/\/totp\/Parley%20harbour:alice/)
    const { db } = harbour.authority.store
    assert.equal((await db.selectFrom('second_factors').select('login').execute()).length, 1)
    const { secret = '' } = shown[0] ?? {}
    assert.ok(!JSON.stringify(harbour.lines).includes(secret))
  })

  it('is asked of nobody whose role needs none, and of everybody the policy names', async (t) => {
    const { harbour, codes, shown } = await lateAuthority(t)
    await harbour.join({ login: 'bob' }, { codes })
    assert.equal(shown.length, 0)
    await setPolicy(harbour.authority, { secondFactor: ['member'] }, LOCAL)
    await harbour.join({ login: 'carol' }, { codes })
    assert.equal(shown.length, 1)
    const dora = await postEnrolment(harbour, enrolment('dora', await harbour.secret()))
    assert.deepEqual([dora.status, JSON.parse(dora.text).state], [202, 'second-factor'])
    assert.equal(await deviceCount(harbour), 2, 'nothing of dora is kept')
  })

  it('that was scanned before a break still counts', async (t) => {
    const { harbour, codes, shown } = await lateAuthority(t)
    const invitation = await harbour.invite({ role: 'admin' })
    const folder = await temporaryFolder(t)
    const breaking: CodeSource = {
      ...codes,
      setUp: async (setup) => {
        shown.push(setup)
        throw new Error('the power went')
      },
    }
    await assert.rejects(
      harbour.join({ login: 'alice' }, { invitation, folder, codes: breaking }),
      /the power went/,
    )
    const alice = await harbour.join({ login: 'alice' }, { invitation, folder, codes })
    assert.equal(alice.recoveryCodes?.length, 10)
    assert.equal(shown[0]?.link, shown[1]?.link)
  })

  it('with a wrong code, an altered ticket or somebody else’s lets nobody in', async (t) => {
    const { harbour } = await lateAuthority(t)
    const secret = await harbour.secret({ role: 'admin', uses: 2 })
    const body = enrolment('alice', secret)
    const begun = JSON.parse((await postEnrolment(harbour, body)).text)
    const code = codeOf(begun.link, new Date()).code
    const wrong = code === '000000' ? '000001' : '000000'
    assert.equal(
      (await postEnrolment(harbour, { ...body, setup: begun.setup, code: wrong })).code,
      'SECOND_FACTOR_WRONG',
    )
    assert.equal((await postEnrolment(harbour, { ...body, setup: begun.setup })).code, 'SECOND_FACTOR_NEEDED')
    for (const setup of ['AAAA', `${begun.setup.slice(0, -4)}AAAA`, '../../etc']) {
      const again = await postEnrolment(harbour, { ...body, setup, code })
      assert.deepEqual([again.status, JSON.parse(again.text).state], [202, 'second-factor'], setup)
    }
    const mallory = await postEnrolment(harbour, {
      ...enrolment('mallory', secret),
      setup: begun.setup,
      code,
    })
    assert.equal(mallory.status, 202, 'a ticket is for one login and key')
    assert.equal(await deviceCount(harbour), 0)
    assert.equal((await postEnrolment(harbour, { ...body, setup: begun.setup, code })).status, 201)
    const [row] = await harbour.authority.store.db.selectFrom('invitations').select('uses_left').execute()
    assert.equal(row?.uses_left, 1)
  })

  it('whose answer was lost gives new recovery codes to the same device', async (t) => {
    const { harbour } = await lateAuthority(t)
    const body = enrolment('alice', await harbour.secret({ role: 'admin' }))
    const begun = JSON.parse((await postEnrolment(harbour, body)).text)
    const full = { ...body, setup: begun.setup, code: codeOf(begun.link, new Date()).code }
    const first = JSON.parse((await postEnrolment(harbour, full)).text)
    const again = JSON.parse((await postEnrolment(harbour, body)).text)
    assert.equal(again.serial, first.serial)
    assert.equal(again.recoveryCodes.length, 10)
    assert.notDeepEqual(again.recoveryCodes, first.recoveryCodes)
  })
})

describe('one more device of alice', () => {
  it('comes in by the realm’s link, her password and a code, each needed', async (t) => {
    const { harbour, codes, now } = await lateAuthority(t)
    await harbour.join({ login: 'alice' }, { invitation: await harbour.invite({ role: 'admin' }), codes })
    const { link: invitation } = realmLink(harbour.authority)
    const wanted = { invitation, codes, now }
    await assert.rejects(
      harbour.join({ login: 'alice', password: 'four quiet herons' }, wanted),
      fault('PASSWORD_WRONG'),
    )
    await assert.rejects(harbour.join({ login: 'nobody1' }, wanted), fault('PASSWORD_WRONG'))
    const { codes: _, ...none } = wanted
    await assert.rejects(harbour.join({ login: 'alice' }, none), fault('SECOND_FACTOR_NEEDED'))
    const phone = await harbour.join({ login: 'alice', deviceName: 'phone' }, wanted)
    assert.equal(phone.login, 'alice')
    await harbour.join({ login: 'bob' })
    await assert.rejects(harbour.join({ login: 'bob' }, wanted), fault('SECOND_FACTOR_NOT_SET'))
  })

  it('comes in by a link her first device made: once, for her, for minutes', async (t) => {
    const { harbour, clock, now } = await lateAuthority(t)
    const laptop = await harbour.join({ login: 'alice', deviceName: 'laptop' })
    let invitation = ''
    await devicesFrom(laptop, async (own) => {
      invitation = (await own.link()).invite
    })
    await assert.rejects(harbour.join({ login: 'bob' }, { invitation }), fault('INVITATION_FOR_OTHER'))
    const phone = await harbour.join({ login: 'alice', deviceName: 'phone' }, { invitation })
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation }), fault('INVITATION_USED'))
    await devicesFrom(laptop, async (own) => {
      const all = await own.list()
      assert.deepEqual(
        all.map(({ name, admittedBy, certificate }) => [name, admittedBy, certificate]).toSorted(),
        [
          ['laptop', undefined, 'valid'],
          ['phone', laptop.peerId, 'valid'],
        ],
      )
      await own.rename('big laptop')
      assert.ok((await own.list()).some(({ name }) => name === 'big laptop'))
      invitation = (await own.link()).invite
    })
    assert.equal((await openDevice(laptop.folder, PASSPHRASE)).name, 'big laptop')
    clock.late = 11 * 60_000
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation, now }), fault('INVITATION_EXPIRED'))
    assert.equal(phone.login, 'alice')
  })

  it('can be invited by eight links at a time and no more, asked for at once or not; those that nobody used are forgotten', async (t) => {
    const { harbour, clock } = await lateAuthority(t)
    const laptop = await harbour.join({ login: 'alice' })
    const kept = () => harbour.authority.store.db.selectFrom('invitations').select('by_device').execute()
    const made = async () => (await kept()).filter((row) => row.by_device === laptop.peerId).length
    await devicesFrom(laptop, async (own) => {
      const asked = await Promise.allSettled(Array.from({ length: 12 }, () => own.link()))
      assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 8)
      await assert.rejects(own.link(), fault('RATE_LIMITED'))
      assert.equal(await made(), 8)
      clock.late = 11 * 60_000
      await own.link()
      assert.equal(await made(), 1)
    })
  })

  it('is revoked by another of hers with her password, and by nobody else', async (t) => {
    const { harbour } = await lateAuthority(t)
    const [laptop, bob] = await Promise.all([
      harbour.join({ login: 'alice' }),
      harbour.join({ login: 'bob' }),
    ])
    const phone = await harbour.join(
      { login: 'alice' },
      { invitation: await harbour.invite({ login: 'alice' }) },
    )
    const revoking = (from: Joined & { folder: string }, peerId: string, password = PASSWORD) =>
      devicesFrom(from, (own) => own.revoke({ peerId, password, reason: 'keyCompromise' }))
    await assert.rejects(revoking(laptop, phone.peerId, 'four quiet herons'), fault('PASSWORD_WRONG'))
    await assert.rejects(revoking(bob, phone.peerId), fault('DEVICE_NOT_YOURS'))
    await revoking(laptop, phone.peerId)
    await assert.rejects(
      devicesFrom(phone, (own) => own.list()),
      fault('CERT_REVOKED'),
    )
    assert.equal((await send(harbour, '/v1/devices')).code, 'DEVICE_CERTIFICATE_MISSING')
  })

  it('number nine is refused, also when two come at once', async (t) => {
    const { harbour } = await lateAuthority(t)
    await harbour.join({ login: 'alice' })
    const secret = await harbour.secret({ login: 'alice', uses: 20 })
    for (let each = 2; each <= 7; each++) {
      assert.equal((await postEnrolment(harbour, enrolment('alice', secret))).status, 201)
    }
    const two = await Promise.all([1, 2].map(() => postEnrolment(harbour, enrolment('alice', secret))))
    assert.deepEqual(two.map((reply) => reply.code ?? 'in').toSorted(), ['DEVICES_TOO_MANY', 'in'])
    assert.equal(await deviceCount(harbour), 8)
  })
})
