// Retention in the local API's shapes.
import type { ApiParts } from '../api/parts.ts'
import type { RetentionView } from '../api/retention-schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import type { Conversations } from '../conversations/types.ts'

/** @param assertKnown throws a Fault when there is nobody of that name */
export function retentionParts(
  { retention }: Pick<Conversations, 'retention'>,
  assertKnown: (target: string) => Promise<void>,
): ApiParts['retention'] {
  const rules = (): RetentionView => {
    const { all, own } = retention.rules()
    return { all, own: own.map(({ target, keep }) => ({ target: formatTarget(target), keep })) }
  }
  return {
    rules,
    async set({ target, keep }) {
      if (target?.startsWith('@') === true) await assertKnown(target)
      await retention.set(target === undefined ? undefined : parseTarget(target), keep)
      return rules()
    },
  }
}
