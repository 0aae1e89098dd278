// CSV as RFC 4180 has it, both ways. A cell that a spreadsheet would run as a formula is written with a ' before it, and read
// without. Pure.

/** What an import knows; an export adds to them. */
export const CSV_COLUMNS = ['login', 'first_name', 'last_name', 'email', 'card_number', 'role'] as const

export interface CsvRow {
  /** Of the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

const FORMULA = /^[=+\-@\t\r]/

export function csvText(rows: readonly (readonly string[])[]): string {
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  return `\uFEFF${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`
}

function cellText(raw: string): string {
  const text = FORMULA.test(raw) ? `'${raw}` : raw
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Commas or semicolons, whichever the first line has more of: spreadsheets of half of Europe write the second.
 * Empty lines are passed over.
 * @returns the rows, or the line whose quoted field never ends
 */
export function readCsv(
  text: string,
): { readonly rows: readonly CsvRow[] } | { readonly brokenLine: number } {
  const source = text.replace(/^\uFEFF/, '')
  const head = source.slice(0, source.search(/[\r\n]|$/))
  const separator = head.split(';').length > head.split(',').length ? ';' : ','
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let wasQuoted = false
  let line = 1
  let began = 1
  const endCell = () => {
    cells.push(wasQuoted ? cell : cell.trim())
    cell = ''
    wasQuoted = false
  }
  const endRow = () => {
    endCell()
    if (cells.some((each) => each !== '')) rows.push({ line: began, cells: cells.map(unformula) })
    cells = []
  }
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? ''
    if (sign === '\n') line += 1
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
      wasQuoted = true
    } else if (sign === separator) endCell()
    else if (sign === '\n') {
      endRow()
      began = line
    } else if (sign !== '\r') cell += sign
  }
  if (quoted) return { brokenLine: began }
  endRow()
  return { rows }
}

function unformula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}
