// One incoming mailbox stream: a frame, its answer, the next. Nothing is read ahead of the disk; whoever sends what is no
// frame, or too many, is cut.
import type { Stream } from '@libp2p/interface'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { framesOf } from '@parley/shared/host/net/frames.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import { FRAME_BYTES_MAX } from '@parley/shared/mailbox/constants.ts'
import { type Answer, decodeFrame, encodeAnswer, type Frame } from '@parley/shared/mailbox/frames.ts'
import type { Allowance } from './allowance.ts'
import { ANSWER_MS, IDLE_MS } from './constants.ts'

/** Who takes what comes. What they throw ends the stream, and the other side keeps what it has. */
export interface Takers {
  deposit(frame: Frame & { readonly kind: 'deposit' }, session: Session): Promise<Answer>
  take(frame: Frame & { readonly kind: 'handover' }, session: Session): Promise<Answer>
  readonly frames: Allowance
  readonly log: Log
}

/** Resolves when the stream has ended. */
export async function serve(stream: Stream, session: Session, takers: Takers): Promise<void> {
  const { peerId } = session
  try {
    if (session.cert.role === 'authority') throw new Fault('MAILBOX_AUTHORITY')
    const frames = framesOf(stream, session.remoteAddress, FRAME_BYTES_MAX * 2)
    for (;;) {
      const bytes = await frames.next(FRAME_BYTES_MAX, AbortSignal.timeout(IDLE_MS))
      if (bytes === undefined) break
      takers.frames.spend(session.cert.login, peerId)
      const frame = decodeFrame(bytes, peerId)
      if (session.status !== 'open') throw new Fault('SESSION_CLOSED', { peer: peerId })
      const answer = await (frame.kind === 'deposit'
        ? takers.deposit(frame, session)
        : takers.take(frame, session))
      await frames.write(encodeAnswer(answer), AbortSignal.timeout(ANSWER_MS))
    }
    await stream.close({ signal: AbortSignal.timeout(ANSWER_MS) })
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)))
    const { login } = session.cert
    const code = faultIn(error)?.code
    if (code !== undefined && NAMED.has(code))
      takers.log.warn({ code, err: error, peer: peerId, login }, 'mailbox stream ended')
    else takers.log.debug({ code, err: error, peer: peerId, login }, 'mailbox stream ended')
  }
}

/** What the other side did; the rest happens on any network. */
const NAMED: ReadonlySet<string> = new Set([
  'MAILBOX_MALFORMED',
  'MAILBOX_AUTHORITY',
  'MAILBOX_FLOOD',
  'SESSION_FRAME_TOO_LARGE',
])
