// One row of facts to trust: connection, certificate, directory, age of the revocation list.
import type { Clock } from '@parley/shared/text/clock.ts'
import type { Say } from '@parley/shared/text/define.ts'
import type { terminalWords } from '@parley/shared/text/terminal.ts'
import { Text } from 'ink'
import stringWidth from 'string-width'
import type { StatusView } from '../api/schema.ts'
import type { Model } from './model.ts'

interface Fact {
  readonly text: string
  readonly tone: 'good' | 'plain' | 'bad'
}

interface Props {
  readonly model: Model
  readonly width: number
  readonly say: Say<typeof terminalWords>
  readonly clock: Clock
  /** Lines below what is shown, when scrolled up. */
  readonly below: number
}

export function StatusBar({ model, width, say, clock, below }: Props) {
  const facts: Fact[] = [
    ...(below > 0 ? [{ text: say('scrolled', { count: below }), tone: 'bad' } as const] : []),
    linkFact(model, say),
    ...catchingUp(model, say),
    ...(model.status === undefined ? [] : trustFacts(model.status, say, clock)),
  ]
  // Those that do not fit are left out from the end; what is wrong is said before what is well.
  const ranked = facts.toSorted((a, b) => Number(b.tone === 'bad') - Number(a.tone === 'bad'))
  const shown: Fact[] = []
  let used = 1
  for (const fact of ranked) {
    const size = stringWidth(fact.text) + 3
    if (used + size > width) continue
    used += size
    shown.push(fact)
  }
  return (
    <Text wrap="truncate" inverse>
      {' '}
      {facts
        .filter((fact) => shown.includes(fact))
        .map(({ text, tone }, at) => (
          <Text key={text}>
            {at === 0 ? '' : ' │ '}
            <Text bold={tone === 'bad'} {...(tone === 'bad' ? { color: 'red' } : {})}>
              {text}
            </Text>
          </Text>
        ))}
      {' '.repeat(Math.max(0, width - used + (shown.length > 0 ? 2 : 0)))}
    </Text>
  )
}

function linkFact({ link, status }: Model, say: Props['say']): Fact {
  if (link === 'connecting') return { text: `… ${say('connecting')}`, tone: 'plain' }
  if (link === 'lost') return { text: `✗ ${say('lost')}`, tone: 'bad' }
  return { text: `● ${say('live', { count: status?.network.sessions ?? 0 })}`, tone: 'good' }
}

/** What was said while this device was away is on its way. */
function catchingUp({ status }: Model, say: Props['say']): Fact[] {
  const missing = status?.catchingUp.missing ?? 0
  return missing === 0 ? [] : [{ text: `↓ ${say('toCome', { count: missing })}`, tone: 'plain' }]
}

function trustFacts(status: StatusView, say: Props['say'], clock: Clock): Fact[] {
  const { certificate, directory, revocationList: list } = status
  const until = clock.moment(new Date(certificate.notAfter))
  const age = clock.span((list.ageSeconds ?? 0) * 1000)
  return [
    certificateFact(certificate.state, until, say),
    directory.state === 'reachable'
      ? { text: say('directoryReachable'), tone: 'plain' }
      : { text: say(directory.state === 'off' ? 'directoryOff' : 'directoryUnreachable'), tone: 'plain' },
    list.state === 'fresh'
      ? { text: say('listFresh', { age }), tone: 'plain' }
      : { text: listTrouble(list.state, age, say), tone: 'bad' },
  ]
}

function certificateFact(state: StatusView['certificate']['state'], until: string, say: Props['say']): Fact {
  switch (state) {
    case 'valid':
      return { text: say('certificateUntil', { until }), tone: 'plain' }
    case 'due':
      return { text: say('certificateDue', { until }), tone: 'bad' }
    case 'expired':
      return { text: say('certificateExpired'), tone: 'bad' }
    case 'early':
      return { text: say('certificateEarly'), tone: 'bad' }
    case 'suspended':
      return { text: say('certificateSuspended'), tone: 'bad' }
    case 'revoked':
      return { text: say('certificateRevoked'), tone: 'bad' }
    case 'replaced':
      return { text: say('certificateReplaced'), tone: 'bad' }
  }
}

function listTrouble(state: StatusView['revocationList']['state'], age: string, say: Props['say']): string {
  if (state === 'stale') return say('listStale', { age })
  return say(state === 'early' ? 'listEarly' : 'listMissing')
}
