// The one way from the page to the authority: verbs with the session's cookie and its proof against forged requests.
// Results are typed by the authority's own table of verbs; only types are imported from there.
import type { VerbInput, VerbName, VerbResult } from '../../control/verbs.ts'
import { language, typeset } from './state/language.svelte.ts'

/** What went wrong, in the words of the authority and the language of the page (RFC 9457). */
export interface Problem {
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly parameters: Readonly<Record<string, string | number>>
}

class Refusal extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'Refusal'
    this.problem = problem
  }
}

/** Longest wait for an answer, ms: a sign-in may stand in a queue of password hashes. */
const PATIENCE_MS = 60_000

let proof = ''
let onSignedOut = () => {}

/** @param csrf of the session; empty when there is none */
export function useProof(csrf: string): void {
  proof = csrf
}

/** Called when the authority no longer knows the session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

/** @throws Refusal */
export async function run<Name extends VerbName>(
  name: Name,
  input: VerbInput<Name>,
): Promise<VerbResult<Name>> {
  // Our own authority answers, over the connection this page came by: what comes is this verb's result.
  const { result } = (await call('POST', `/v1/verbs/${name}`, input)) as { result: VerbResult<Name> }
  return result
}

/** @throws Refusal */
export async function call(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const headers: Record<string, string> = { 'accept-language': language.current }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (proof !== '') headers['x-csrf'] = proof
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new Refusal(UNREACHABLE[language.current])
  }
  if (response.status === 204) return undefined
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer
  const problem = problemOf(answer)
  if (SIGNED_OUT.has(problem.code)) onSignedOut()
  throw new Refusal(problem)
}

/** Codes that say that the session is over. */
const SIGNED_OUT: ReadonlySet<string> = new Set(['SESSION_MISSING', 'SESSION_UNKNOWN', 'SESSION_EXPIRED'])

const UNREACHABLE = {
  en: {
    code: 'AUTHORITY_UNREACHABLE',
    title: 'The authority does not answer.',
    detail: 'It may be restarting. Try again in a moment.',
    parameters: {},
  },
  fr: {
    code: 'AUTHORITY_UNREACHABLE',
    title: 'L’autorité ne répond pas.',
    detail: 'Elle redémarre peut-être. Réessayez dans un instant.',
    parameters: {},
  },
} as const

function problemOf(answer: unknown): Problem {
  const { code, title, detail, parameters } = (answer ?? {}) as Partial<Problem>
  return {
    code: typeof code === 'string' ? code : 'INTERNAL',
    title: typeof title === 'string' ? typeset(title) : UNREACHABLE[language.current].title,
    detail: typeof detail === 'string' ? typeset(detail) : undefined,
    parameters: typeof parameters === 'object' && parameters !== null ? parameters : {},
  }
}

export function problemIn(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem
  // A fault of the page itself belongs in the browser's console, and stops nothing else.
  reportError(error)
  return problemOf(undefined)
}
