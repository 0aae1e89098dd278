// The answer for a node that is not one yet: its folder has keys, and no certificate in the database says whose they are.
import type { AuthorityFolder } from '../folder.ts'
import type { CeremonyAnswer } from './files.ts'
import { type Installed, installAnswer } from './install.ts'
import { whileOff } from './while-off.ts'

/** @throws Fault those of whileOff and installAnswer */
export function installNewNode(
  folder: AuthorityFolder,
  answer: CeremonyAnswer,
  passphrase: () => Promise<Uint8Array>,
  now: Date,
): Promise<Installed> {
  return whileOff(folder, passphrase, (vault, store) => installAnswer({ store, vault, answer, now }))
}
