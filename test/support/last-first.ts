// Endings of a test in the order that things need: the last begun ends first, so that an authority never sees its database go.
import type { Ending } from './folder.ts'

export function lastFirst(test: Ending): Ending {
  const ends: (() => unknown)[] = []
  test.after(async () => {
    for (const end of ends) await end()
  })
  return {
    after(end) {
      ends.unshift(end)
    },
  }
}
