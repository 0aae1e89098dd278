// This device as a mailbox for others, and others as mailboxes for it: joins shelf, hand-over, deposits and pick-up to the
// sessions. Only certified devices take part; an authority neither leaves nor holds anything.
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session, Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { MAILBOX_PROTOCOL } from '@parley/shared/mailbox/constants.ts'
import type { Answer, Frame } from '@parley/shared/mailbox/frames.ts'
import type { Store } from '../store/open.ts'
import { Allowance } from './allowance.ts'
import type { Net } from './choose.ts'
import { FRAMES_MAX, INBOUND_STREAMS_MAX, SWEEP_MS } from './constants.ts'
import { Depositor } from './deposit.ts'
import { HandOver } from './hand-over.ts'
import { Ledger } from './ledger.ts'
import { PickUp } from './pick-up.ts'
import { serve } from './serve.ts'
import { Shelf } from './shelf.ts'
import { Taker } from './take.ts'
import type { Mailbox, Post } from './types.ts'

export interface MailboxOptions {
  readonly store: Store
  readonly net: Net
  readonly trust: Pick<Trust, 'lists' | 'onChange'>
  readonly post: Post
  /** Whether something is held for others. */
  readonly holding: boolean
  /** Milliseconds stopping may take, for what is to be left. Default: LAST_MS. */
  readonly lastMs?: number
  /** Whether a device is known to have been revoked for good. */
  isRevoked(device: PeerIdText): boolean
  readonly primitives: Primitives
  now(): Date
  readonly log: Log
}

export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const { store, net, trust, post, primitives, now, log } = options
  const { sessions } = net
  const shelf = new Shelf(store, primitives)
  const ledger = new Ledger(store)
  const handOver = new HandOver({ shelf, sessions, log })
  const depositor = new Depositor({ net, ledger, post, primitives, lastMs: options.lastMs, now, log })
  const pickUp = new PickUp({ net, primitives, log })
  const taker = new Taker(post, log)
  let { holding } = options

  async function deposit(
    { recipient, parcels }: Frame & { kind: 'deposit' },
    { cert }: Session,
  ): Promise<Answer> {
    if (!holding) return refused(parcels, 'MAILBOX_OFF')
    if (recipient === net.peerId || recipient === cert.peerId || options.isRevoked(recipient))
      return refused(parcels, 'MAILBOX_RECIPIENT')
    const answer = await shelf.keep(recipient, parcels, cert, now())
    if (answer.refusal !== undefined)
      log.warn(
        { code: answer.refusal, peer: cert.peerId, login: cert.login },
        'not all was taken into the mailbox',
      )
    handOver.wake(recipient)
    return answer
  }

  async function sweep(): Promise<void> {
    try {
      ledger.forgetOld(now())
      let gone = await shelf.dropOld(now())
      gone += await shelf.dropRevoked(trust.lists())
      for (const recipient of shelf.recipients()) {
        if (options.isRevoked(recipient)) gone += await shelf.dropFor(recipient)
      }
      if (gone > 0) log.info({ parcels: gone }, 'parcels too old or of revoked devices were dropped')
    } catch (err) {
      log.error({ code: 'INTERNAL', err }, 'the mailbox could not be swept')
    }
  }

  let sweeping = Promise.resolve()
  const sweepNext = () => {
    sweeping = sweeping.then(sweep)
  }
  sweepNext()
  await sweeping
  const timer = setInterval(sweepNext, SWEEP_MS).unref()
  const endings = [trust.onChange(sweepNext), () => clearInterval(timer)]
  const frames = new Allowance(FRAMES_MAX)
  await sessions.handle(
    MAILBOX_PROTOCOL,
    (stream, session) =>
      serve(stream, session, {
        deposit,
        take: ({ parcels }, from) => taker.take(parcels, from),
        frames,
        log,
      }),
    { maxInboundStreams: INBOUND_STREAMS_MAX },
  )
  handOver.begin()
  depositor.begin()
  pickUp.begin()

  return {
    held: () => ({ state: holding ? 'on' : 'off', ...shelf.held() }),
    setHolding(on) {
      holding = on
    },
    absent: (device) => depositor.absent(device),
    async stop() {
      for (const end of endings) end()
      await Promise.all([pickUp.stop(), handOver.stop(), depositor.stop(), sweeping])
    },
  }
}

function refused(parcels: readonly Uint8Array[], refusal: 'MAILBOX_OFF' | 'MAILBOX_RECIPIENT'): Answer {
  return { fates: parcels.map(() => 'refused'), refusal }
}
