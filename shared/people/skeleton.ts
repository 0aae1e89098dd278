// Which logins look alike. Two logins with one skeleton cannot both exist in a realm (the idea of Unicode
// UTS #39 section 4, on the few characters a login may have).
import type { Brand } from '../identity/brand.ts'
import type { Login } from '../identity/login.ts'

export type Skeleton = Brand<string, 'Skeleton'>

/**
 * Only pairs that a quick reader does mix up in the fonts of chat windows and terminals. `cl`/`d`, `5`/`s` or
 * `2`/`z` are left out: real names (clara, dara) would then refuse each other.
 */
const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/0/g, 'o'],
  [/[1i]/g, 'l'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  // jean.dupont, jean-dupont and jean_dupont are one person to everybody but a computer.
  [/[._-]/g, '-'],
]

export function skeleton(login: Login): Skeleton {
  return LOOKALIKES.reduce((text: string, [look, like]) => text.replace(look, like), login) as Skeleton
}
