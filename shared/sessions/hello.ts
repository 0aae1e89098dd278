// The handshake's frames as values. Bounds are checked here; what certificates and lists say is checked elsewhere.
import { Fault } from '../faults/fault.ts'
import { decodeCanonical, onlyField } from './codec.ts'
import { CODE_CHARACTERS_MAX, HELLO_CERTIFICATES_MAX, ISSUER_ID_BYTES_MAX, LISTS_MAX } from './constants.ts'
import { fromWire, type ListNumbers, toWire, type WireListNumber } from './lists.ts'
import { Frame } from './wire/handshake.gen.ts'

export interface Hello {
  readonly kind: 'hello'
  readonly chain: readonly Uint8Array[]
  readonly lists: ListNumbers
  readonly listsFollow: boolean
}
export interface Need {
  readonly kind: 'need'
  readonly lists: ListNumbers
}
export interface Lists {
  readonly kind: 'lists'
  readonly revocationLists: readonly Uint8Array[]
}
export interface Done {
  readonly kind: 'done'
}
export interface Refusal {
  readonly kind: 'refusal'
  readonly code: string
}
export type HandshakeFrame = Hello | Need | Lists | Done | Refusal

const LIMITS = {
  hello: { chain: HELLO_CERTIFICATES_MAX, lists: LISTS_MAX },
  need: { lists: LISTS_MAX },
  lists: { revocationLists: LISTS_MAX },
}

export function encodeFrame(frame: HandshakeFrame): Uint8Array {
  switch (frame.kind) {
    case 'hello': {
      const { chain, lists, listsFollow } = frame
      return Frame.encode({ hello: { chain: [...chain], lists: toWire(lists), listsFollow } })
    }
    case 'need':
      return Frame.encode({ need: { lists: toWire(frame.lists) } })
    case 'lists':
      return Frame.encode({ lists: { revocationLists: [...frame.revocationLists] } })
    case 'done':
      return Frame.encode({ done: {} })
    case 'refusal':
      return Frame.encode({ refusal: { code: frame.code } })
  }
}

/** The caller has bounded the size of `bytes`. @throws Fault SESSION_HELLO_MALFORMED */
export function decodeFrame(bytes: Uint8Array, address: string): HandshakeFrame {
  const refuse = (cause?: unknown) => new Fault('SESSION_HELLO_MALFORMED', { address }, { cause })
  const frame = decodeCanonical(bytes, (raw) => Frame.decode(raw, { limits: LIMITS }), Frame.encode, refuse)
  if (onlyField(frame) === undefined) throw refuse()
  const { hello, need, lists, done, refusal } = frame
  if (hello !== undefined && numbersFit(hello.lists)) {
    return { kind: 'hello', chain: hello.chain, lists: fromWire(hello.lists), listsFollow: hello.listsFollow }
  }
  if (need !== undefined && numbersFit(need.lists)) return { kind: 'need', lists: fromWire(need.lists) }
  if (lists !== undefined) return { kind: 'lists', revocationLists: lists.revocationLists }
  if (done !== undefined) return { kind: 'done' }
  if (refusal !== undefined && codeFits(refusal.code)) return { kind: 'refusal', code: refusal.code }
  throw refuse()
}

/** Each issuer once: of two numbers nobody could say which counts. */
export function numbersFit(numbers: readonly WireListNumber[]): boolean {
  const bounded = numbers.every(({ issuer }) => issuer.length > 0 && issuer.length <= ISSUER_ID_BYTES_MAX)
  return bounded && fromWire(numbers).size === numbers.length
}

const CODE = /^[A-Z][A-Z0-9_]*$/

export function codeFits(code: string): boolean {
  return code.length <= CODE_CHARACTERS_MAX && CODE.test(code)
}
