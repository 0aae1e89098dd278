// What the exporting device signs: that this is the whole file, and who says so.
import { joined } from '../sealing/bytes.ts'
import type { LineOf } from './lines.ts'

const DOMAIN = new TextEncoder().encode('parley/evidence/1\0')

/** Every field of the last line but the signature, under a tag of its own. */
export function manifestBytes({ signature: _, ...said }: LineOf<'end'>): Uint8Array {
  return joined(DOMAIN, new TextEncoder().encode(JSON.stringify(said)))
}
