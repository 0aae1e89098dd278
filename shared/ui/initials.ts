// The letters and the colour that stand for a person where there is no picture. The same login has the same colour.

/** Colours of tokens.css an avatar may have. */
export const HUES = ['accent', 'info', 'violet', 'ok', 'warn', 'danger'] as const
export type Hue = (typeof HUES)[number]

/** One or two letters, upper case. */
export function initials(login: string, firstName?: string | null, lastName?: string | null): string {
  const words = [firstName, lastName].filter((word) => word !== null && word !== undefined && word !== '')
  const parts = words.length > 0 ? words : login.split(/[._-]/)
  const letters = parts.map((part) => firstLetter(part ?? '')).filter((letter) => letter !== '')
  return [letters[0], letters.length > 1 ? letters.at(-1) : undefined].join('').toUpperCase()
}

function firstLetter(text: string): string {
  return /[\p{L}\p{N}]\p{M}*/u.exec(text)?.[0] ?? ''
}

export function hueOf(login: string): Hue {
  let sum = 0
  for (const sign of login) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973
  return HUES[sum % HUES.length] ?? 'accent'
}
