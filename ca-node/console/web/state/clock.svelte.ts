// What time it is, for words like "5 minutes ago": moves on by itself, seldom.

const PERIOD_MS = 20_000

class ClockState {
  now = $state(Date.now())

  constructor() {
    setInterval(() => (this.now = Date.now()), PERIOD_MS)
  }
}

export const clock = new ClockState()
