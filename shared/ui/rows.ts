// Arrow keys through the rows of a table: Up, Down, Home and End move between the links marked `data-row`.

export function rowKeys(table: HTMLElement): () => void {
  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const rows = [...table.querySelectorAll<HTMLElement>('[data-row]')]
    const from = event.target
    const at = from instanceof HTMLElement ? rows.indexOf(from) : -1
    if (at < 0) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    const next = to === undefined ? undefined : rows[to]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
    next.scrollIntoView({ block: 'nearest' })
  }
  table.addEventListener('keydown', move)
  return () => table.removeEventListener('keydown', move)
}
