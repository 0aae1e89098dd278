// Everybody as a CSV file, fetched page by page and put together in the browser.
import { run } from '../api.ts'
import { CSV_COLUMNS, csvText } from './csv.ts'
import { download } from './download.ts'

/** @param told how many there are so far. @returns how many there were */
export async function exportPeople(told: (count: number) => void): Promise<number> {
  const rows: (readonly string[])[] = []
  let after: string | undefined
  do {
    const page = await run('export-people', after === undefined ? {} : { after })
    for (const person of page.people) {
      rows.push([
        person.login,
        person.firstName ?? '',
        person.lastName ?? '',
        person.email ?? '',
        person.cardNumber ?? '',
        person.role,
        person.status,
        String(person.devices),
        person.created,
      ])
    }
    after = page.next
    told(rows.length)
  } while (after !== undefined)
  download('people.csv', csvText([[...CSV_COLUMNS, 'status', 'devices', 'created'], ...rows]), 'text/csv')
  return rows.length
}
