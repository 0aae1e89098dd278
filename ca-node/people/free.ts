// Whether a login, a card number and a device key are still free, each with its own fault. Asked before the work,
// to answer soon, and again after the database refused a duplicate, to say which one it was.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { CardNumber } from '@parley/shared/people/card.ts'
import { skeleton } from '@parley/shared/people/skeleton.ts'
import type { Db } from '../store/open.ts'

/** No device has this peer ID. */
const NOBODY = '' as PeerIdText

/** @param mine the device whose own waiting request does not count. @throws Fault LOGIN_TAKEN, LOGIN_CONFUSABLE */
export async function assertLoginFree(db: Db, login: Login, mine?: PeerIdText): Promise<void> {
  const shape = skeleton(login)
  const other =
    (await db.selectFrom('users').select('login').where('skeleton', '=', shape).executeTakeFirst()) ??
    (await db
      .selectFrom('enrolments')
      .select('login')
      .where('skeleton', '=', shape)
      .where('peer_id', '!=', mine ?? NOBODY)
      .executeTakeFirst())
  if (other) throw new Fault(other.login === login ? 'LOGIN_TAKEN' : 'LOGIN_CONFUSABLE', { login })
}

/** @param mine the device whose own waiting request does not count. @throws Fault CARD_NUMBER_TAKEN */
export async function assertCardFree(db: Db, card: CardNumber | undefined, mine?: PeerIdText): Promise<void> {
  if (card === undefined) return
  const other =
    (await db.selectFrom('users').select('login').where('card_number', '=', card).executeTakeFirst()) ??
    (await db
      .selectFrom('enrolments')
      .select('login')
      .where('card_number', '=', card)
      .where('peer_id', '!=', mine ?? NOBODY)
      .executeTakeFirst())
  if (other) throw new Fault('CARD_NUMBER_TAKEN')
}

/** @throws Fault DEVICE_TAKEN */
export async function assertDeviceFree(db: Db, peerId: PeerIdText): Promise<void> {
  const other = await db
    .selectFrom('devices')
    .select('login')
    .where('peer_id', '=', peerId)
    .executeTakeFirst()
  if (other) throw new Fault('DEVICE_TAKEN')
}
