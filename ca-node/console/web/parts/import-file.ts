// Reads a CSV file of people into rows the authority can check, and says of each line that cannot be one why. Pure.
import { CSV_COLUMNS, readCsv } from './csv.ts'

/** People of one request; the authority takes as many. */
export const BATCH = 250
/** Lines of one file: the largest realm there is. */
export const MAX_LINES = 50_000

const ROLES = ['admin', 'auditor', 'moderator', 'member', 'guest'] as const

export interface GoodLine {
  readonly line: number
  readonly login: string
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly cardNumber?: string
  readonly role: (typeof ROLES)[number]
}

export interface BadLine {
  readonly line: number
  readonly login: string
  readonly why: string
}

export interface FileFlaw {
  readonly flaw: 'no-login' | 'column' | 'empty' | 'too-long' | 'broken' | 'twice' | 'role'
  readonly value: string | number
}

export interface PeopleFile {
  readonly good: readonly GoodLine[]
  readonly bad: readonly { readonly line: number; readonly login: string; readonly why: FileFlaw }[]
}

/** What an export adds is passed over, so that an export can be imported. */
const PASSED_OVER = new Set(['status', 'devices', 'created'])

export function readPeople(text: string): PeopleFile | { readonly flaw: FileFlaw } {
  const read = readCsv(text)
  if ('brokenLine' in read) return { flaw: { flaw: 'broken', value: read.brokenLine } }
  const [head, ...rows] = read.rows
  const columns = (head?.cells ?? []).map((name) => name.trim().toLowerCase())
  const unknown = columns.find(
    (name) => !CSV_COLUMNS.some((known) => known === name) && !PASSED_OVER.has(name),
  )
  if (!columns.includes('login')) return { flaw: { flaw: 'no-login', value: '' } }
  if (unknown !== undefined) return { flaw: { flaw: 'column', value: unknown.slice(0, 40) } }
  if (rows.length === 0) return { flaw: { flaw: 'empty', value: 0 } }
  if (rows.length > MAX_LINES) return { flaw: { flaw: 'too-long', value: MAX_LINES } }

  const good: GoodLine[] = []
  const bad: { line: number; login: string; why: FileFlaw }[] = []
  const seen = new Map<string, number>()
  for (const { line, cells } of rows) {
    const cell = (name: string) => cells[columns.indexOf(name)]?.trim() ?? ''
    const login = cell('login')
    const asked = cell('role') === '' ? 'member' : cell('role').toLowerCase()
    const role = ROLES.find((each) => each === asked)
    const earlier = seen.get(login.toLowerCase())
    if (earlier !== undefined) bad.push({ line, login, why: { flaw: 'twice', value: earlier } })
    else if (role === undefined) bad.push({ line, login, why: { flaw: 'role', value: asked.slice(0, 40) } })
    else {
      good.push({
        line,
        login,
        role,
        ...(cell('first_name') ? { firstName: cell('first_name') } : {}),
        ...(cell('last_name') ? { lastName: cell('last_name') } : {}),
        ...(cell('email') ? { email: cell('email') } : {}),
        ...(cell('card_number') ? { cardNumber: cell('card_number') } : {}),
      })
    }
    if (login !== '' && earlier === undefined) seen.set(login.toLowerCase(), line)
  }
  return { good, bad }
}
