// What a device keeps for its owner alone: what was begun and not sent, and what was chosen here.
import type { Store } from '../store/open.ts'

/** A line that was begun. `target` as people type it. */
export interface KeptDraft {
  readonly target: string
  readonly text: string
}

export interface Own {
  drafts(): readonly KeptDraft[]
  /**
   * An empty text forgets it. Inside a group commit.
   * @param at when it was begun or changed, ms since 1970: what is older than what is kept does nothing
   * @returns whether it is another line now
   */
  keepDraft(draft: KeptDraft, at: number): boolean
  /** When what is kept of it was written, ms since 1970; 0 for nothing. */
  draftAt(target: string): number
  isOn(name: 'receipts' | 'typing'): boolean
  /** Inside a group commit. */
  setOn(name: 'receipts' | 'typing', on: boolean): void
}

/** Drafts kept at most. */
const DRAFTS_MAX = 1_000

export function openOwn({ db }: Store): Own {
  const drafts = db.prepare<[number], KeptDraft>(
    "SELECT target, text FROM draft WHERE text <> '' ORDER BY target LIMIT ?",
  )
  const kept = db.prepare<[string], { text: string; at: number }>(
    'SELECT text, at FROM draft WHERE target = ?',
  )
  const count = db.prepare<[], number>("SELECT count(*) FROM draft WHERE text <> ''").pluck()
  // When a line was given up is remembered a while, so that an older one from another device does not bring it back.
  const forgetOld = db.prepare<[number]>(
    "DELETE FROM draft WHERE text = '' AND target IN (SELECT target FROM draft WHERE text = '' ORDER BY at DESC LIMIT -1 OFFSET ?)",
  )
  const keep = db.prepare<[string, string, number]>(
    `INSERT INTO draft (target, text, at) VALUES (?, ?, ?)
     ON CONFLICT (target) DO UPDATE SET text = excluded.text, at = excluded.at`,
  )
  const chosen = db.prepare<[string], string>('SELECT value FROM choice WHERE name = ?').pluck()
  const choose = db.prepare<[string, string]>(
    'INSERT INTO choice (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    drafts: () => drafts.all(DRAFTS_MAX),
    draftAt: (target) => kept.get(target)?.at ?? 0,
    keepDraft({ target, text }, at) {
      const before = kept.get(target)
      if (before !== undefined && before.at > at) return false
      const isNew = (before?.text ?? '') === ''
      if (isNew && text !== '' && (count.get() ?? 0) >= DRAFTS_MAX) return false
      keep.run(target, text, at)
      if (text === '') forgetOld.run(DRAFTS_MAX)
      return (before?.text ?? '') !== text
    },
    isOn: (name) => chosen.get(`tell:${name}`) !== 'off',
    setOn(name, on) {
      choose.run(`tell:${name}`, on ? 'on' : 'off')
    },
  }
}
