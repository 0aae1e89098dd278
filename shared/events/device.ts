// A device as events carry it: the peer ID's multihash instead of its text.
import { fromString } from 'uint8arrays/from-string'
import { toString as encode } from 'uint8arrays/to-string'
import { type PeerIdText, peerIdText } from '../identity/ids.ts'

export function deviceBytes(peerId: PeerIdText): Uint8Array {
  return fromString(peerId, 'base58btc')
}

/** @throws Fault PEER_ID_MALFORMED */
export function deviceText(bytes: Uint8Array): PeerIdText {
  return peerIdText(encode(bytes, 'base58btc'))
}
