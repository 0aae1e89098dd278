// A verb of the authority: what it takes, who may, and the function that does it. Knows no verb by name.
import { MAX_TEXT_FIELD } from '@parley/shared/enrolment/constants.ts'
import { z } from 'zod'
import type { Asker, Authority } from '../authority.ts'
import { assertRight, type Right } from '../rights/rights.ts'

export interface Verb<Input, Result> {
  /** Whether it signs: then the vault must be open. */
  readonly signs: boolean
  readonly right: Right
  /** @throws Fault RIGHT_MISSING and those of the verb, ZodError for a shape no command line sends */
  run(authority: Authority, raw: Input, asker: Asker): Promise<Result>
}

export interface VerbParts<Input, Result> {
  readonly signs: boolean
  readonly right: Right
  run(authority: Authority, input: Input, asker: Asker): Promise<Result>
}

export function verb<Shape extends z.ZodType, Result>(
  input: Shape,
  { signs, right, run }: VerbParts<z.output<Shape>, Result>,
): Verb<z.input<Shape>, Result> {
  return {
    signs,
    right,
    async run(authority, raw, asker) {
      assertRight(asker, right)
      return run(authority, input.parse(raw), asker)
    },
  }
}

/** A short text of a request; what it must be is decided by its own constructor. */
export const shortText = z.string().max(MAX_TEXT_FIELD)
