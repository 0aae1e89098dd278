// What a rule of a certificate profile is, and the one place where rules are applied.
import type { Primitives } from '../../crypto/primitives.ts'
import type { FaultCode } from '../../faults/catalogue.ts'
import { Fault } from '../../faults/fault.ts'
import type { TbsCertificate } from '../certificate.ts'
import { DerError } from '../der-read.ts'

interface RuleWords {
  /** Stable, kebab-case. */
  readonly id: string
  /** What the rule demands, for the one who reads a refusal. */
  readonly demands: string
  /** Where it comes from: DESIGN, or an RFC and its section. */
  readonly source: string
  /** The fault of a presented certificate that breaks it. */
  readonly code: FaultCode
}

/** One line of a profile, about one certificate. */
export interface Rule extends RuleWords {
  /** May throw DerError or Fault instead of answering false. */
  holds(certificate: TbsCertificate, primitives: Primitives): boolean
}

/** One line about a certificate and the one above it; a root stands above itself. */
export interface LinkRule extends RuleWords {
  holds(certificate: TbsCertificate, issuer: TbsCertificate, primitives: Primitives): boolean
}

/** Makes the fault for a broken rule. */
export type Refusal = (rule: RuleWords, certificate: TbsCertificate, cause: unknown) => Fault

/** The fault of a certificate that somebody presented. */
export const presentedFault: Refusal = (rule, certificate, cause) =>
  new Fault(rule.code, { rule: rule.id, kind: certificate.key.kind, reason: rule.demands }, { cause })

/** The fault of a certificate about to be signed. */
export const lintFault: Refusal = (rule, _certificate, cause) =>
  new Fault('LINT_REFUSED', { rule: rule.id, demands: rule.demands }, { cause })

/** @throws the first broken rule's fault */
export function enforce(
  rules: readonly Rule[],
  certificate: TbsCertificate,
  primitives: Primitives,
  refusal: Refusal,
): void {
  for (const rule of rules) {
    demand(rule, certificate, refusal, () => rule.holds(certificate, primitives))
  }
}

/** @throws the first broken rule's fault */
export function enforceLinks(
  rules: readonly LinkRule[],
  certificate: TbsCertificate,
  issuer: TbsCertificate,
  primitives: Primitives,
  refusal: Refusal,
): void {
  for (const rule of rules) {
    demand(rule, certificate, refusal, () => rule.holds(certificate, issuer, primitives))
  }
}

function demand(rule: RuleWords, certificate: TbsCertificate, refusal: Refusal, holds: () => boolean): void {
  let held: boolean
  try {
    held = holds()
  } catch (cause) {
    if (cause instanceof DerError || cause instanceof Fault) throw refusal(rule, certificate, cause)
    throw cause
  }
  if (!held) throw refusal(rule, certificate, undefined)
}
