// Renewed chains and newer revocation lists told inside an open session, as values. Bounds only, no judgement.
import { Fault } from '../faults/fault.ts'
import { decodeCanonical } from './codec.ts'
import { HELLO_CERTIFICATES_MAX, LISTS_MAX } from './constants.ts'
import { codeFits, numbersFit } from './hello.ts'
import { fromWire, type ListNumbers, toWire } from './lists.ts'
import { Papers as WirePapers, Receipt as WireReceipt } from './wire/papers.gen.ts'

export interface Papers {
  /** The sender's renewed chain; empty when it did not change. */
  readonly chain: readonly Uint8Array[]
  readonly lists: ListNumbers
  readonly revocationLists: readonly Uint8Array[]
  /** Why the sender is about to close this session; undefined when it is not. */
  readonly farewell: string | undefined
}

export interface Receipt {
  readonly lists: ListNumbers
  readonly revocationLists: readonly Uint8Array[]
  /** Why the papers were not accepted; undefined when they were. */
  readonly refusal: string | undefined
}

const PAPERS_LIMITS = { chain: HELLO_CERTIFICATES_MAX, lists: LISTS_MAX, revocationLists: LISTS_MAX }
const RECEIPT_LIMITS = { lists: LISTS_MAX, revocationLists: LISTS_MAX }

export function encodePapers(papers: Papers): Uint8Array {
  return WirePapers.encode({
    chain: [...papers.chain],
    lists: toWire(papers.lists),
    revocationLists: [...papers.revocationLists],
    farewell: papers.farewell ?? '',
  })
}

/** The caller has bounded the size of `bytes`. @throws Fault SESSION_HELLO_MALFORMED */
export function decodePapers(bytes: Uint8Array, address: string): Papers {
  const refuse = (cause?: unknown) => new Fault('SESSION_HELLO_MALFORMED', { address }, { cause })
  const { chain, lists, revocationLists, farewell } = decodeCanonical(
    bytes,
    (raw) => WirePapers.decode(raw, { limits: PAPERS_LIMITS }),
    WirePapers.encode,
    refuse,
  )
  if (!numbersFit(lists) || !reasonFits(farewell)) throw refuse()
  return { chain, lists: fromWire(lists), revocationLists, farewell: farewell === '' ? undefined : farewell }
}

export function encodeReceipt(receipt: Receipt): Uint8Array {
  return WireReceipt.encode({
    lists: toWire(receipt.lists),
    revocationLists: [...receipt.revocationLists],
    refusal: receipt.refusal ?? '',
  })
}

/** The caller has bounded the size of `bytes`. @throws Fault SESSION_HELLO_MALFORMED */
export function decodeReceipt(bytes: Uint8Array, address: string): Receipt {
  const refuse = (cause?: unknown) => new Fault('SESSION_HELLO_MALFORMED', { address }, { cause })
  const { lists, revocationLists, refusal } = decodeCanonical(
    bytes,
    (raw) => WireReceipt.decode(raw, { limits: RECEIPT_LIMITS }),
    WireReceipt.encode,
    refuse,
  )
  if (!numbersFit(lists) || !reasonFits(refusal)) throw refuse()
  return { lists: fromWire(lists), revocationLists, refusal: refusal === '' ? undefined : refusal }
}

const reasonFits = (code: string): boolean => code === '' || codeFits(code)
