// Waits until nobody types any more before it asks.
import { onDestroy } from 'svelte'

/** Pause after the last key, ms. */
const PAUSE = 200

/** Made by a component while it is set up. @returns to be called at each key */
export function typing(settled: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onDestroy(() => clearTimeout(timer))
  return () => {
    clearTimeout(timer)
    timer = setTimeout(settled, PAUSE)
  }
}
