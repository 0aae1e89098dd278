// Short words about what was just done, for a few seconds. Kept here, shown by Toasts.svelte.

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'danger'
}

const SHOWN_MS = 5000
let last = 0

class Toasts {
  all = $state<readonly Toast[]>([])

  say(text: string, tone: Toast['tone'] = 'ok'): void {
    last += 1
    const toast = { id: last, text, tone }
    this.all = [...this.all, toast]
    setTimeout(() => this.end(toast.id), SHOWN_MS)
  }

  end(id: number): void {
    this.all = this.all.filter((toast) => toast.id !== id)
  }
}

export const toasts = new Toasts()
