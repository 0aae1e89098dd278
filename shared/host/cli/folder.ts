// Where data lives when nobody says --data: the platform's own place, one folder a side.
import { join } from 'node:path'
import { visible } from '../../text/visible.ts'
import type { Host } from './host.ts'

export type Side = 'ca' | 'peer'

/** XDG Base Directory 0.8 on Unix, Application Support on macOS, %APPDATA% on Windows. */
export function defaultFolder(host: Host, side: Side): string {
  const { environment, home, platform } = host
  if (platform === 'win32')
    return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Parley', side)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Parley', side)
  const xdg = environment.XDG_DATA_HOME
  // The specification says to ignore a relative path.
  const base = xdg?.startsWith('/') === true ? xdg : join(home, '.local', 'share')
  return join(base, 'parley', side)
}

/** What to type next, as it can be copied into a shell: with the data folder where one was given. */
export function nextCommand(
  command: string,
  { folder, folderGiven }: { readonly folder: string; readonly folderGiven: boolean },
): string {
  if (!folderGiven) return command
  const isPlain = /^[\w@%+=:,./-]+$/.test(folder)
  return `${command} --data ${isPlain ? folder : `'${visible(folder).replaceAll("'", "'\\''")}'`}`
}
