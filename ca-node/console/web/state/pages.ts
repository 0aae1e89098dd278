// The pages of the console: where each is, what it is called, which right shows it, which key leads to it.
import type { IconName } from '@parley/shared/ui/icons.ts'
import type { Right } from '../../../rights/rights.ts'

export interface ConsolePage {
  readonly path: string
  readonly name: 'overview' | 'people' | 'invitations' | 'certificates' | 'lists' | 'audit' | 'settings'
  readonly icon: IconName
  readonly right: Right
  /** Pressed after G. */
  readonly key: string
}

const PAGES: readonly ConsolePage[] = [
  { path: '', name: 'overview', icon: 'home', right: 'people.read', key: 'o' },
  { path: 'people', name: 'people', icon: 'people', right: 'people.read', key: 'p' },
  { path: 'invitations', name: 'invitations', icon: 'ticket', right: 'people.read', key: 'i' },
  { path: 'certificates', name: 'certificates', icon: 'certificate', right: 'certificates.read', key: 'c' },
  { path: 'freshness', name: 'lists', icon: 'list', right: 'certificates.read', key: 'f' },
  { path: 'audit', name: 'audit', icon: 'audit', right: 'audit.read', key: 'a' },
  { path: 'settings', name: 'settings', icon: 'settings', right: 'people.read', key: 's' },
]

export function pagesFor(may: (right: Right) => boolean): readonly ConsolePage[] {
  return PAGES.filter((page) => may(page.right))
}

export function isCurrent(page: ConsolePage, path: string): boolean {
  return page.path === '' ? path === '' : path === page.path || path.startsWith(`${page.path}/`)
}
