// What a message is found by besides its words: its conversation, the device that wrote it, what is in it. Pure.

/** What can be asked for. */
export const SEARCH_KINDS = ['link', 'mention'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

const IN_TEXT: Readonly<Record<SearchKind, RegExp>> = {
  link: /\b(?:https?|ftp):\/\/\S/i,
  mention: /(?:^|[^\p{L}\p{N}@/.])@[a-z0-9]/iu,
}

export const conversationWord = (row: number): string => `c${row}`
export const deviceWord = (row: number): string => `d${row}`
export const kindWord = (kind: SearchKind): string => `k${kind}`

export interface Placed {
  /** Row of the conversation, and of the author's device. */
  readonly conversation: number
  readonly device: number
  readonly text: string
}

export function placeWords({ conversation, device, text }: Placed): string {
  const kinds = SEARCH_KINDS.filter((kind) => IN_TEXT[kind].test(text)).map(kindWord)
  return [conversationWord(conversation), deviceWord(device), ...kinds].join(' ')
}
