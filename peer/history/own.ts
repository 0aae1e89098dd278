// What a device keeps for its owner alone: what was begun and not sent, and what was chosen here.
import type { Store } from '../store/open.ts'

/** A line that was begun. `target` as people type it. */
export interface KeptDraft {
  readonly target: string
  readonly text: string
}

export interface Own {
  drafts(): readonly KeptDraft[]
  /** An empty text forgets it. Inside a group commit. */
  keepDraft(draft: KeptDraft): void
  isOn(name: 'receipts' | 'typing'): boolean
  /** Inside a group commit. */
  setOn(name: 'receipts' | 'typing', on: boolean): void
}

/** Drafts kept at most. */
const DRAFTS_MAX = 1_000

export function openOwn({ db }: Store): Own {
  const drafts = db.prepare<[number], KeptDraft>('SELECT target, text FROM draft ORDER BY target LIMIT ?')
  const count = db.prepare<[], number>('SELECT count(*) FROM draft').pluck()
  const forget = db.prepare<[string]>('DELETE FROM draft WHERE target = ?')
  const keep = db.prepare<[string, string]>(
    'INSERT INTO draft (target, text) VALUES (?, ?) ON CONFLICT (target) DO UPDATE SET text = excluded.text',
  )
  const chosen = db.prepare<[string], string>('SELECT value FROM choice WHERE name = ?').pluck()
  const choose = db.prepare<[string, string]>(
    'INSERT INTO choice (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    drafts: () => drafts.all(DRAFTS_MAX),
    keepDraft({ target, text }) {
      forget.run(target)
      if (text !== '' && (count.get() ?? 0) < DRAFTS_MAX) keep.run(target, text)
    },
    isOn: (name) => chosen.get(`tell:${name}`) !== 'off',
    setOn(name, on) {
      choose.run(`tell:${name}`, on ? 'on' : 'off')
    },
  }
}
