// What waits for somebody: people to be let in, grave acts to be seconded, lists and papers past their time. Asks each
// area for its own; what the session may not read is not asked.
import type { Right } from '../../../rights/rights.ts'
import { run } from '../api.ts'
import { fromNow } from '../state/language.svelte.ts'
import { t } from '../words/overview.ts'

export interface Need {
  readonly tone: 'info' | 'warn' | 'danger'
  readonly text: string
  /** Below /console/. */
  readonly path: string
}

const DAY = 86_400_000
/** An issuing CA's end is told half a year before: its ceremony needs people together. */
const CA_SOON = 180 * DAY
/** A list that the clock should have signed anew and did not. */
const LIST_SOON = 2 * DAY

export async function needsOf(may: (right: Right) => boolean): Promise<readonly Need[]> {
  const now = Date.now()
  const asked: Promise<readonly Need[]>[] = []
  if (may('people.read')) asked.push(waiting())
  if (may('proposals.read')) asked.push(proposals())
  if (may('certificates.read')) asked.push(freshness(now))
  const order = { danger: 0, warn: 1, info: 2 }
  return (await Promise.all(asked)).flat().sort((a, b) => order[a.tone] - order[b.tone])
}

async function waiting(): Promise<readonly Need[]> {
  const { pending } = await run('pending', {})
  const count = pending.filter((each) => each.state === 'waiting').length
  return count === 0 ? [] : [{ tone: 'info', text: t('waiting', { count }), path: 'people' }]
}

async function proposals(): Promise<readonly Need[]> {
  const count = (await run('proposals', {})).filter((each) => each.state === 'open').length
  return count === 0 ? [] : [{ tone: 'info', text: t('proposals', { count }), path: 'settings' }]
}

async function freshness(now: number): Promise<readonly Need[]> {
  const { issuers, papers } = await run('hierarchy', {})
  const needs: Need[] = []
  for (const issuer of issuers) {
    const name = issuerName(issuer.subject)
    const left = Date.parse(issuer.notAfter) - now
    if (left < 0) needs.push({ tone: 'danger', text: t('caExpired', { name }), path: 'certificates' })
    else if (left < CA_SOON) {
      const when = fromNow(issuer.notAfter, now)
      needs.push({ tone: 'warn', text: t('caSoon', { name, when }), path: 'certificates' })
    }
    if (!issuer.list) continue
    const fresh = Date.parse(issuer.list.nextUpdate) - now
    if (fresh < 0) needs.push({ tone: 'danger', text: t('listStale', { name }), path: 'freshness' })
    else if (fresh < LIST_SOON) {
      const when = fromNow(issuer.list.nextUpdate, now)
      needs.push({ tone: 'warn', text: t('listSoon', { name, when }), path: 'freshness' })
    }
  }
  for (const paper of papers) {
    if (Date.parse(paper.notAfter) < now)
      needs.push({ tone: 'danger', text: t('paperLate', { name: paper.kind }), path: 'freshness' })
  }
  return needs
}

/** `CN=harbour ca1,O=harbour` is called "harbour ca1". */
export function issuerName(subject: string): string {
  return /(?:^|,)CN=((?:\\.|[^,\\])+)/.exec(subject)?.[1] ?? subject
}
