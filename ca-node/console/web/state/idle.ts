// Notices that nobody touches the page any more. The live feed and what follows it would keep a session for as long as a tab
// stands open; so the page itself ends it when its person is gone, as the authority does with a session nobody uses.

/** As long as the authority keeps a session that is not used, ms (SESSION_IDLE there). */
const IDLE_MS = 30 * 60_000
/** How often use is noted at most, ms. */
const NOTED_MS = 5_000
/** All tabs share one note: who works in one is not idle in another. */
const KEPT_AS = 'parley-used-at'
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** @returns a function that ends the watch */
export function watchUse(onIdle: () => void): () => void {
  let own = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const note = () => {
    const now = Date.now()
    if (now - own < NOTED_MS) return
    own = now
    try {
      localStorage.setItem(KEPT_AS, String(now))
    } catch {
      // A browser that keeps nothing has each tab for itself.
    }
  }
  const usedAt = () => {
    let kept = 0
    try {
      kept = Number(localStorage.getItem(KEPT_AS) ?? 0)
    } catch {
      // As above.
    }
    return Math.max(own, kept)
  }
  const look = () => {
    const left = usedAt() + IDLE_MS - Date.now()
    if (left > 0) timer = setTimeout(look, left)
    else onIdle()
  }
  note()
  look()
  for (const sign of SIGNS) addEventListener(sign, note, { passive: true })
  return () => {
    clearTimeout(timer)
    for (const sign of SIGNS) removeEventListener(sign, note)
  }
}
