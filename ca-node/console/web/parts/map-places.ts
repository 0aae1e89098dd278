// Where people stand on the map: each keeps its place while it is there, new ones take the free place nearest to the
// middle. Places follow a sunflower (Vogel 1979): evenly spread for any number, no two touch. Pure.

export interface MapPlace {
  readonly x: number
  readonly y: number
}

/** Radius of a person, and the distance that keeps two apart, in units of the drawing. */
export const PERSON_RADIUS = 18
const SPREAD = 31
/** The authority in the middle needs this much for itself. */
const MIDDLE = 3.2
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

export function placeAt(slot: number): MapPlace {
  const distance = SPREAD * Math.sqrt(slot + MIDDLE)
  const angle = slot * GOLDEN_ANGLE - Math.PI / 2
  return { x: Math.cos(angle) * distance, y: Math.sin(angle) * distance }
}

/** How far the outermost of so many places reaches, with its person. */
export function reach(slots: number): number {
  return SPREAD * Math.sqrt(Math.max(slots - 1, 0) + MIDDLE) + PERSON_RADIUS + 12
}

/** Gives everybody in `here` a place and takes back those of who left. @returns the same map where nothing changed */
export function settle(
  before: ReadonlyMap<string, number>,
  here: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const kept = new Map([...before].filter(([login]) => here.has(login)))
  const arrivals = [...here].filter((login) => !kept.has(login))
  if (arrivals.length === 0 && kept.size === before.size) return before
  const taken = new Set(kept.values())
  let free = 0
  for (const login of arrivals) {
    while (taken.has(free)) free += 1
    kept.set(login, free)
    taken.add(free)
  }
  return kept
}

/** The next person from `from` in a direction: the nearest of those that lie more that way than sideways. */
export function neighbour(
  places: ReadonlyMap<string, MapPlace>,
  from: string,
  direction: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight',
): string | undefined {
  const start = places.get(from)
  if (!start) return undefined
  let best: { login: string; cost: number } | undefined
  for (const [login, { x, y }] of places) {
    if (login === from) continue
    const [dx, dy] = [x - start.x, y - start.y]
    const [ahead, aside] = {
      ArrowUp: [-dy, dx] as const,
      ArrowDown: [dy, dx] as const,
      ArrowLeft: [-dx, dy] as const,
      ArrowRight: [dx, dy] as const,
    }[direction]
    if (ahead <= 0 || Math.abs(aside) > ahead * 1.5) continue
    const cost = ahead + Math.abs(aside) * 2
    if (best === undefined || cost < best.cost) best = { login, cost }
  }
  return best?.login
}
