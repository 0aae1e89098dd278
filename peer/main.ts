// The peer's program: its commands by name. Each loads what it needs when it runs.
import type { CommandSpec } from '@parley/shared/host/cli/command.ts'
import { main } from '@parley/shared/host/cli/main.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import { ca } from './commands/ca.ts'
import { chat } from './commands/chat.ts'
import { connect } from './commands/connect.ts'
import { deviceAdd, deviceRename, deviceRevoke, devices } from './commands/devices.ts'
import { exportEvidence } from './commands/export.ts'
import {
  groupAdd,
  groupCreate,
  groupLeave,
  groupList,
  groupRemove,
  groupRename,
  groupRole,
  groupShow,
} from './commands/groups.ts'
import { join } from './commands/join.ts'
import { passphrase } from './commands/passphrase.ts'
import { password } from './commands/password.ts'
import { block, blocked, hide, mute, report, reports, unblock, unhide, unmute } from './commands/peace.ts'
import { read } from './commands/read.ts'
import { disappear, edit, pin, pins, react, remove, reply, settings } from './commands/remarks.ts'
import { renew } from './commands/renew.ts'
import { retention } from './commands/retention.ts'
import { search } from './commands/search.ts'
import { secondFactor } from './commands/second-factor.ts'
import { send } from './commands/send.ts'
import { status } from './commands/status.ts'
import { up } from './commands/up.ts'
import { verify } from './commands/verify.ts'
import { who } from './commands/who.ts'
import { whois } from './commands/whois.ts'

const commands: readonly CommandSpec[] = [
  join,
  secondFactor,
  up,
  chat,
  send,
  read,
  reply,
  react,
  edit,
  remove,
  pin,
  pins,
  disappear,
  settings,
  block,
  unblock,
  mute,
  unmute,
  blocked,
  report,
  reports,
  hide,
  unhide,
  search,
  groupCreate,
  groupAdd,
  groupRemove,
  groupLeave,
  groupRole,
  groupRename,
  groupList,
  groupShow,
  retention,
  who,
  whois,
  status,
  renew,
  connect,
  devices,
  deviceAdd,
  deviceRename,
  deviceRevoke,
  exportEvidence,
  verify,
  passphrase,
  password,
  ca,
]

/** @param argv without node, script and what chose this side */
export function run(argv: readonly string[]): Promise<never> {
  return main({ name: 'parley', summary: peerWords.program, side: 'peer', commands }, argv)
}
