// What each key means. A key is the sequence the terminal sends for it (xterm and its kin, ECMA-48).

export type Action =
  | 'send'
  | 'newline'
  | 'complete'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'wordLeft'
  | 'wordRight'
  | 'backspace'
  | 'remove'
  | 'removeWord'
  | 'removeToStart'
  | 'removeToEnd'
  | 'earlier'
  | 'later'
  | 'pageUp'
  | 'pageDown'
  | 'top'
  | 'bottom'
  | 'next'
  | 'previous'
  | 'active'
  | 'redraw'
  | 'pickOlder'
  | 'pickNewer'
  | 'unpick'
  | 'reply'
  | 'react'
  | 'edit'
  | 'delete'
  | 'pin'
  | 'leave'
  | 'pasteStart'
  | 'pasteEnd'

export type Key =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'switch'; readonly number: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' }

const ESC = '\u001b'

const ACTIONS: Readonly<Record<string, Action>> = {
  '\r': 'send',
  [`${ESC}\r`]: 'newline',
  '\n': 'newline',
  '\t': 'complete',
  [`${ESC}[D`]: 'left',
  [`${ESC}OD`]: 'left',
  '\u0002': 'left',
  [`${ESC}[C`]: 'right',
  [`${ESC}OC`]: 'right',
  '\u0006': 'right',
  [`${ESC}[H`]: 'home',
  [`${ESC}OH`]: 'home',
  [`${ESC}[1~`]: 'home',
  [`${ESC}[7~`]: 'home',
  '\u0001': 'home',
  [`${ESC}[F`]: 'end',
  [`${ESC}OF`]: 'end',
  [`${ESC}[4~`]: 'end',
  [`${ESC}[8~`]: 'end',
  '\u0005': 'end',
  [`${ESC}b`]: 'wordLeft',
  [`${ESC}[1;5D`]: 'wordLeft',
  [`${ESC}[1;3D`]: 'wordLeft',
  [`${ESC}f`]: 'wordRight',
  [`${ESC}[1;5C`]: 'wordRight',
  [`${ESC}[1;3C`]: 'wordRight',
  '\u007f': 'backspace',
  '\b': 'backspace',
  [`${ESC}[3~`]: 'remove',
  '\u0004': 'remove',
  '\u0017': 'removeWord',
  [`${ESC}\u007f`]: 'removeWord',
  '\u0015': 'removeToStart',
  '\u000b': 'removeToEnd',
  [`${ESC}[A`]: 'earlier',
  [`${ESC}OA`]: 'earlier',
  [`${ESC}[B`]: 'later',
  [`${ESC}OB`]: 'later',
  [`${ESC}[5~`]: 'pageUp',
  [`${ESC}[6~`]: 'pageDown',
  [`${ESC}[5;5~`]: 'top',
  [`${ESC}[1;5H`]: 'top',
  [`${ESC}[6;5~`]: 'bottom',
  [`${ESC}[1;5F`]: 'bottom',
  '\u000e': 'next',
  '\u0010': 'previous',
  [`${ESC}a`]: 'active',
  [`${ESC}[1;3A`]: 'pickOlder',
  [`${ESC}k`]: 'pickOlder',
  [`${ESC}[1;3B`]: 'pickNewer',
  [`${ESC}j`]: 'pickNewer',
  [ESC]: 'unpick',
  [`${ESC}r`]: 'reply',
  [`${ESC}t`]: 'react',
  [`${ESC}e`]: 'edit',
  [`${ESC}d`]: 'delete',
  [`${ESC}p`]: 'pin',
  '\u000c': 'redraw',
  '\u0003': 'leave',
  [`${ESC}[200~`]: 'pasteStart',
  [`${ESC}[201~`]: 'pasteEnd',
}

/** @param sequence one event of the terminal: an escape sequence, or text that came at once */
export function keysOf(sequence: string): readonly Key[] {
  const action = ACTIONS[sequence]
  if (action !== undefined) return [{ kind: 'action', action }]
  if (sequence.startsWith(ESC)) {
    const digit = /^[0-9]$/.exec(sequence.slice(1))?.[0]
    return [digit === undefined ? { kind: 'nothing' } : { kind: 'switch', number: Number(digit) }]
  }
  // Text and control keys in one piece: a fast typist, or a program that types.
  return (sequence.match(/[\p{Cc}]|[^\p{Cc}]+/gu) ?? []).map((piece): Key => {
    const inside = ACTIONS[piece]
    if (inside !== undefined) return { kind: 'action', action: inside }
    return /^\p{Cc}$/u.test(piece) ? { kind: 'nothing' } : { kind: 'text', text: piece }
  })
}
