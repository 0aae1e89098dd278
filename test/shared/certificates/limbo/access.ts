// Authority information access as the web has it: any number of methods, any kind of name.
import { type DerReader, readWhole, TAG } from '@parley/shared/certificates/der-read.ts'

/** @returns how many descriptions there are. @throws DerError */
export function readAccessDescriptions(value: Uint8Array): number {
  return readWhole(value, TAG.sequence, (list) => {
    let count = 0
    for (; list.more; count++) {
      const description: DerReader = list.enter(TAG.sequence)
      description.oid()
      description.whole()
      description.finish()
    }
    return count
  })
}
